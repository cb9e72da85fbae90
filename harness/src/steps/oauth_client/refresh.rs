//! What the client does with refresh tokens (RFC 6749, 6).

use cucumber::{then, when};
use jiff::SignedDuration;
use serde_json::Value;

use super::shown_by;
use crate::actor::Party;
use crate::actor::environment::web_client::Addressee;
use crate::actor::office_client::assertion::TokenRequest;
use crate::actor::office_client::run::answer;
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::verdict::UntestedReason;
use crate::world::World;

/// How far beyond the end of an access token the clock goes.
const BEYOND: SignedDuration = SignedDuration::from_mins(5);

#[when("the client reads the accounts again after each of two expiries")]
async fn reads_again(world: &mut World) -> Step {
    let client = world.web_client().await?;
    let untested = || {
        Stop::untested(
            UntestedReason::NotObservable,
            "the client cannot be told to read anything again",
        )
    };
    let again = client.again.ok_or_else(untested)?;
    let fault = "gives-new-refresh-tokens";
    world
        .environment
        .stimulate(Party::AuthorizationServer, fault)
        .await?;
    world.sign_in_plainly().await?;
    if !world.last_sign_in()?.is_done {
        let why = format!("nobody could sign in: {}", world.last_sign_in()?.reach());
        return Err(Stop::inconclusive(why));
    }
    let lifetime = world
        .environment
        .wire()
        .authorization_server
        .access_token_lifetime;
    for _ in 0..2 {
        world.environment.advance(lifetime + BEYOND).await?;
        let call = Call::post_form::<&str>(Party::OauthClient, again.clone(), &[]);
        if let Some(sign_in) = world.web_client.sign_ins.last_mut() {
            sign_in.browser.glance(call).await?;
        }
    }
    Ok(())
}

fn refreshes(world: &World) -> Vec<(Exchange, TokenRequest)> {
    let received = world
        .environment
        .received_from_web_client(Addressee::AuthorizationServers);
    let read = received.into_iter().filter_map(|each| {
        let request = TokenRequest::read(&each)?;
        Some((each, request))
    });
    let refreshes =
        |request: &TokenRequest| request.parameter("grant_type") == Some("refresh_token");
    read.filter(|(_, request)| refreshes(request)).collect()
}

#[then("the client uses each new refresh token in the place of the one before")]
fn uses_the_newest(world: &mut World) -> Step {
    let refreshes = refreshes(world);
    let [(first, _), (_, second)] = &refreshes[..] else {
        let why = format!(
            "the client refreshed {} times instead of twice",
            refreshes.len()
        );
        return Err(Stop::inconclusive(why));
    };
    let given = answer(first);
    let given = given.get("refresh_token").and_then(Value::as_str);
    if given.is_none() {
        return Err(Stop::inconclusive(
            "the first refresh brought no new refresh token",
        ));
    }
    if second.parameter("refresh_token") == given {
        return Ok(());
    }
    shown_by(
        second.number,
        "the new refresh token",
        "the old refresh token",
    )
}
