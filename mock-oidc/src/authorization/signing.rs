//! Signing what goes to clients: ID tokens and response JWTs.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::Fault;
use serde_json::{Map, Value, json};

use crate::addresses::HIDDEN_KEY_SET_PATH;
use crate::authorization_server::AuthorizationServer;
use crate::settings::Algorithm;
use crate::state::signing_key::{KeyError, SigningKey};

/// How a server that misbehaves signs instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// Not at all, under an algorithm of this name.
    Unsigned(&'static str),
    /// With RS256.
    Rs256,
    /// With RS256, under the name of the key that is published for another algorithm.
    Rs256AsUsual,
    /// With a key that nobody can know.
    Unpublished,
    /// With such a key, under the name of the published one.
    UnpublishedAsUsual,
    /// With HS256 and the public key for a secret.
    PublicHalf,
    /// With a key that only the header leads to (RFC 7515, 4.1.2).
    Hidden,
}

/// The seals that faults lead to.
pub type Deviations = &'static [(&'static Fault, Seal)];

/// A JWT with these claims.
///
/// # Errors
/// When it cannot be signed.
pub async fn sign(
    server: &AuthorizationServer,
    claims: Map<String, Value>,
    deviations: Deviations,
) -> Result<String, KeyError> {
    let claims = Value::Object(claims).to_string();
    let mut seals = deviations.iter();
    match seals.find(|(fault, _)| server.faults.commits(fault)) {
        Some((_, seal)) => sealed(server, *seal, &claims).await,
        None => server.identity_key().sign(claims.as_bytes()),
    }
}

async fn sealed(
    server: &AuthorizationServer,
    seal: Seal,
    claims: &str,
) -> Result<String, KeyError> {
    let (own, octets) = (server.identity_key(), claims.as_bytes());
    let unpublished = || SigningKey::unpublished(own.algorithm());
    match seal {
        Seal::Unsigned(name) => Ok(unsigned(name, claims)),
        Seal::Rs256 => SigningKey::first(Algorithm::Rs256).await?.sign(octets),
        Seal::Rs256AsUsual => {
            let header = json!({ "typ": "JWT", "alg": "RS256", "kid": own.kid });
            let key = SigningKey::first(Algorithm::Rs256).await?;
            key.sign_under(&header, octets)
        }
        Seal::Unpublished => unpublished().await?.sign(octets),
        Seal::UnpublishedAsUsual => {
            let header = json!({ "typ": "JWT", "alg": own.algorithm().name(), "kid": own.kid });
            unpublished().await?.sign_under(&header, octets)
        }
        Seal::PublicHalf => own.sign_with_public_half(octets),
        Seal::Hidden => {
            let key = unpublished().await?;
            let jku = server.addresses.below(HIDDEN_KEY_SET_PATH);
            let header = json!({ "alg": key.algorithm().name(), "kid": key.kid, "jku": jku });
            key.sign_under(&header, octets)
        }
    }
}

fn unsigned(name: &str, claims: &str) -> String {
    let encode = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
    let header = json!({ "alg": name }).to_string();
    format!("{}.{}.", encode(&header), encode(claims))
}
