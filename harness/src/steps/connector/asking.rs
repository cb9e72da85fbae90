//! How the connector under test asks its DAPS for a DAT.

use cucumber::{given, then, when};
use openssl::hash::{MessageDigest, hash};

use crate::actor::Party;
use crate::actor::forge::encoding::base64url;
use crate::exchange::model::Exchange;
use crate::oracle::opinion::Opinion;
use crate::oracle::request_token::{Asked, Content};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[given("the metadata of the DAPS have a member that nobody knows")]
async fn has_unknown_metadata(world: &mut World) -> Step {
    let fault = "daps-has-metadata-of-its-own";
    world.environment.stimulate(Party::Daps, fault).await
}

#[when("the connector under test asks its DAPS for a DAT")]
async fn asks(world: &mut World) -> Step {
    world.environment.have_connector_ask().await
}

#[then(expr = "the request of the connector holds {}")]
async fn holds(world: &mut World, content: Content) -> Step {
    let request = request(world).await?;
    let request = request.ok_or_else(|| Stop::inconclusive("the connector has not asked"))?;
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

#[then("the connector has asked its DAPS")]
async fn has_asked(world: &mut World) -> Step {
    if request(world).await?.is_some() {
        return Ok(());
    }
    let finding = Finding::new("a request for a DAT", "no request");
    Err(Stop::violated(finding))
}

#[then("the connector has looked at the metadata before")]
async fn has_looked(world: &mut World) -> Step {
    let request = request(world).await?;
    let request = request.ok_or_else(|| Stop::inconclusive("the connector has not asked"))?;
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
    let request = request(world).await?;
    let request = request.ok_or_else(|| Stop::inconclusive("the connector has not asked"))?;
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

/// The latest request for a DAT that reached the DAPS.
async fn request(world: &World) -> Result<Option<Exchange>, Stop> {
    let endpoint = world.environment.daps().await?.token_endpoint;
    let received = world.environment.received(Party::Daps);
    let mut requests = received.into_iter().filter(|each| {
        each.from == Party::Connector.name() && each.request.url == endpoint.as_str()
    });
    Ok(requests.next_back())
}
