//! What users are called towards clients of the back channel (CIBA, 4, pairwise identifiers).

use cucumber::{given, then, when};
use serde_json::json;

use super::client::{demand_mode, new_client, register};
use crate::actor::backchannel::attempt::{honest, send};
use crate::actor::backchannel::poll;
use crate::actor::counterparty::KeyHost;
use crate::actor::environment::backchannel::{Decision, registration};
use crate::actor::environment::clients::{Credential, NewClient, NewKeys};
use crate::actor::forge::public_key;
use crate::actor::oauth_client::answer::Answer;
use crate::oracle::compact::Compact;
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// Who the user is, by the ID token of a token response.
pub(super) fn subject(answer: &Answer) -> Result<String, Stop> {
    let jwt = answer
        .text("id_token")
        .and_then(|text| Compact::read(text).ok());
    let subject = jwt.and_then(|jwt| Some(jwt.claims.get("sub")?.as_str()?.to_owned()));
    subject.ok_or_else(|| Stop::inconclusive("the ID token does not say who the user is"))
}

/// Each time a client of its own, with its keys at a host of that name.
#[when("the user is authenticated for clients with keys at one host and at another")]
async fn for_clients_of_two_hosts(world: &mut World) -> Step {
    for host in ["localhost", "localhost", "127.0.0.1"] {
        let host_of_keys = with_names_of_its_own(world, host, Credential::PrivateKey).await?;
        let flow = world.backchannel_flow().await?;
        let answer = poll::tokens(&world.environment, &flow).await?;
        let name = subject(&answer)?;
        world.backchannel.names.push(name);
        drop(host_of_keys);
    }
    Ok(())
}

#[then("clients of one host know the user by one name, and the others by another")]
fn names_go_by_hosts(world: &mut World) -> Step {
    let [one, same, other] = &world.backchannel.names[..] else {
        return Err(Stop::harness("three clients are needed"));
    };
    if one != same {
        return told("one name within one host", "different names");
    }
    if one == other {
        return told("another name for another host", "the same name");
    }
    Ok(())
}

#[given(
    "a client of the back channel with names of its own for users that proves itself by an authority's certificate"
)]
async fn of_no_proof(world: &mut World) -> Step {
    let host = with_names_of_its_own(world, "localhost", Credential::VouchedCertificate).await?;
    world.backchannel.keys = Some(host);
    Ok(())
}

#[when("that client asks without signing, between two requests that it signs")]
async fn asks_without_signing(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    let environment = &world.environment;
    let signed = || flow.legal_request().signed();
    let control = send(environment, &flow, signed()).await?;
    if control.auth_req_id().is_none() {
        let why = format!("the control was not accepted: {}", control.told());
        return Err(Stop::inconclusive(why));
    }
    let request = flow.legal_request().unsigned();
    let attempt = send(environment, &flow, request).await?;
    world.backchannel.attempt = Some(attempt);
    Ok(())
}

#[when("the user is authenticated for clients that are pushed to at one host and at another")]
async fn for_push_clients_of_two_hosts(world: &mut World) -> Step {
    demand_mode(world, DeliveryMode::Push)?;
    for host in ["localhost", "localhost", "127.0.0.1"] {
        let name = pushed_name(world, host).await?;
        world.backchannel.names.push(name);
    }
    Ok(())
}

async fn pushed_name(world: &mut World, host: &str) -> Result<String, Stop> {
    let answer = crate::actor::backchannel::callback::Callback::NoContent;
    let endpoint = world.environment.callback_endpoint(answer).await?;
    let mut url = endpoint.url().clone();
    url.set_host(Some(host)).map_err(Stop::harness_bug)?;
    let mut metadata = registration(DeliveryMode::Push);
    metadata.insert("subject_type".into(), json!("pairwise"));
    metadata.insert(
        "backchannel_client_notification_endpoint".into(),
        json!(url),
    );
    let new = NewClient {
        backchannel: Some(metadata),
        ..new_client(world, Credential::PrivateKey)?
    };
    register(world, DeliveryMode::Push, new).await?;
    world.backchannel.endpoint = Some(endpoint);
    let flow = world.backchannel_flow().await?;
    let asked = honest(&world.environment, &flow).await?;
    let refused = || Stop::inconclusive(format!("it was not acknowledged: {}", asked.told()));
    let name = asked.auth_req_id().ok_or_else(refused)?.to_owned();
    world.environment.decide(&name, Decision::Approves).await?;
    let push = world.notification().await?;
    let jwt = push
        .text("id_token")
        .and_then(|text| Compact::read(text).ok());
    let subject = jwt.and_then(|jwt| Some(jwt.claims.get("sub")?.as_str()?.to_owned()));
    subject.ok_or_else(|| Stop::inconclusive("no ID token was pushed"))
}

/// A client whose keys lie at that host, and which knows users by names of its own; it acts from then on.
async fn with_names_of_its_own(
    world: &mut World,
    host: &str,
    credential: Credential,
) -> Result<KeyHost, Stop> {
    let new = new_client(world, credential)?;
    let key = public_key::jwk(&new.client.key.public_key(), new.client.kid.as_deref());
    let keys = world
        .environment
        .key_host(vec![public_key::key_set([key])])
        .await?;
    let mut url = keys.url().clone();
    url.set_host(Some(host)).map_err(Stop::harness_bug)?;
    let mut metadata = registration(DeliveryMode::Poll);
    metadata.insert("subject_type".into(), json!("pairwise"));
    let new = NewClient {
        keys: NewKeys::JwksUrl(url),
        backchannel: Some(metadata),
        ..new
    };
    register(world, DeliveryMode::Poll, new).await?;
    Ok(keys)
}

fn told(expected: &str, received: &str) -> Step {
    Err(Stop::violated(Finding::new(expected, received)))
}
