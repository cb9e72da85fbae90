//! Tokens and errors that are pushed (CIBA, 10.3.1 and 12).

use cucumber::then;
use serde_json::Value;

use super::notification::wrong;
use crate::actor::backchannel::callback::Notification;
use crate::oracle::compact::Compact;
use crate::steps::authorization::id_token::half_hash_for;
use crate::steps::authorization::response::signature;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// What names the request in a pushed ID token.
const AUTH_REQ_ID: &str = "urn:openid:params:jwt:claim:auth_req_id";
/// What vouches for the refresh token in a pushed ID token.
const RT_HASH: &str = "urn:openid:params:jwt:claim:rt_hash";

#[then("the client is pushed an access token and an ID token")]
async fn pushed_tokens(world: &mut World) -> Step {
    let push = world.notification().await?;
    for member in ["access_token", "token_type", "id_token"] {
        if push.text(member).is_none_or(str::is_empty) {
            return wrong(
                "access_token, token_type and id_token",
                &format!("{member} absent"),
            );
        }
    }
    let jwt = id_token(&push)?;
    match signature(world, &jwt).await? {
        None => Ok(()),
        Some(flaw) => wrong("an ID token signed with a published key", &flaw),
    }
}

#[then("the push names the request")]
async fn names_the_request(world: &mut World) -> Step {
    let push = world.notification().await?;
    let name = world.auth_req_id()?;
    if push.text("auth_req_id") == Some(name.as_str()) {
        return Ok(());
    }
    wrong(
        "the auth_req_id of the request",
        "another auth_req_id, or none",
    )
}

#[then("the pushed ID token names the request")]
async fn id_token_names_the_request(world: &mut World) -> Step {
    let jwt = id_token(&world.notification().await?)?;
    let name = world.auth_req_id()?;
    if jwt.claims.get(AUTH_REQ_ID).and_then(Value::as_str) == Some(name.as_str()) {
        return Ok(());
    }
    wrong(
        "the claim for the auth_req_id",
        "another claim for the auth_req_id, or none",
    )
}

#[then("the pushed ID token covers the access token")]
async fn covers_the_access_token(world: &mut World) -> Step {
    let push = world.notification().await?;
    covers(&push, "at_hash", push.text("access_token"))
}

/// A server may push no refresh token.
#[then("the pushed ID token covers the refresh token, if there is one")]
async fn covers_the_refresh_token(world: &mut World) -> Step {
    let push = world.notification().await?;
    match push.text("refresh_token") {
        None => Ok(()),
        refresh_token => covers(&push, RT_HASH, refresh_token),
    }
}

#[then("the client is pushed an error as JSON")]
async fn pushed_error(world: &mut World) -> Step {
    let push = world.notification().await?;
    let stated = push.media_type.to_ascii_lowercase();
    if stated.starts_with("application/json") {
        return Ok(());
    }
    wrong("application/json", &push.media_type)
}

#[then(expr = "the error that is pushed is {string}")]
async fn error_is(world: &mut World, code: String) -> Step {
    let push = world.notification().await?;
    let stated = push.text("error").unwrap_or("no error");
    if stated == code {
        return Ok(());
    }
    wrong(&format!("error {code}"), stated)
}

/// CIBA, 12: printable characters but for quotation mark and backslash.
#[then("its description has permitted characters only")]
async fn description_is_plain(world: &mut World) -> Step {
    let push = world.notification().await?;
    let description = push.text("error_description").unwrap_or_default();
    let permitted = |byte: u8| matches!(byte, 0x20..=0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    if description.bytes().all(permitted) {
        return Ok(());
    }
    wrong(
        "permitted characters",
        &format!("error_description {description:?}"),
    )
}

fn id_token(push: &Notification) -> Result<Compact, Stop> {
    let jwt = push
        .text("id_token")
        .and_then(|text| Compact::read(text).ok());
    let none = || Stop::violated(Finding::new("an ID token", "id_token absent or no JWT"));
    jwt.ok_or_else(none)
}

fn covers(push: &Notification, claim: &str, text: Option<&str>) -> Step {
    let jwt = id_token(push)?;
    let stated = jwt.claims.get(claim).and_then(Value::as_str);
    let wanted = half_hash_for(&jwt, text.unwrap_or_default())?;
    if stated == Some(wanted.as_str()) {
        return Ok(());
    }
    wrong(
        &format!("{claim} of the pushed token"),
        &format!("another {claim}, or none"),
    )
}
