//! What clients may be registered with for the back channel (CIBA, 4).

use std::str::FromStr;

use cucumber::when;
use serde_json::{Map, Value, json};

use super::client::new_client;
use crate::actor::environment::backchannel::registration;
use crate::actor::environment::clients::{Credential, NewClient, NewKeys};
use crate::actor::forge::public_key;
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::stop::{Step, Stop};
use crate::world::World;

/// An address of the client at which nobody has to listen.
const ENDPOINT: &str = "https://client.invalid/notifications";
const ENDPOINT_MEMBER: &str = "backchannel_client_notification_endpoint";
const MODE_MEMBER: &str = "backchannel_token_delivery_mode";

/// One difference from a legal registration.
#[derive(Debug, Clone, Copy)]
struct Row {
    words: &'static str,
    mode: DeliveryMode,
    change: fn(&mut Map<String, Value>),
}

const fn row(words: &'static str, mode: DeliveryMode, change: fn(&mut Map<String, Value>)) -> Row {
    Row {
        words,
        mode,
        change,
    }
}

/// The rows.
static ROWS: &[Row] = &[
    row("to poll", DeliveryMode::Poll, |_| {}),
    row("to be pinged", DeliveryMode::Ping, |_| {}),
    row("to be pushed to", DeliveryMode::Push, |_| {}),
    row("without a delivery mode", DeliveryMode::Poll, |metadata| {
        metadata.remove(MODE_MEMBER);
    }),
    row("for two delivery modes", DeliveryMode::Poll, |metadata| {
        metadata.insert(MODE_MEMBER.into(), json!(["poll", "ping"]));
    }),
    row(
        "for a delivery mode that nobody knows",
        DeliveryMode::Poll,
        |metadata| {
            metadata.insert(MODE_MEMBER.into(), json!("carrier-pigeon"));
        },
    ),
    row(
        "to poll without the grant for it",
        DeliveryMode::Poll,
        |metadata| {
            metadata.insert("grant_types".into(), json!(["authorization_code"]));
        },
    ),
    row(
        "to be pinged without the grant for it",
        DeliveryMode::Ping,
        |metadata| {
            metadata.insert("grant_types".into(), json!(["authorization_code"]));
        },
    ),
    row("to be pinged nowhere", DeliveryMode::Ping, |metadata| {
        metadata.remove(ENDPOINT_MEMBER);
    }),
    row("to be pushed to nowhere", DeliveryMode::Push, |metadata| {
        metadata.remove(ENDPOINT_MEMBER);
    }),
    row(
        "to be pinged over plain HTTP",
        DeliveryMode::Ping,
        in_the_clear,
    ),
    row(
        "to be pushed to over plain HTTP",
        DeliveryMode::Push,
        in_the_clear,
    ),
    row(
        "to poll with names of its own and keys of no address",
        DeliveryMode::Poll,
        |metadata| {
            metadata.insert("subject_type".into(), json!("pairwise"));
        },
    ),
];

fn in_the_clear(metadata: &mut Map<String, Value>) {
    metadata.insert(
        ENDPOINT_MEMBER.into(),
        json!("http://client.invalid/notifications"),
    );
}

/// A registration by its words, as they stand in a step.
#[derive(Debug, Clone, Copy)]
struct Registration(Row);

impl FromStr for Registration {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = ROWS.iter().find(|row| row.words == text);
        known
            .map(|row| Self(*row))
            .ok_or_else(|| format!("no client registers {text}"))
    }
}

/// The same without the deviation is registered first, where the profile has it at all.
#[when(expr = "a client registers for the back channel {}")]
async fn registers(world: &mut World, registration: Registration) -> Step {
    let row = registration.0;
    let (_, offer) = world.environment.backchannel_wire()?;
    let control = if offer.delivery_modes.contains(&row.mode) {
        row.mode
    } else {
        DeliveryMode::Poll
    };
    if !try_register(world, legal(control)).await? {
        return Err(Stop::inconclusive("the control before was not registered"));
    }
    let mut metadata = legal(row.mode);
    (row.change)(&mut metadata);
    world.users.registered = Some(try_register(world, metadata).await?);
    Ok(())
}

/// The document is read at registration; one that lists the address of the client is the control.
#[when("a client registers with a sector that does not list its keys")]
async fn registers_an_unlisted_key_set(world: &mut World) -> Step {
    let new = new_client(world, Credential::PrivateKey)?;
    let key = public_key::jwk(&new.client.key.public_key(), new.client.kid.as_deref());
    let keys = world
        .environment
        .key_host(vec![public_key::key_set([key])])
        .await?;
    let address = keys.url().clone();
    let of_listing = |metadata| NewClient {
        keys: NewKeys::JwksUrl(address.clone()),
        backchannel: Some(metadata),
        ..new.clone()
    };
    let metadata = legal(DeliveryMode::Poll);
    within_sectors(world, metadata, address.as_str(), &of_listing).await
}

#[when("a client registers with a sector that does not list where it is pushed to")]
async fn registers_an_unlisted_endpoint(world: &mut World) -> Step {
    super::client::demand_mode(world, DeliveryMode::Push)?;
    let new = new_client(world, Credential::PrivateKey)?;
    let of_listing = |metadata| NewClient {
        backchannel: Some(metadata),
        ..new.clone()
    };
    let metadata = legal(DeliveryMode::Push);
    within_sectors(world, metadata, ENDPOINT, &of_listing).await
}

async fn within_sectors(
    world: &mut World,
    metadata: Map<String, Value>,
    own: &str,
    client: &(dyn Fn(Map<String, Value>) -> NewClient + Sync),
) -> Step {
    let listing = [json!([own]), json!(["https://another-client.invalid/"])];
    let mut registered = Vec::new();
    for document in listing {
        let host = world.environment.key_host(vec![document]).await?;
        let mut metadata = metadata.clone();
        metadata.insert("subject_type".into(), json!("pairwise"));
        metadata.insert("sector_identifier_uri".into(), json!(host.url()));
        let new = client(metadata);
        registered.push(world.environment.try_register(new).await?);
    }
    if registered.first() == Some(&false) {
        return Err(Stop::inconclusive("the control before was not registered"));
    }
    world.users.registered = registered.pop();
    Ok(())
}

fn legal(mode: DeliveryMode) -> Map<String, Value> {
    let mut metadata = registration(mode);
    if mode != DeliveryMode::Poll {
        metadata.insert(ENDPOINT_MEMBER.into(), json!(ENDPOINT));
    }
    metadata
}

async fn try_register(world: &World, metadata: Map<String, Value>) -> Result<bool, Stop> {
    let new = NewClient {
        backchannel: Some(metadata),
        ..new_client(world, Credential::PrivateKey)?
    };
    world.environment.try_register(new).await
}
