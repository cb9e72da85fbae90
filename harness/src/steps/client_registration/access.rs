//! Who may register recipients (FDX, 2B, security).

use cucumber::when;
use mock_kit::tls::ClientIdentity;

use super::request::between_controls;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::oauth_client::obtain_access_token;
use crate::actor::registration::partner::Partner;
use crate::stop::{Step, Stop};
use crate::world::World;

#[when("somebody registers a recipient without an access token")]
async fn without_a_token(world: &mut World) -> Step {
    let partner = world.partner().await?;
    let anonymous = partner.clone().with_access_token(None);
    ask_as(world, &partner, &anonymous).await
}

#[when("somebody registers a recipient with an access token that was made up")]
async fn with_a_made_up_token(world: &mut World) -> Step {
    let partner = world.partner().await?;
    let made_up = crate::randomness::identifier();
    let attacker = partner.clone().with_access_token(Some(made_up));
    ask_as(world, &partner, &attacker).await
}

/// The certificate is of the stranger's own making, and no access token comes with it.
#[when("somebody registers a recipient whom the authorization server does not know")]
async fn as_a_stranger(world: &mut World) -> Step {
    let partner = world.partner().await?;
    let made = ClientIdentity::self_signed("stranger.invalid");
    let stranger = OauthClient {
        identity: Some(made.map_err(Stop::harness_bug)?),
        ..partner.client.clone()
    };
    let anonymous = partner.clone().with_access_token(None);
    let anonymous = anonymous.showing_that_of(&world.environment, &stranger)?;
    ask_as(world, &partner, &anonymous).await
}

#[when("a client registers a recipient with an access token for something else")]
async fn with_another_scope(world: &mut World) -> Step {
    let partner = world.partner().await?;
    let token = obtain_access_token(&world.environment, Who::Client).await?;
    let client = partner.clone().with_access_token(Some(token));
    ask_as(world, &partner, &client).await
}

#[when("the access token of the partner is shown over a connection of another client")]
async fn over_another(world: &mut World) -> Step {
    let partner = world.partner().await?;
    let another = world.environment.client(Who::AnotherClient)?;
    let thief = partner.clone();
    let thief = thief.showing_that_of(&world.environment, &another)?;
    ask_as(world, &partner, &thief).await
}

#[when("the access token of the partner is shown over a connection without certificate")]
async fn without_certificate(world: &mut World) -> Step {
    let partner = world.partner().await?;
    let bare = OauthClient {
        identity: None,
        ..partner.client.clone()
    };
    let thief = partner.clone();
    let thief = thief.showing_that_of(&world.environment, &bare)?;
    ask_as(world, &partner, &thief).await
}

async fn ask_as(world: &mut World, partner: &Partner, other: &Partner) -> Step {
    let recipient = world.recipient();
    let legal = || world.recipient();
    let asked = between_controls(partner, legal, async || other.ask(&recipient).await);
    let answer = asked.await?;
    world.registration.answer = Some(answer);
    Ok(())
}
