//! What reaches the notification endpoint of a client (CIBA, 9 and 10.2).

use cucumber::{given, then};

use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[given("the client has been notified")]
async fn has_been(world: &mut World) -> Step {
    let awaited = world.await_notification().await;
    awaited.map_err(|_| Stop::inconclusive("the client was not notified"))
}

#[then("the client is notified")]
async fn is_notified(world: &mut World) -> Step {
    world.await_notification().await
}

#[then("the client is not notified a second time")]
async fn is_not_notified_again(world: &mut World) -> Step {
    world.notification().await?;
    if world
        .callback_endpoint()?
        .has_soon(&world.environment, 2)
        .await
    {
        return wrong("one notification", "2 notifications");
    }
    Ok(())
}

#[then("the redirect is not followed")]
async fn is_not_followed(world: &mut World) -> Step {
    world.notification().await?;
    if world
        .callback_endpoint()?
        .has_soon(&world.environment, 2)
        .await
    {
        return wrong(
            "a redirect that is left alone",
            "a redirect that was followed",
        );
    }
    Ok(())
}

#[then("the notification carries the token of the client")]
async fn carries_the_token(world: &mut World) -> Step {
    let notification = world.notification().await?;
    let request = &world.backchannel_attempt()?.request;
    let token = request
        .text("client_notification_token")
        .unwrap_or_default();
    let stated = notification.authorization.unwrap_or_default();
    let (scheme, given) = stated.split_once(' ').unwrap_or_default();
    if scheme.eq_ignore_ascii_case("Bearer") && given == token {
        return Ok(());
    }
    let received = if stated.is_empty() {
        "no Authorization"
    } else {
        "another Authorization"
    };
    wrong("Authorization: Bearer with the client's token", received)
}

#[then("the notification is JSON with the name of the request and nothing else")]
async fn says_nothing_else(world: &mut World) -> Step {
    let notification = world.notification().await?;
    let name = world.auth_req_id()?;
    let members = notification.body.as_object();
    let others: Vec<&str> = members
        .into_iter()
        .flatten()
        .map(|(member, _)| member.as_str())
        .filter(|member| *member != "auth_req_id")
        .collect();
    if !notification.media_type.starts_with("application/json") {
        return wrong("application/json", &notification.media_type);
    }
    if notification.text("auth_req_id") != Some(name.as_str()) {
        return wrong(
            "the auth_req_id of the request",
            "another auth_req_id, or none",
        );
    }
    if others.is_empty() {
        return Ok(());
    }
    wrong("nothing but auth_req_id", &others.join(", "))
}

/// A finding of the endpoint.
pub(super) fn wrong(expected: &str, received: &str) -> Step {
    Err(Stop::violated(Finding::new(expected, received)))
}
