//! How the connector under test asks its DAPS for a DAT.

use cucumber::{given, then, when};
use openssl::hash::{MessageDigest, hash};

use crate::actor::Party;
use crate::actor::driver::Done;
use crate::actor::forge::encoding::base64url;
use crate::exchange::model::Exchange;
use crate::oracle::opinion::Opinion;
use crate::oracle::request_token::{Asked, Content};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// The DAPS has a member in its metadata that nobody knows.
const OF_ITS_OWN: &str = "daps-has-metadata-of-its-own";

#[given("the metadata of the DAPS have a member that nobody knows")]
async fn has_unknown_metadata(world: &mut World) -> Step {
    world.environment.stimulate(Party::Daps, OF_ITS_OWN).await
}

#[when("the connector under test asks its DAPS for a DAT")]
async fn asks(world: &mut World) -> Step {
    world.data_space.asked = Some(world.environment.have_connector_ask().await?);
    Ok(())
}

#[then(expr = "the request of the connector holds {}")]
async fn holds(world: &mut World, content: Content) -> Step {
    let request = asked(world).await?;
    let own = world.environment.known_connector()?;
    let id = own.id.to_string();
    let scope = &world.environment.daps_wire()?.scope;
    match Asked::read(&request, &id, &own.key, scope).holds(content) {
        Opinion::Good => Ok(()),
        Opinion::Disputed(why) => Err(Stop::inconclusive(why)),
        Opinion::Bad(defect) => {
            let finding = Finding::new(defect.expected, defect.received);
            Err(Stop::violated(finding.at(request.number)))
        }
    }
}

/// A connector that has not asked is to ask once more with metadata that have nothing strange in them: the control.
#[then("the connector has asked its DAPS in spite of it")]
async fn has_asked_in_spite(world: &mut World) -> Step {
    if request(world).await?.is_some() {
        return Ok(());
    }
    let done = world.data_space.asked()?;
    let received = world.environment.received(Party::Daps);
    let mut received = received.iter();
    let has_come = received.any(|each| each.from == Party::Connector.name());
    if !done.in_time || !has_come {
        return Err(has_not_asked(&done));
    }
    let environment = &world.environment;
    environment.calm(Party::Daps, OF_ITS_OWN).await?;
    let control = environment.have_connector_ask().await?;
    if request(world).await?.is_none() {
        return Err(has_not_asked(&control));
    }
    let received = format!("no request: {}", done.how);
    let finding = Finding::new("a request for a DAT", received);
    Err(Stop::violated(finding))
}

#[then("the connector has looked at the metadata before")]
async fn has_looked(world: &mut World) -> Step {
    let request = asked(world).await?;
    let metadata_url = world.environment.daps().await?.metadata_url;
    let received = world.environment.received(Party::Daps);
    let before = received
        .iter()
        .take_while(|each| each.number != request.number);
    let mut looks = before.filter(|each| each.request.url == metadata_url.as_str());
    if looks.next().is_some() {
        return Ok(());
    }
    let expected = "a look at the metadata of the DAPS";
    let finding = Finding::new(expected, "a request without looking at the metadata");
    Err(Stop::violated(finding.at(request.number)))
}

#[then("the connector has not shown the certificate of its identity")]
async fn has_not_shown_its_identity(world: &mut World) -> Step {
    let request = asked(world).await?;
    let own = world.environment.known_connector()?;
    let digest = hash(MessageDigest::sha256(), &own.certificate).map_err(Stop::harness_bug)?;
    let shown = request
        .tls
        .as_ref()
        .and_then(|facts| facts.certificate.clone());
    if shown != Some(base64url(&digest)) {
        return Ok(());
    }
    let finding = Finding::new(
        "another certificate on the connection, or none",
        "the certificate of its identity",
    );
    Err(Stop::violated(finding.at(request.number)))
}

/// The latest request for a DAT, without which nothing can be judged.
async fn asked(world: &World) -> Result<Exchange, Stop> {
    match request(world).await? {
        Some(request) => Ok(request),
        None => Err(has_not_asked(&world.data_space.asked()?)),
    }
}

fn has_not_asked(done: &Done) -> Stop {
    let why = format!("the connector has not asked its DAPS: {}", done.how);
    Stop::inconclusive(why)
}

/// The latest request for a DAT that reached the DAPS.
async fn request(world: &World) -> Result<Option<Exchange>, Stop> {
    let endpoint = world.environment.daps().await?.token_endpoint;
    let received = world.environment.received(Party::Daps);
    let mut requests = received.into_iter().filter(|each| {
        each.from == Party::Connector.name() && each.request.url == endpoint.as_str()
    });
    Ok(requests.next_back())
}
