//! What the client asks with (CIBA, 7.1 and 10.1).

use cucumber::then;
use serde_json::Value;

use crate::oracle::compact::Compact;
use crate::stop::{Step, Stop};
use crate::world::World;

/// The most characters that a short message has.
const SHORT: usize = 40;
/// Parts of a signed JWT in compact form (RFC 7515, 7.1).
const SIGNED_PARTS: usize = 3;
const HINTS: [&str; 3] = ["login_hint", "id_token_hint", "login_hint_token"];
const PARAMETERS: [&str; 9] = [
    "scope",
    "client_notification_token",
    "acr_values",
    "login_hint_token",
    "id_token_hint",
    "login_hint",
    "binding_message",
    "user_code",
    "requested_expiry",
];
/// The claims that every signed request has (CIBA, 7.1.1).
const CLAIMS: [&str; 6] = ["aud", "iss", "exp", "iat", "nbf", "jti"];

#[then("the assertion of the client is made for the issuer")]
async fn asserts_to_the_issuer(world: &mut World) -> Step {
    let assertion = world.last_run()?.field("client_assertion");
    let none = || Stop::not_applicable("the client proves in another way who it is");
    let jwt = Compact::read(&assertion.ok_or_else(none)?).map_err(Stop::harness_bug)?;
    let issuer = world.environment.authorization_server().await?.issuer;
    let audience = jwt.claims.get("aud").cloned().unwrap_or_default();
    let all = audience.as_array().cloned();
    let all = all.unwrap_or_else(|| vec![audience.clone()]);
    if all.iter().any(|one| *one == issuer.as_str()) {
        return Ok(());
    }
    world.blame_ciba_client("the issuer in aud", format!("aud {audience}"))
}

#[then("its notification tokens cannot be guessed")]
fn tokens_are_unguessable(world: &mut World) -> Step {
    let runs = world.ciba_client.runs.iter();
    let tokens = runs.filter_map(|run| run.parameter("client_notification_token"));
    let tokens: Vec<String> = tokens.collect();
    match crate::oracle::identifier::guessable(&tokens) {
        _ if tokens.is_empty() => world.blame_ciba_client("a notification token", "none"),
        Some(why) => {
            let received = format!("client_notification_token can be guessed: {why}");
            world.blame_ciba_client("an unguessable token", received)
        }
        None => Ok(()),
    }
}

/// Our reading of short and plain: forty printable characters of ASCII.
#[then("its binding message is short and plain")]
fn message_is_short(world: &mut World) -> Step {
    let message = world.last_run()?.parameter("binding_message");
    let Some(message) = message else {
        return Ok(());
    };
    let plain = message.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    if plain && message.len() <= SHORT {
        return Ok(());
    }
    let received = format!("binding_message of {} characters", message.chars().count());
    world.blame_ciba_client("a short, plain message", received)
}

#[then("its request is signed")]
fn is_signed(world: &mut World) -> Step {
    if world.last_run()?.field("request").is_some() {
        return Ok(());
    }
    world.blame_ciba_client("a signed request", "an unsigned request")
}

#[then("its request has a binding message")]
fn has_a_message(world: &mut World) -> Step {
    if world.last_run()?.parameter("binding_message").is_some() {
        return Ok(());
    }
    world.blame_ciba_client("a binding message", "no binding_message")
}

#[then("it sends no user code")]
fn sends_no_user_code(world: &mut World) -> Step {
    if world.last_run()?.parameter("user_code").is_none() {
        return Ok(());
    }
    world.blame_ciba_client("no user_code", "user_code")
}

#[then("it sends one hint")]
fn sends_one_hint(world: &mut World) -> Step {
    let run = world.last_run()?;
    let count = HINTS
        .iter()
        .filter(|name| run.parameter(name).is_some())
        .count();
    if count == 1 {
        return Ok(());
    }
    world.blame_ciba_client("1 hint", format!("{count} hints"))
}

/// Of what is encrypted to the client, the server could read nothing (CIBA, 7.1).
#[then("its last hint is an ID token that is not encrypted")]
fn hint_is_not_encrypted(world: &mut World) -> Step {
    let hint = world.last_run()?.parameter("id_token_hint");
    let none = || Stop::not_applicable("the client gives no ID tokens for hints");
    if hint.ok_or_else(none)?.split('.').count() == SIGNED_PARTS {
        return Ok(());
    }
    world.blame_ciba_client("a signed ID token", "an encrypted ID token")
}

#[then("no parameter stands beside its signed request")]
fn nothing_beside(world: &mut World) -> Step {
    let form = world.last_run()?.form();
    let beside = form
        .iter()
        .find(|(name, _)| PARAMETERS.contains(&name.as_str()));
    match beside {
        None => Ok(()),
        Some((name, _)) => world.blame_ciba_client(
            "everything in the signed request",
            format!("{name} beside it"),
        ),
    }
}

#[then("its signed request has all claims that such requests have")]
fn has_all_claims(world: &mut World) -> Step {
    let none = || Stop::inconclusive("the client sent no signed request");
    let object = world.last_run()?.object().ok_or_else(none)?;
    match CLAIMS
        .iter()
        .find(|claim| !object.claims.contains_key(**claim))
    {
        None => Ok(()),
        Some(claim) => world.blame_ciba_client("all claims", format!("no {claim}")),
    }
}

#[then("its polls are forms")]
fn polls_are_forms(world: &mut World) -> Step {
    let form = "application/x-www-form-urlencoded";
    for poll in &world.last_run()?.polls {
        let stated = poll.request.header("Content-Type").unwrap_or_default();
        if !stated.to_ascii_lowercase().starts_with(form) {
            return world.blame_ciba_client(form, stated);
        }
    }
    Ok(())
}

#[then("its polls name the request as the server does")]
fn polls_name_the_request(world: &mut World) -> Step {
    let run = world.last_run()?;
    let named = Value::from(run.auth_req_id());
    for poll in &run.polls {
        let fields = crate::actor::ciba_client::run::fields(Some(poll));
        let name = fields.iter().find(|(name, _)| name == "auth_req_id");
        if name.is_some_and(|(_, value)| named != value.as_str()) {
            return world.blame_ciba_client("the auth_req_id as given", "another auth_req_id");
        }
    }
    Ok(())
}
