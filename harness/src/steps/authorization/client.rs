//! Clients that send users, and how they prove who they are.

use cucumber::given;
use mock_kit::tls::ClientIdentity;
use serde_json::{Value, json};

use crate::actor::environment::clients::{
    ClientStatus, Credential, NewClient, NewKeys, OauthClient,
};
use crate::actor::forge::foreign_key::{self, ED25519_KEY, RSA_KEY, SHORT_RSA_KEY};
use crate::actor::forge::public_key;
use crate::actor::oauth_client::new_client;
use crate::requirement::wire::ClientAuthentication;
use crate::stop::{Step, Stop};
use crate::world::World;

#[given("a client that authenticates with a certificate that an authority vouches for")]
async fn by_vouched_certificate(world: &mut World) -> Step {
    demand_method(world, ClientAuthentication::TlsClientAuth)?;
    authenticating_by(world, Credential::VouchedCertificate).await
}

#[given("a client that authenticates with a certificate that it signed itself")]
async fn by_own_certificate(world: &mut World) -> Step {
    demand_method(world, ClientAuthentication::SelfSignedTlsClientAuth)?;
    let client = fresh(world)?;
    let identity = ClientIdentity::self_signed(&client.client_id).map_err(Stop::harness_bug)?;
    let client = OauthClient {
        credential: Credential::OwnCertificate,
        identity: Some(identity),
        ..client
    };
    enrol(world, described(world, &client)).await
}

#[given("a client that authenticates with a shared secret")]
async fn by_secret(world: &mut World) -> Step {
    demand_method(world, ClientAuthentication::ClientSecretJwt)?;
    let secret = format!(
        "{}{}",
        mock_kit::entropy::identifier(),
        mock_kit::entropy::identifier()
    );
    authenticating_by(world, Credential::Secret(secret)).await
}

#[given("a public client")]
async fn public(world: &mut World) -> Step {
    demand_method(world, ClientAuthentication::None)?;
    authenticating_by(world, Credential::Nothing).await
}

#[given(expr = "a client whose registration is {word}")]
async fn of_status(world: &mut World, status: String) -> Step {
    let status = match status.as_str() {
        "approved" => ClientStatus::Approved,
        "tentative" => ClientStatus::Tentative,
        "pending" => ClientStatus::Pending,
        "rejected" => ClientStatus::Rejected,
        "inactive" => ClientStatus::Inactive,
        other => return Err(Stop::harness(format!("no registration is {other}"))),
    };
    let client = vouched(world)?;
    let new = NewClient {
        status,
        ..described(world, &client)
    };
    enrol(world, new).await
}

#[given("a client whose ID tokens are encrypted")]
async fn of_encrypted_id_tokens(world: &mut World) -> Step {
    let mut encryption = foreign_key::rsa_jwk("encryption").map_err(Stop::harness_bug)?;
    encryption["use"] = json!("enc");
    encryption["alg"] = json!("RSA-OAEP-256");
    let new = NewClient {
        encrypts_id_tokens: true,
        ..with_more_keys(world, vec![encryption])?
    };
    enrol(world, new).await
}

#[given("a client with a second key, an RSA key of 1024 bits")]
async fn of_a_short_key(world: &mut World) -> Step {
    let short = foreign_key::short_rsa_jwk(SHORT_RSA_KEY).map_err(Stop::harness_bug)?;
    let new = with_more_keys(world, vec![short])?;
    enrol(world, new).await
}

#[given("a client with keys for PS256, ES256 and EdDSA")]
async fn of_three_algorithms(world: &mut World) -> Step {
    let others = vec![
        foreign_key::rsa_jwk(RSA_KEY).map_err(Stop::harness_bug)?,
        foreign_key::ed25519_jwk(ED25519_KEY).map_err(Stop::harness_bug)?,
    ];
    let new = with_more_keys(world, others)?;
    enrol(world, new).await
}

fn demand_method(world: &World, method: ClientAuthentication) -> Step {
    if world
        .environment
        .wire()
        .authorization_server
        .client_authentication
        .contains(&method)
    {
        return Ok(());
    }
    Err(Stop::not_applicable(
        "the profile has no such client authentication",
    ))
}

/// A client of its own, not registered yet.
pub(in crate::steps) fn fresh(world: &World) -> Result<OauthClient, Stop> {
    let known = world
        .environment
        .client(crate::actor::environment::clients::Who::Client)?;
    let client = new_client(Some("signing"), &known.scope);
    Ok(OauthClient {
        redirect_uri: format!("https://client.invalid/{}/callback", client.client_id),
        ..client
    })
}

/// The same with a certificate that an authority vouches for.
fn vouched(world: &World) -> Result<OauthClient, Stop> {
    let client = fresh(world)?;
    let identity = world.environment.vouched_identity(&client.client_id)?;
    Ok(OauthClient {
        identity: Some(identity),
        ..client
    })
}

/// The same with keys beside the one that it signs with.
fn with_more_keys(world: &World, mut keys: Vec<Value>) -> Result<NewClient, Stop> {
    let client = vouched(world)?;
    let signing = public_key::jwk(&client.key.public_key(), client.kid.as_deref());
    keys.insert(0, signing);
    Ok(NewClient {
        keys: NewKeys::Jwks(public_key::key_set(keys)),
        ..described(world, &client)
    })
}

async fn authenticating_by(world: &mut World, credential: Credential) -> Step {
    let client = OauthClient {
        credential,
        ..vouched(world)?
    };
    enrol(world, described(world, &client)).await
}

/// Registers a client, which acts from then on.
async fn enrol(world: &mut World, new: NewClient) -> Step {
    let client = new.client.clone();
    world.environment.register_client(new).await?;
    world.authorization.client = Some(client);
    Ok(())
}

/// A client as it asks to be registered.
pub(in crate::steps) fn described(world: &World, client: &OauthClient) -> NewClient {
    let users = world
        .environment
        .wire()
        .authorization_server
        .authorization
        .iter();
    let scopes = users
        .flat_map(|users| users.scopes.iter().cloned())
        .chain([client.scope.clone()]);
    let key = public_key::jwk(&client.key.public_key(), client.kid.as_deref());
    NewClient::of(
        client.clone(),
        NewKeys::Jwks(public_key::key_set([key])),
        scopes.collect(),
    )
}
