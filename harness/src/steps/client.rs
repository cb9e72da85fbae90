//! Clients of the authorization server, and how their keys are registered.

use cucumber::given;
use jiff::SignedDuration;
use serde_json::json;

use crate::actor::environment::clients::{NewClient, NewKeys, OauthClient, Who};
use crate::actor::forge::{self, certificate, foreign_key, public_key};
use crate::actor::oauth_client::{new_client, obtain_access_token_for};
use crate::requirement::wire::{Algorithm, JtiRule};
use crate::stop::{Step, Stop};
use crate::world::World;
use crate::world::authorization::{Attacker, KeyRotation};

#[given("a client registered with the authorization server")]
fn registered_client(world: &mut World) -> Step {
    world.acting_client().map(drop)
}

#[given("another client registered with the authorization server")]
fn another_client(world: &mut World) -> Step {
    world.environment.client(Who::AnotherClient).map(drop)
}

#[given("a client registered by the certificate that the key script makes")]
async fn client_by_certificate(world: &mut World) -> Step {
    let client = fresh_client(world, None)?;
    let now = world.environment.clock().unix_now();
    let pem = certificate::of_key(&client.key, "DAS", now).map_err(Stop::harness_bug)?;
    register(world, client, NewKeys::CertificatePem(pem)).await
}

/// That the client was known while the certificate lasted is the control.
#[given("a client whose certificate has ended since it was registered")]
async fn client_by_ended_certificate(world: &mut World) -> Step {
    client_by_certificate(world).await?;
    let client = world.acting_client()?;
    obtain_access_token_for(&world.environment, client).await?;
    let beyond = certificate::VALIDITY + SignedDuration::from_hours(24);
    world.environment.advance(beyond).await
}

#[given("a client whose key set also holds keys for RSA and for P-384")]
async fn client_with_keys_of_other_kinds(world: &mut World) -> Step {
    let client = fresh_client(world, Some("signing"))?;
    let keys = [
        public_key::jwk(&client.key.public_key(), Some("signing")),
        foreign_key::rsa_jwk(foreign_key::RSA_KEY).map_err(Stop::harness_bug)?,
        foreign_key::p384_jwk("signing-p384").map_err(Stop::harness_bug)?,
    ];
    register(world, client, NewKeys::Jwks(public_key::key_set(keys))).await
}

#[given("a client whose key set gives one name to keys of different kinds")]
async fn client_with_one_name_for_all_keys(world: &mut World) -> Step {
    let client = fresh_client(world, Some("the-key"))?;
    let mut encryption = public_key::jwk(&forge::new_key().public_key(), Some("the-key"));
    encryption["use"] = json!("enc");
    encryption["alg"] = json!("ECDH-ES");
    let keys = [
        foreign_key::rsa_jwk("the-key").map_err(Stop::harness_bug)?,
        foreign_key::p384_jwk("the-key").map_err(Stop::harness_bug)?,
        encryption,
        public_key::jwk(&client.key.public_key(), Some("the-key")),
    ];
    register(world, client, NewKeys::Jwks(public_key::key_set(keys))).await
}

#[given("a client whose key set lies at an address, where a second key is added later")]
async fn client_with_a_key_set_at_an_address(world: &mut World) -> Step {
    let client = fresh_client(world, Some("first"))?;
    let later = OauthClient {
        key: forge::new_key(),
        kid: Some("second".to_owned()),
        ..client.clone()
    };
    let jwk = |of: &OauthClient| public_key::jwk(&of.key.public_key(), of.kid.as_deref());
    let at_first = public_key::key_set([jwk(&client)]);
    let afterwards = public_key::key_set([jwk(&client), jwk(&later)]);
    let key_host = world
        .environment
        .key_host(vec![at_first, afterwards])
        .await?;
    let keys = NewKeys::JwksUrl(key_host.url().clone());
    world.authorization.key_rotation = Some(KeyRotation { key_host, later });
    register(world, client, keys).await
}

#[given("an attacker that publishes a key set")]
async fn attacker_with_a_key_set(world: &mut World) -> Step {
    let key = forge::new_key();
    let keys = public_key::key_set([public_key::jwk(&key.public_key(), None)]);
    let key_host = world.environment.key_host(vec![keys]).await?;
    world.authorization.attacker = Some(Attacker { key, key_host });
    Ok(())
}

#[given("a profile that allows ES256 and nothing else")]
fn profile_of_one_algorithm(world: &mut World) -> Step {
    match world
        .environment
        .wire()
        .authorization_server
        .assertion_algorithms[..]
    {
        [Algorithm::Es256] => Ok(()),
        _ => Err(Stop::not_applicable(
            "the profile allows other algorithms beside ES256",
        )),
    }
}

#[given("a profile in which an assertion serves once")]
fn profile_of_one_time_assertions(world: &mut World) -> Step {
    match world.environment.wire().authorization_server.jti {
        JtiRule::RequiredOnce => Ok(()),
        JtiRule::Ignored => Err(Stop::not_applicable("the profile does not look at jti")),
    }
}

fn fresh_client(world: &World, kid: Option<&str>) -> Result<OauthClient, Stop> {
    let client = new_client(kid, &world.environment.wire().das.scope);
    let identity = world.environment.identity_of_a_client(&client.client_id)?;
    Ok(OauthClient { identity, ..client })
}

async fn register(world: &mut World, client: OauthClient, keys: NewKeys) -> Step {
    let scopes = client
        .scope
        .split_ascii_whitespace()
        .map(str::to_owned)
        .collect();
    let new = NewClient::of(client.clone(), keys, scopes);
    world.environment.register_client(new).await?;
    world.authorization.client = Some(client);
    Ok(())
}
