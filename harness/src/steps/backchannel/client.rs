//! Clients of the back channel.

use cucumber::given;
use mock_kit::tls::ClientIdentity;
use serde_json::{Map, Value, json};

use crate::actor::backchannel::attempt::control;
use crate::actor::backchannel::callback::Callback;
use crate::actor::backchannel::poll;
use crate::actor::environment::backchannel::registration;
use crate::actor::environment::clients::{Credential, NewClient, NewKeys, OauthClient, Who};
use crate::actor::forge::{foreign_key, public_key};
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::requirement::wire::ClientAuthentication;
use crate::steps::authorization::client::{described, fresh};
use crate::stop::{Step, Stop};
use crate::world::World;

#[given("a client of the back channel")]
async fn usual(world: &mut World) -> Step {
    world.backchannel_flow().await.map(drop)
}

#[given("a client of the back channel that signs its requests")]
fn signs(world: &mut World) {
    world.backchannel.signs = true;
}

#[given("a client of the back channel that registered no algorithm for its requests")]
async fn signs_nothing(world: &mut World) -> Step {
    let mut metadata = registration(DeliveryMode::Poll);
    metadata.remove("backchannel_authentication_request_signing_alg");
    enrol(world, DeliveryMode::Poll, metadata, Credential::PrivateKey).await
}

/// The key is registered, so that only the algorithm can be what a signature under it is refused for.
#[given("a client of the back channel with an RSA key beside its own")]
async fn of_two_keys(world: &mut World) -> Step {
    let new = new_client(world, Credential::PrivateKey)?;
    let own = public_key::jwk(&new.client.key.public_key(), new.client.kid.as_deref());
    let rsa = foreign_key::rsa_jwk(foreign_key::RSA_KEY).map_err(Stop::harness_bug)?;
    let new = NewClient {
        keys: NewKeys::Jwks(public_key::key_set([own, rsa])),
        backchannel: Some(registration(DeliveryMode::Poll)),
        ..new
    };
    register(world, DeliveryMode::Poll, new).await
}

#[given("a client that is not registered for the back channel")]
async fn of_none(world: &mut World) -> Step {
    let new = new_client(world, Credential::PrivateKey)?;
    register(world, DeliveryMode::Poll, new).await
}

#[given(
    "a client of the back channel that proves itself by a certificate that an authority vouches for"
)]
async fn by_vouched_certificate(world: &mut World) -> Step {
    demand_method(world, ClientAuthentication::TlsClientAuth)?;
    let metadata = registration(DeliveryMode::Poll);
    let credential = Credential::VouchedCertificate;
    enrol(world, DeliveryMode::Poll, metadata, credential).await
}

#[given("a client of the back channel that proves itself by a certificate that it signed itself")]
async fn by_own_certificate(world: &mut World) -> Step {
    demand_method(world, ClientAuthentication::SelfSignedTlsClientAuth)?;
    let metadata = registration(DeliveryMode::Poll);
    enrol(
        world,
        DeliveryMode::Poll,
        metadata,
        Credential::OwnCertificate,
    )
    .await
}

#[given("a client that is to be pinged")]
async fn pinged(world: &mut World) -> Step {
    notified(world, DeliveryMode::Ping, Callback::NoContent).await
}

#[given("a client that is to be pushed to")]
async fn pushed_to(world: &mut World) -> Step {
    notified(world, DeliveryMode::Push, Callback::NoContent).await
}

#[given(expr = "a client that is to be pinged and answers with {}")]
async fn pinged_at(world: &mut World, answer: Callback) -> Step {
    notified(world, DeliveryMode::Ping, answer).await
}

#[given(expr = "a client that is to be pushed to and answers with {}")]
async fn pushed_to_at(world: &mut World, answer: Callback) -> Step {
    notified(world, DeliveryMode::Push, answer).await
}

/// The client has had the user authenticated before, and so has another client.
#[given("the client and another client hold ID tokens of the user")]
async fn hold_id_tokens(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    let environment = &world.environment;
    let own = poll::tokens(environment, &flow).await?;
    let another = environment.client(Who::AnotherClient)?;
    let flow = crate::actor::backchannel::flow::BackchannelFlow {
        client: another,
        ..flow
    };
    let of_another = poll::tokens(environment, &flow).await?;
    let id_token = |text: Option<&str>| {
        let none = || Stop::inconclusive("the tokens of the control came without ID token");
        text.map(str::to_owned).ok_or_else(none)
    };
    let own = id_token(own.text("id_token"))?;
    world.backchannel.id_tokens = Some((own, id_token(of_another.text("id_token"))?));
    Ok(())
}

#[given("the ID tokens have expired")]
async fn expire(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    control(&world.environment, &flow, flow.legal_request(), "before").await?;
    world
        .environment
        .advance(jiff::SignedDuration::from_hours(2))
        .await
}

/// The profile has that mode, and the client an endpoint that answers so.
async fn notified(world: &mut World, mode: DeliveryMode, answer: Callback) -> Step {
    demand_mode(world, mode)?;
    let endpoint = world.environment.callback_endpoint(answer).await?;
    if mode == DeliveryMode::Ping
        && let Some(client) = world.environment.pinged_client()?
    {
        world.backchannel.client = Some((client, mode));
        world.backchannel.endpoint = Some(endpoint);
        return Ok(());
    }
    let mut metadata = registration(mode);
    let url = endpoint.url().clone();
    metadata.insert(
        "backchannel_client_notification_endpoint".into(),
        json!(url),
    );
    world.backchannel.endpoint = Some(endpoint);
    enrol(world, mode, metadata, Credential::PrivateKey).await
}

/// Whether the profile has that way of delivery.
pub(super) fn demand_mode(world: &World, mode: DeliveryMode) -> Step {
    let (_, offer) = world.environment.backchannel_wire()?;
    if offer.delivery_modes.contains(&mode) {
        return Ok(());
    }
    Err(Stop::not_applicable("the profile has no such delivery"))
}

fn demand_method(world: &World, method: ClientAuthentication) -> Step {
    let known = &world.environment.wire().authorization_server;
    if known.client_authentication.contains(&method) {
        return Ok(());
    }
    Err(Stop::not_applicable(
        "the profile has no such client authentication",
    ))
}

/// A client of this scenario alone, not registered yet.
pub(super) fn new_client(world: &World, credential: Credential) -> Result<NewClient, Stop> {
    let client = fresh(world)?;
    let identity = match credential {
        Credential::OwnCertificate => {
            ClientIdentity::self_signed(&client.client_id).map_err(Stop::harness_bug)?
        }
        _ => world.environment.vouched_identity(&client.client_id)?,
    };
    let client = OauthClient {
        credential,
        identity: Some(identity),
        ..client
    };
    Ok(described(world, &client))
}

async fn enrol(
    world: &mut World,
    mode: DeliveryMode,
    metadata: Map<String, Value>,
    credential: Credential,
) -> Step {
    let new = NewClient {
        backchannel: Some(metadata),
        ..new_client(world, credential)?
    };
    register(world, mode, new).await
}

/// Registers a client, which acts from then on.
pub(super) async fn register(world: &mut World, mode: DeliveryMode, new: NewClient) -> Step {
    let client = new.client.clone();
    world.environment.register_client(new).await?;
    world.backchannel.client = Some((client, mode));
    Ok(())
}
