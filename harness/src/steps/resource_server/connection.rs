//! The connections over which access tokens are shown.

use cucumber::{then, when};
use mock_kit::tls::ClientIdentity;

use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::office::attempt::attempt;
use crate::actor::office::storage::in_the_clear;
use crate::exchange::call::Call;
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// Makes the authorization server issue access tokens that are bound to nobody.
pub(super) const UNBOUND: &str = "issues-unbound-tokens";

named! {
    /// A connection that the access token was not made for.
    pub enum Connection {
        /// That of another client.
        AnotherClient = "with another client's certificate",
        /// That of somebody who calls itself like the client.
        OwnMaking = "with a certificate of its own making",
        /// That of anybody.
        Nobody = "without a certificate",
    }
}

#[when(expr = "the client reads the resource over a connection {}")]
async fn reads_over(world: &mut World, connection: Connection) -> Step {
    let consumer = world.resource_server.consumer()?;
    let identity = connection.identity(&world.environment, &consumer.caller.client)?;
    let environment = &world.environment;
    let answer = attempt(
        async || consumer.read().await,
        async || consumer.read_over(environment, identity).await,
    );
    world.resource_server.answer = Some(answer.await?);
    Ok(())
}

/// The authorization server misbehaves for one grant only.
#[when("the client reads the resource with an unbound token")]
async fn reads_unbound(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let environment = &world.environment;
    let server = Party::AuthorizationServer;
    environment.stimulate(server, UNBOUND).await?;
    let unbound = world.consumer_anew().await?;
    environment.calm(server, UNBOUND).await?;
    let answer = attempt(
        async || consumer.read().await,
        async || unbound.read().await,
    );
    world.resource_server.answer = Some(answer.await?);
    Ok(())
}

/// No token is shown, since it would be anybody's afterwards.
#[when("somebody reads the resource in the clear")]
async fn reads_in_the_clear(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    consumer.read().await?.served("the control")?;
    let unclear = || Stop::harness("an HTTPS address has no counterpart in the clear");
    let url = in_the_clear(&consumer.facts.reading.url).ok_or_else(unclear)?;
    let call = Call::get(Party::ResourceServer, url);
    let stranger = world.environment.sender("stranger");
    world.resource_server.probed = Some(stranger.try_send(call).await?);
    Ok(())
}

/// Being sent to HTTPS, or away, is no service; being asked for a token in the clear is.
#[then("the resource is not served in the clear")]
fn not_served_in_the_clear(world: &mut World) -> Step {
    let exchange = world.resource_server.probed()?;
    let status = exchange.response.map(|response| response.status);
    match status {
        Some(status @ (200..=299 | 401)) => {
            let received = format!("served in the clear: {status}");
            let expected = "no answer, or one that leads elsewhere";
            Err(Stop::violated(
                Finding::new(expected, received).at(exchange.number),
            ))
        }
        _ => Ok(()),
    }
}

impl Connection {
    /// What is shown over it in the place of the certificate of this client.
    pub(super) fn identity(
        self,
        environment: &Environment,
        client: &OauthClient,
    ) -> Result<Option<ClientIdentity>, Stop> {
        match self {
            Self::Nobody => Ok(None),
            Self::OwnMaking => {
                let made = ClientIdentity::self_signed(&client.client_id);
                made.map(Some).map_err(Stop::harness_bug)
            }
            Self::AnotherClient => {
                let another = environment.client(Who::AnotherClient)?.identity;
                let none = || Stop::not_applicable("the other client has no certificate");
                another.map(Some).ok_or_else(none)
            }
        }
    }
}
