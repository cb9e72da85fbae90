//! Telling clients of results: that there is one (CIBA, 10.2), or which (10.3).

use std::sync::Arc;

use http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use serde_json::{Map, Value, json};
use url::Url;

use super::request::Wish;
use super::sent::SentNotification;
use crate::authorization::approval::Approval;
use crate::authorization_server::AuthorizationServer;
use crate::faults::backchannel_notification::{
    FOLLOWS_REDIRECTS_OF_NOTIFICATIONS, MISNAMES_PUSHED_DENIALS, NAMES_THE_USER_IN_PINGS,
    NOTIFIES_WITH_ANOTHER_TOKEN, NOTIFIES_WITHOUT_THE_TOKEN_OF_THE_CLIENT, OMITS_PINGS,
    OMITS_PINGS_OF_DENIALS, PUSHES_ERRORS_AS_PLAIN_TEXT, PUSHES_ERRORS_WITHOUT_AUTH_REQ_ID,
    PUSHES_ERRORS_WITHOUT_CODE, PUSHES_FORBIDDEN_CHARACTERS, PUSHES_NO_AUTH_REQ_ID,
    PUSHES_NO_ERRORS, PUSHES_NO_ID_TOKEN, REPEATS_NOTIFICATIONS_ANSWERED_WITH_200,
};
use crate::faults::backchannel_stimuli::{
    PUSHES_ANOTHER_ACCESS_TOKEN, PUSHES_ANOTHER_REFRESH_TOKEN, PUSHES_EXPIRED_TOKEN,
};
use crate::faults::ciba_grant::GIVES_UP_CLIENTS_WHOSE_PING_FAILED;
use crate::grants::{Issued, user_tokens};
use crate::settings::DeliveryMode;

/// The type of every body.
const JSON: &str = "application/json";

/// What a client is told.
struct Notice {
    body: Value,
    media_type: &'static str,
}

/// Tells the client, if it is one that is told. What it answers changes nothing.
pub async fn send(
    server: &AuthorizationServer,
    auth_req_id: &str,
    wish: &Wish,
    approval: Option<&Arc<Approval>>,
) {
    let Some(registration) = &wish.client.backchannel else {
        return;
    };
    let notice = match registration.mode {
        DeliveryMode::Poll => None,
        DeliveryMode::Ping => ping(server, auth_req_id, wish, approval.is_some()),
        DeliveryMode::Push => push(server, auth_req_id, approval).await,
    };
    if let (Some(notice), Some(endpoint)) = (notice, &registration.notification_endpoint) {
        let failed = deliver(server, wish, endpoint, &notice).await;
        if failed && server.faults.commits(&GIVES_UP_CLIENTS_WHOSE_PING_FAILED) {
            server.state().authentication_requests.remove(auth_req_id);
        }
    }
}

/// CIBA, 10.2: nothing but the name of the request.
fn ping(
    server: &AuthorizationServer,
    auth_req_id: &str,
    wish: &Wish,
    approved: bool,
) -> Option<Notice> {
    let faults = &server.faults;
    let silent =
        faults.commits(&OMITS_PINGS) || !approved && faults.commits(&OMITS_PINGS_OF_DENIALS);
    let mut body = json!({ "auth_req_id": auth_req_id });
    if faults.commits(&NAMES_THE_USER_IN_PINGS) {
        body["sub"] = json!(wish.user.subject);
    }
    (!silent).then_some(Notice {
        body,
        media_type: JSON,
    })
}

/// CIBA, 10.3.1 and 12: the tokens, or why there are none.
async fn push(
    server: &AuthorizationServer,
    auth_req_id: &str,
    approval: Option<&Arc<Approval>>,
) -> Option<Notice> {
    let Some(approval) = approval else {
        return failure(server, auth_req_id, "access_denied");
    };
    match user_tokens::pushed(server, approval, auth_req_id).await {
        Ok(issued) => Some(tokens(server, auth_req_id, &issued)),
        Err(_) => failure(server, auth_req_id, "transaction_failed"),
    }
}

fn tokens(server: &AuthorizationServer, auth_req_id: &str, issued: &Issued) -> Notice {
    let faults = &server.faults;
    let mut body = json!({
        "auth_req_id": auth_req_id,
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "refresh_token": issued.refresh_token,
        "expires_in": issued.expires_in,
        "id_token": issued.id_token,
    });
    for (fault, member) in [
        (&PUSHES_ANOTHER_ACCESS_TOKEN, "access_token"),
        (&PUSHES_ANOTHER_REFRESH_TOKEN, "refresh_token"),
    ] {
        if faults.commits(fault) {
            body[member] = json!(mock_kit::entropy::identifier());
        }
    }
    omit(&mut body, "id_token", faults.commits(&PUSHES_NO_ID_TOKEN));
    let nameless = faults.commits(&PUSHES_NO_AUTH_REQ_ID);
    omit(&mut body, "auth_req_id", nameless);
    Notice {
        body,
        media_type: JSON,
    }
}

fn failure(server: &AuthorizationServer, auth_req_id: &str, code: &str) -> Option<Notice> {
    let faults = &server.faults;
    let misnamed = faults.commits(&MISNAMES_PUSHED_DENIALS);
    let expired = faults.commits(&PUSHES_EXPIRED_TOKEN);
    let code = match code {
        _ if expired => "expired_token",
        _ if misnamed => "transaction_failed",
        code => code,
    };
    let mut description = "the user was not authenticated".to_owned();
    if faults.commits(&PUSHES_FORBIDDEN_CHARACTERS) {
        description = format!("\"{description}\"\n\u{e9}");
    }
    let mut body = json!({
        "error": code,
        "error_description": description,
        "auth_req_id": auth_req_id,
    });
    omit(
        &mut body,
        "error",
        faults.commits(&PUSHES_ERRORS_WITHOUT_CODE),
    );
    let nameless = faults.commits(&PUSHES_ERRORS_WITHOUT_AUTH_REQ_ID);
    omit(&mut body, "auth_req_id", nameless);
    let plain = faults.commits(&PUSHES_ERRORS_AS_PLAIN_TEXT);
    let media_type = if plain { "text/plain" } else { JSON };
    (!faults.commits(&PUSHES_NO_ERRORS)).then_some(Notice { body, media_type })
}

fn omit(body: &mut Value, member: &str, omitted: bool) {
    let members: Option<&mut Map<String, Value>> = body.as_object_mut();
    if let Some(members) = members.filter(|_| omitted) {
        members.shift_remove(member);
    }
}

/// CIBA, 10.2: 204 and 200 are alike, whatever comes with them; redirects are not followed; what else comes is left at that.
/// True for an error.
async fn deliver(
    server: &AuthorizationServer,
    wish: &Wish,
    endpoint: &Url,
    notice: &Notice,
) -> bool {
    let Some(response) = post(server, wish, endpoint, notice).await else {
        server.note("the client could not be notified".to_owned());
        return true;
    };
    let faults = &server.faults;
    let again = response.status() == http::StatusCode::OK
        && faults.commits(&REPEATS_NOTIFICATIONS_ANSWERED_WITH_200);
    if again {
        post(server, wish, endpoint, notice).await;
    }
    let follows =
        response.status().is_redirection() && faults.commits(&FOLLOWS_REDIRECTS_OF_NOTIFICATIONS);
    let location = response.headers().get(LOCATION);
    let location = location.and_then(|location| endpoint.join(location.to_str().ok()?).ok());
    if let Some(location) = location.filter(|_| follows) {
        post(server, wish, &location, notice).await;
    }
    response.status().is_client_error() || response.status().is_server_error()
}

async fn post(
    server: &AuthorizationServer,
    wish: &Wish,
    endpoint: &Url,
    notice: &Notice,
) -> Option<reqwest::Response> {
    let request = server
        .http
        .post(endpoint.clone())
        .header(CONTENT_TYPE, notice.media_type)
        .body(notice.body.to_string());
    let request = match credentials(server, wish) {
        Some(credentials) => request.header(AUTHORIZATION, credentials),
        None => request,
    };
    let at = server.clock.now();
    let response = request.send().await.ok()?;
    server.state().keep(SentNotification {
        at,
        endpoint: endpoint.clone(),
        body: notice.body.to_string(),
        status: response.status(),
    });
    Some(response)
}

/// CIBA, 9: by its own token the client knows the server.
fn credentials(server: &AuthorizationServer, wish: &Wish) -> Option<String> {
    let faults = &server.faults;
    if faults.commits(&NOTIFIES_WITHOUT_THE_TOKEN_OF_THE_CLIENT) {
        return None;
    }
    if faults.commits(&NOTIFIES_WITH_ANOTHER_TOKEN) {
        return Some(format!("Bearer {}", mock_kit::entropy::identifier()));
    }
    let token = wish.notification_token.as_ref()?;
    Some(format!("Bearer {token}"))
}
