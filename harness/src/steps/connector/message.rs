//! Which messages the connector under test takes.

use cucumber::{given, then, when};
use jiff::SignedDuration;
use serde_json::Value;

use crate::actor::Party;
use crate::actor::connector::Peer;
use crate::actor::connector::deviation::DatDeviation;
use crate::actor::environment::Environment;
use crate::actor::environment::data_space::Which;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::{attempt, attempt_first};
use crate::named::named;
use crate::oracle::refused_token;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// What legal twins say.
const CONTROL: &str = "a message of the sender of the DAT";
/// What the message at issue says.
const TEXT: &str = "the message at issue";
/// How far beyond its expiry a DAT is tried: farther than any allowance for clocks that differ.
const BEYOND: SignedDuration = SignedDuration::from_mins(5);

named! {
    /// A connection that is not the peer's usual one.
    pub enum Connection {
        /// The peer shows nothing.
        WithoutCertificate = "without a certificate",
        /// The peer shows a certificate that its DAT does not list.
        OfSomebodyElse = "with the transport certificate of somebody else",
        /// The peer shows a certificate that no DAT lists.
        UnlistedCertificate = "with a certificate that nobody knows",
    }
}

#[given("a peer of the connector holds a DAT")]
async fn holds_a_dat(world: &mut World) -> Step {
    world.data_space.peer = Some(Peer::reach(&world.environment).await?);
    Ok(())
}

#[when("the peer sends the connector a message with its DAT")]
async fn sends(world: &mut World) -> Step {
    let peer = world.data_space.peer()?;
    world.data_space.taken = Some(peer.send(&world.environment, TEXT).await?);
    Ok(())
}

#[when("the peer sends the connector a message without a DAT")]
async fn sends_without(world: &mut World) -> Step {
    let peer = world.data_space.peer()?;
    let environment = &world.environment;
    let bare = async || peer.send_with(environment, "", TEXT).await;
    let answer = attempt(async || peer.send(environment, CONTROL).await, bare).await?;
    world.data_space.taken = Some(answer);
    Ok(())
}

#[when(expr = "the peer sends the connector a message with a DAT {}")]
async fn sends_with(world: &mut World, deviation: DatDeviation) -> Step {
    let peer = world.data_space.peer()?;
    let environment = &world.environment;
    let deviating = async || {
        let dat = deviation.of(environment, &peer).await?;
        peer.send_with(environment, &dat, TEXT).await
    };
    let answer = attempt(async || peer.send(environment, CONTROL).await, deviating).await?;
    world.data_space.taken = Some(answer);
    Ok(())
}

#[when(expr = "the peer sends the connector a message over a connection {}")]
async fn sends_over(world: &mut World, connection: Connection) -> Step {
    let peer = world.data_space.peer()?;
    let environment = &world.environment;
    let identity = match connection {
        Connection::WithoutCertificate => None,
        Connection::OfSomebodyElse => Some(transport_of(environment, Which::Connector)?),
        Connection::UnlistedCertificate => Some(transport_of(environment, Which::Unknown)?),
    };
    let deviating = async || peer.send_over(environment, identity, &peer.dat, TEXT).await;
    let answer = attempt(async || peer.send(environment, CONTROL).await, deviating).await?;
    world.data_space.taken = Some(answer);
    Ok(())
}

fn transport_of(
    environment: &Environment,
    which: Which,
) -> Result<mock_kit::tls::ClientIdentity, Stop> {
    Ok(environment.data_connector(which)?.transport)
}

#[when("the DAT of the peer has expired when it sends a message")]
async fn sends_too_late(world: &mut World) -> Step {
    let peer = world.data_space.peer()?;
    let environment = &world.environment;
    peer.send(environment, CONTROL)
        .await?
        .served("the control")?;
    environment
        .advance(environment.daps_wire()?.lifetime + BEYOND)
        .await?;
    world.data_space.taken = Some(old_and_new(environment, &peer).await?);
    Ok(())
}

/// What comes of the old DAT, where a new one serves.
async fn old_and_new(environment: &Environment, peer: &Peer) -> Result<Answer, Stop> {
    attempt_first(
        async || peer.send(environment, TEXT).await,
        async || {
            let anew = peer.with_new_dat(environment).await?;
            anew.send(environment, CONTROL).await
        },
    )
    .await
}

#[when("the DAPS replaces its key before the peer gets a new DAT and sends a message")]
async fn sends_under_the_new_key(world: &mut World) -> Step {
    let peer = world.data_space.peer()?;
    let environment = &world.environment;
    peer.send(environment, CONTROL)
        .await?
        .served("the control")?;
    environment.replace_daps_key().await?;
    let anew = peer.with_new_dat(environment).await?;
    world.data_space.taken = Some(anew.send(environment, TEXT).await?);
    Ok(())
}

/// A DAT under the new key is taken before, so that the connector knows which keys there are now, and after.
#[when("the peer sends the connector a message with its DAT after the DAPS has removed the key")]
async fn sends_under_the_removed_key(world: &mut World) -> Step {
    let peer = world.data_space.peer()?;
    let environment = &world.environment;
    peer.send(environment, CONTROL)
        .await?
        .served("the control")?;
    environment.replace_daps_key().await?;
    let anew = peer.with_new_dat(environment).await?;
    let control = async || anew.send(environment, CONTROL).await;
    let deviating = async || peer.send(environment, TEXT).await;
    world.data_space.taken = Some(attempt(control, deviating).await?);
    Ok(())
}

#[then("the connector takes the message")]
async fn takes(world: &mut World) -> Step {
    let answer = world.data_space.taken()?;
    if answer.is_served() {
        return Ok(());
    }
    let finding = answer.finding("the connector takes the message", answer.to_string());
    let peer = world.data_space.peer()?;
    let certificate = peer.ground.connector.transport.certificate();
    let now = world.environment.clock().unix_now();
    let explanation = refused_token::explanation(&peer.dat, Some(certificate), now);
    let finding = finding.turned_away().hinting_at(explanation);
    let environment = &world.environment;
    if !environment.is_built_in() {
        return Err(Stop::violated(finding));
    }
    // Who cannot fetch the keys of our DAPS has to refuse whatever it signs.
    let keys = environment.daps().await?.jwks_uri;
    let fetch = "a request for the keys of the DAPS";
    Err(Stop::violated(
        environment.unless_astray(finding, fetch, &keys),
    ))
}

#[then("the connector refuses the message")]
fn refuses(world: &mut World) -> Step {
    let expected = "the connector refuses the message";
    world
        .data_space
        .taken()?
        .demanded_refused(expected)
        .map(drop)
}

#[then("the connector has not processed the message")]
async fn has_not_processed(world: &mut World) -> Step {
    let held = world.environment.inspect(Party::Connector).await?;
    let untold = || Stop::inconclusive("the connector does not tell which messages it processed");
    let mut messages = held["messages"].as_array().ok_or_else(untold)?.iter();
    if messages.any(|message: &Value| message["text"] == TEXT) {
        let finding = Finding::new("no trace of the message", "the message was processed");
        return Err(Stop::violated(finding));
    }
    Ok(())
}
