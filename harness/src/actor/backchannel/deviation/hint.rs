//! What can be wrong with the hint at the user, or unusual about it (CIBA, 7.1 and 14).

use serde_json::{Value, json};

use super::Deviation;
use crate::actor::backchannel::flow::BackchannelFlow;
use crate::actor::backchannel::request::BackchannelRequest;
use crate::actor::forge::Jwt;
use crate::actor::forge::encoding::base64url;
use crate::oracle::compact::Compact;
use crate::stop::Stop;

/// The rows.
pub static ROWS: &[Deviation] = &[
    Deviation::changed("without a hint", |_, request| request.without("login_hint")),
    Deviation::changed("about a user whom nobody knows", |_, request| {
        request.with("login_hint", crate::randomness::identifier())
    }),
    Deviation::changed(
        "with a login hint and a login hint token",
        |flow, request| request.with("login_hint_token", signed_hint(flow)),
    ),
    Deviation::fallible("with a login hint and an ID token", |flow, request| {
        Ok(request.with("id_token_hint", flow.id_token()?))
    }),
    Deviation::fallible(
        "with an ID token and a login hint token",
        |flow, request| {
            let request = request.without("login_hint");
            let request = request.with("id_token_hint", flow.id_token()?);
            Ok(request.with("login_hint_token", signed_hint(flow)))
        },
    ),
    // ID tokens.
    Deviation::fallible("with an ID token for its hint", own_id_token),
    Deviation::twin(
        "with an ID token of another server for its hint",
        own_id_token,
        |flow, request| {
            let claims = Compact::read(flow.id_token()?)
                .map_err(Stop::harness_bug)?
                .claims;
            let forged = Jwt::new(
                json!({ "alg": "ES256", "typ": "JWT" }),
                Value::Object(claims),
            )
            .with_claim("iss", "https://another-server.invalid/");
            Ok(by_id_token(request, &forged.signed_by(&flow.attacker)))
        },
    ),
    Deviation::twin(
        "with an ID token for another client for its hint",
        own_id_token,
        |flow, request| Ok(by_id_token(request, flow.id_token_of_another()?)),
    ),
    Deviation::twin(
        "with an ID token that was tampered with for its hint",
        own_id_token,
        |flow, request| Ok(by_id_token(request, &tampered(flow.id_token()?)?)),
    ),
    // Login hint tokens.
    Deviation::fallible("with a login hint token", |flow, request| {
        Ok(own_login_hint_token(flow, request))
    }),
    Deviation::twin(
        "with a login hint token that has expired",
        |flow, request| Ok(own_login_hint_token(flow, request)),
        |flow, request| {
            let draft = flow.login_hint_token(&flow.users.user);
            let token = draft
                .with_claim("exp", flow.now - 600)
                .signed_by(&flow.client.key);
            Ok(request.with("login_hint_token", token))
        },
    ),
    Deviation::twin(
        "with a login hint token that nobody signed",
        |flow, request| Ok(own_login_hint_token(flow, request)),
        |flow, request| {
            let draft = flow.login_hint_token(&flow.users.user);
            let token = draft.of_no_algorithm("none");
            Ok(request.with("login_hint_token", token))
        },
    ),
    // Beside a signed request.
    Deviation::of_signed(
        "with its hint beside its signed request only",
        |flow, request| {
            let hint = flow.users.user.clone();
            let request = request.without("login_hint");
            Ok(request.with_beside("login_hint", hint))
        },
    ),
    Deviation::of_signed(
        "with another user's hint beside its signed request",
        |flow, request| Ok(request.with_beside("login_hint", flow.another_user()?)),
    ),
];

fn own_id_token(
    flow: &BackchannelFlow,
    request: BackchannelRequest,
) -> Result<BackchannelRequest, Stop> {
    Ok(by_id_token(request, flow.id_token()?))
}

fn own_login_hint_token(flow: &BackchannelFlow, request: BackchannelRequest) -> BackchannelRequest {
    let request = request.without("login_hint");
    request.with("login_hint_token", signed_hint(flow))
}

fn signed_hint(flow: &BackchannelFlow) -> String {
    let draft = flow.login_hint_token(&flow.users.user);
    draft.signed_by(&flow.client.key)
}

fn by_id_token(request: BackchannelRequest, token: &str) -> BackchannelRequest {
    request.without("login_hint").with("id_token_hint", token)
}

/// The same token after a claim was added, under the signature that it had.
fn tampered(token: &str) -> Result<String, Stop> {
    let unreadable = || Stop::inconclusive("the ID token of the control is no signed JWT");
    let mut claims = Compact::read(token).map_err(|_| unreadable())?.claims;
    claims.insert("tampered".to_owned(), Value::Bool(true));
    let mut parts = token.split('.');
    let (Some(header), _, Some(signature)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(unreadable());
    };
    let claims = base64url(Value::Object(claims).to_string().as_bytes());
    Ok(format!("{header}.{claims}.{signature}"))
}
