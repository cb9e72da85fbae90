//! The checks of what a client says of itself, in order, and the client that comes of it.

use mock_kit::FaultPlan;
use serde_json::{Value, json};
use url::Url;

use super::checks::{
    authentication, duration, grants, intermediaries, keys, lookback, redirect_uris,
    registry_references, scope,
};
use super::denial::Denial;
use super::metadata::Metadata;
use crate::settings::{Authentication, Client, ClientKeys, ClientStatus, RegistrationVariant};

/// One check of the metadata.
type Check = fn(&Metadata, &FaultPlan) -> Result<(), Denial>;

/// What is checked, in order.
const CHECKS: &[Check] = &[
    grants::check,
    redirect_uris::check,
    authentication::check,
    keys::check,
    duration::check,
    lookback::check,
    registry_references::check,
    intermediaries::check,
];

/// Examines the metadata and adds what the client leaves to the server (RFC 7591, 2 and 3.2.1).
///
/// # Errors
/// The first check that failed.
pub fn examine(
    mut metadata: Metadata,
    rules: &RegistrationVariant,
    faults: &FaultPlan,
) -> Result<Metadata, Denial> {
    for check in CHECKS {
        check(&metadata, faults)?;
    }
    scope::check(&metadata, rules)?;
    let provisioned = [
        ("token_endpoint_auth_method", json!("private_key_jwt")),
        (
            "grant_types",
            json!(["authorization_code", "refresh_token"]),
        ),
        ("response_types", json!(["code"])),
        ("scope", json!(rules.recipient_scopes.join(" "))),
    ];
    for (name, value) in provisioned {
        metadata.provision(name, value);
    }
    Ok(metadata)
}

/// The client that these metadata describe.
///
/// # Errors
/// When a member cannot be used.
pub fn client(
    client_id: String,
    metadata: &Metadata,
    status: ClientStatus,
) -> Result<Client, Denial> {
    let redirect_uris = metadata.texts("redirect_uris")?.into_iter().map(Url::parse);
    let scopes = metadata.text("scope")?.unwrap_or_default().split(' ');
    let scopes = scopes.filter(|value| !value.is_empty());
    Ok(Client {
        authentication: proven_by(metadata)?,
        redirect_uris: redirect_uris
            .collect::<Result<_, _>>()
            .map_err(|_| Denial::RedirectUris("one of them is no address"))?,
        status,
        ..Client::machine(
            client_id,
            verified_by(metadata)?,
            scopes.map(str::to_owned).collect(),
        )
    })
}

fn proven_by(metadata: &Metadata) -> Result<Authentication, Denial> {
    Ok(match metadata.text("tls_client_auth_subject_dn")? {
        Some(subject_dn) => Authentication::TlsClientAuth {
            subject_dn: subject_dn.to_owned(),
        },
        None => Authentication::PrivateKeyJwt,
    })
}

/// A client without keys of its own can sign nothing, which an empty set says as well.
fn verified_by(metadata: &Metadata) -> Result<ClientKeys, Denial> {
    if let Some(address) = metadata.text("jwks_uri")? {
        let address = Url::parse(address).map_err(|_| Denial::Metadata("jwks_uri"))?;
        return Ok(ClientKeys::JwksUrl(address));
    }
    let given = metadata.0.get("jwks").cloned();
    Ok(ClientKeys::Jwks(given.unwrap_or_else(no_keys)))
}

fn no_keys() -> Value {
    json!({ "keys": [] })
}
