//! What an acknowledgement says (CIBA, 7.3).

use cucumber::then;
use serde_json::Value;

use super::violated;
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::stop::Step;
use crate::world::World;

#[then("the acknowledgement is JSON with status 200")]
fn is_json(world: &mut World) -> Step {
    let answer = &world.backchannel_attempt()?.answer;
    let stated = answer.response().header("Content-Type").unwrap_or_default();
    let is_json = stated.to_ascii_lowercase().starts_with("application/json");
    if answer.status() == 200 && is_json {
        return Ok(());
    }
    let received = format!("{} with Content-Type {stated:?}", answer.status());
    violated(answer, "200 with application/json", received)
}

/// CIBA, 7.3: letters, digits, full stop, hyphen and underscore.
#[then("its auth_req_id has permitted characters only")]
fn has_permitted_characters(world: &mut World) -> Step {
    let answer = &world.backchannel_attempt()?.answer;
    let name = answer.text("auth_req_id").unwrap_or_default();
    let permitted = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    if !name.is_empty() && name.bytes().all(permitted) {
        return Ok(());
    }
    violated(
        answer,
        "letters, digits, . - and _",
        format!("auth_req_id {name:?}"),
    )
}

#[then("its expires_in is a positive number of seconds")]
fn expires(world: &mut World) -> Step {
    let answer = &world.backchannel_attempt()?.answer;
    let stated = answer.body().get("expires_in").unwrap_or(&Value::Null);
    if stated.as_u64().is_some_and(|seconds| seconds > 0) {
        return Ok(());
    }
    violated(answer, "a positive integer", format!("expires_in {stated}"))
}

/// There may be none; clients that are pushed to have none (CIBA, 7.3).
#[then("its interval, if there is one, is a positive number of seconds")]
async fn has_an_interval(world: &mut World) -> Step {
    let mode = world.backchannel_flow().await?.mode;
    let answer = &world.backchannel_attempt()?.answer;
    match answer.body().get("interval") {
        None => Ok(()),
        Some(stated)
            if mode != DeliveryMode::Push && stated.as_u64().is_some_and(|one| one > 0) =>
        {
            Ok(())
        }
        Some(stated) => violated(
            answer,
            "a positive integer, and none for clients that are pushed to",
            format!("interval {stated}"),
        ),
    }
}
