//! DAS itself as a protected resource, where the profile binds access tokens to certificates.

use cucumber::{given, when};

use super::connection::{Connection, UNBOUND};
use crate::actor::Party;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::oauth_client::obtain_access_token;
use crate::actor::office::Office;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt;
use crate::actor::resource::turned_away_or;
use crate::stop::{Step, Stop};
use crate::world::World;

#[given("an office that DAS serves over mutual TLS")]
async fn is_served(world: &mut World) -> Step {
    let environment = &world.environment;
    if !environment.wire().authorization_server.sender_constrained {
        return Err(Stop::not_applicable("the profile binds no access tokens"));
    }
    if !environment.includes_das() {
        return Err(Stop::not_applicable("DAS is no part of the target"));
    }
    let office = world.first_office().await?;
    office.poll(None).await?.served("the first poll").map(drop)
}

#[when(expr = "the office polls its retrievals over a connection {}")]
async fn polls_over(world: &mut World, connection: Connection) -> Step {
    let office = world.first_office().await?;
    let answer = attempt(
        async || office.poll(None).await,
        async || poll_over(world, &office, connection).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

async fn poll_over(world: &World, office: &Office, connection: Connection) -> Result<Answer, Stop> {
    let shown = OauthClient {
        identity: connection.identity(&world.environment, &office.client)?,
        ..office.client.clone()
    };
    let role = shown.who.to_string();
    let sender = world.environment.sender_as(&role, &shown)?;
    let call = office.poll_call(None)?.bearer(office.access_token());
    turned_away_or(sender.try_send(call).await?)
}

/// The authorization server misbehaves for one token only.
#[when("the office polls its retrievals under an unbound token")]
async fn polls_unbound(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let (environment, server) = (&world.environment, Party::AuthorizationServer);
    environment.stimulate(server, UNBOUND).await?;
    let token = obtain_access_token(environment, Who::Client).await?;
    environment.calm(server, UNBOUND).await?;
    let unbound = office.with_access_token(token);
    let answer = attempt(
        async || office.poll(None).await,
        async || unbound.poll(None).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}
