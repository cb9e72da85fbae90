//! What clients may be registered with (FAPI 1.0 Baseline, 5.2.2, item 20, and 7.5).

use cucumber::{then, when};

use super::client::{described, fresh};
use super::code::demand_tokens;
use crate::actor::authorization::attempt;
use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::grant::Grant;
use crate::actor::environment::clients::{Credential, OauthClient};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[when("a client is to be registered with a redirect URI over HTTPS")]
async fn with_https(world: &mut World) -> Step {
    register(world, "https://a-client.invalid/callback").await
}

#[when("a client is to be registered with a redirect URI over plain HTTP")]
async fn with_http(world: &mut World) -> Step {
    register_after_a_control(world, "http://a-client.invalid/callback").await
}

#[when("a client is to be registered with a redirect URI of a private-use scheme")]
async fn with_private_use_scheme(world: &mut World) -> Step {
    register_after_a_control(world, "invalid.a-client:/callback").await
}

#[when("a client is to be registered with a redirect URI of the loopback interface")]
async fn with_loopback(world: &mut World) -> Step {
    register_after_a_control(world, "http://127.0.0.1/callback").await
}

#[when("a client is to be registered with a short secret")]
async fn with_a_short_secret(world: &mut World) -> Step {
    register_with_secret(world, mock_kit::entropy::identifier().repeat(2)).await?;
    demand_control(world)?;
    register_with_secret(world, "12345678".to_owned()).await
}

/// Where such a client is registered it may still be refused, at the page or at the token endpoint.
#[when("a client without credentials asks for what a client may have")]
async fn without_credentials(world: &mut World) -> Step {
    ask_as(world, Credential::Nothing).await
}

#[when("a client with a secret asks for what a client may have")]
async fn with_a_secret(world: &mut World) -> Step {
    let secret = mock_kit::entropy::identifier().repeat(2);
    ask_as(world, Credential::Secret(secret)).await
}

#[then("that client gets no token")]
fn gets_no_token(world: &mut World) -> Step {
    match &world.users.tokens {
        Some(answer) if answer.issues_a_token() => Err(Stop::violated(
            answer.finding("no token", answer.to_string()),
        )),
        _ => Ok(()),
    }
}

#[then("the client is registered")]
fn is_registered(world: &mut World) -> Step {
    told(world, true, "a registered client", "refused")
}

#[then("the client is not registered")]
fn is_not_registered(world: &mut World) -> Step {
    told(
        world,
        false,
        "that the client is not registered",
        "accepted",
    )
}

async fn register_after_a_control(world: &mut World, redirect_uri: &str) -> Step {
    register(world, "https://a-client.invalid/callback").await?;
    demand_control(world)?;
    register(world, redirect_uri).await
}

fn demand_control(world: &World) -> Step {
    if world.users.registered == Some(false) {
        return Err(Stop::inconclusive("the control before was not registered"));
    }
    Ok(())
}

async fn register_with_secret(world: &mut World, secret: String) -> Step {
    let client = OauthClient {
        credential: Credential::Secret(secret),
        ..fresh(world)?
    };
    let new = described(world, &client);
    world.users.registered = Some(world.environment.try_register(new).await?);
    Ok(())
}

/// What a client of ours gets is the control.
async fn ask_as(world: &mut World, credential: Credential) -> Step {
    let flow = world.flow().await?;
    let control = Grant::obtain(&world.environment, &flow).await?;
    demand_tokens(&control.redeem(&world.environment, &flow).await?)?;
    let client = fresh(world)?;
    let identity = world.environment.vouched_identity(&client.client_id)?;
    let client = OauthClient {
        credential,
        identity: Some(identity),
        ..client
    };
    if !world
        .environment
        .try_register(described(world, &client))
        .await?
    {
        return Ok(());
    }
    let flow = Flow { client, ..flow };
    let attempt = attempt::honest(&world.environment, &flow).await?;
    if attempt.outcome.code().is_some() {
        let answer = Grant::of(&attempt, &flow)?
            .redeem(&world.environment, &flow)
            .await?;
        world.users.tokens = Some(answer);
    }
    Ok(())
}

async fn register(world: &mut World, redirect_uri: &str) -> Step {
    let client = OauthClient {
        redirect_uri: redirect_uri.to_owned(),
        ..fresh(world)?
    };
    let new = described(world, &client);
    world.users.registered = Some(world.environment.try_register(new).await?);
    Ok(())
}

fn told(world: &World, expected: bool, wanted: &str, received: &str) -> Step {
    match world.users.registered {
        Some(registered) if registered == expected => Ok(()),
        Some(_) => Err(Stop::violated(Finding::new(wanted, received))),
        None => Err(Stop::harness("no client was registered in this scenario")),
    }
}
