//! The revocation endpoint (RFC 7009).

use cucumber::{then, when};
use url::Url;

use super::introspection::{active, demand_active_control, introspect};
use crate::actor::Party;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::{attacker, knock, post_authenticated};
use crate::exchange::call::Call;
use crate::stop::{Step, Stop};
use crate::verdict::UntestedReason;
use crate::world::World;

#[when("the client revokes its access token")]
async fn revokes_its_token(world: &mut World) -> Step {
    let (client, token) = (world.acting_client()?, world.held_token()?.to_owned());
    demand_active_control(world, &token).await?;
    revoke(world, client, token).await
}

#[when("another client revokes the access token")]
async fn another_revokes_the_token(world: &mut World) -> Step {
    let (another, token) = (
        world.environment.client(Who::AnotherClient)?,
        world.held_token()?.to_owned(),
    );
    demand_active_control(world, &token).await?;
    revoke(world, another, token).await
}

#[when("the client revokes a token that was never issued")]
async fn revokes_an_unknown_token(world: &mut World) -> Step {
    let client = world.acting_client()?;
    revoke(world, client, crate::randomness::identifier()).await
}

#[when("somebody revokes the access token without authenticating")]
async fn revokes_anonymously(world: &mut World) -> Step {
    let token = world.held_token()?.to_owned();
    demand_active_control(world, &token).await?;
    let form = [
        ("token", token),
        ("client_id", world.acting_client()?.client_id),
    ];
    let call = Call::post_form(Party::AuthorizationServer, endpoint(world).await?, &form);
    let sender = attacker(&world.environment)?;
    world.authorization.answer = Some(knock(&sender, call).await?);
    Ok(())
}

/// A server need not revoke access tokens, and says so (RFC 7009, 2 and 2.2.1).
#[then("the revocation succeeds, unless access tokens are not revoked")]
fn revocation_succeeds_if_offered(world: &mut World) -> Step {
    let answer = world.endpoint_answer()?;
    if answer.status() == 400 && answer.error() == Some("unsupported_token_type") {
        let why = "the server does not revoke access tokens";
        return Err(Stop::not_applicable(why));
    }
    revocation_succeeds(world)
}

#[then("the revocation succeeds")]
fn revocation_succeeds(world: &mut World) -> Step {
    let answer = world.endpoint_answer()?;
    if answer.succeeded() {
        return Ok(());
    }
    violated(answer, "200", answer.to_string())
}

#[then("the revocation endpoint refuses the caller")]
fn revocation_is_refused(world: &mut World) -> Step {
    let answer = world.endpoint_answer()?;
    if answer.succeeded() {
        return violated(
            answer,
            "a refusal",
            format!("accepted: {}", answer.status()),
        );
    }
    Ok(())
}

#[then("the access token is no longer active")]
async fn token_is_no_longer_active(world: &mut World) -> Step {
    let answer = introspect(world, world.held_token()?).await?;
    if active(&answer) == Some(true) {
        return violated(
            &answer,
            "a token that has ended",
            "the revoked token is still active",
        );
    }
    Ok(())
}

#[then("the access token is still active")]
async fn token_is_still_active(world: &mut World) -> Step {
    let answer = introspect(world, world.held_token()?).await?;
    if active(&answer) == Some(true) {
        return Ok(());
    }
    violated(&answer, "a token that lives on", "the token is inactive")
}

async fn revoke(world: &mut World, client: OauthClient, token: String) -> Step {
    let endpoint = endpoint(world).await?;
    let answer =
        post_authenticated(&world.environment, client, endpoint, &[("token", token)]).await?;
    world.authorization.answer = Some(answer);
    Ok(())
}

async fn endpoint(world: &World) -> Result<Url, Stop> {
    let missing = || {
        Stop::untested(
            UntestedReason::NotObservable,
            "the authorization server has no revocation endpoint",
        )
    };
    world
        .environment
        .authorization_server()
        .await?
        .revocation_endpoint
        .ok_or_else(missing)
}

fn violated(answer: &Answer, expected: &str, received: impl Into<String>) -> Step {
    Err(Stop::violated(answer.finding(expected, received)))
}
