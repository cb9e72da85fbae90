//! Signing what goes to clients: ID tokens and response JWTs.

use std::sync::Arc;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::Fault;
use serde_json::{Map, Value};

use crate::authorization_server::AuthorizationServer;
use crate::settings::Algorithm;
use crate::state::signing_key::{KeyError, SigningKey};

/// How a server that misbehaves signs instead.
pub struct Deviations {
    /// Not at all.
    pub unsigned: &'static Fault,
    /// With RS256.
    pub rs256: &'static Fault,
    /// With a key that nobody can know.
    pub unpublished: &'static Fault,
}

/// A JWT with these claims.
///
/// # Errors
/// When it cannot be signed.
pub async fn sign(
    server: &AuthorizationServer,
    claims: Map<String, Value>,
    deviations: &Deviations,
) -> Result<String, KeyError> {
    let claims = Value::Object(claims).to_string();
    if server.faults.commits(deviations.unsigned) {
        let encode = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
        return Ok(format!(
            "{}.{}.",
            encode(r#"{"alg":"none"}"#),
            encode(&claims)
        ));
    }
    key(server, deviations).await?.sign(claims.as_bytes())
}

async fn key(
    server: &AuthorizationServer,
    deviations: &Deviations,
) -> Result<Arc<SigningKey>, KeyError> {
    if server.faults.commits(deviations.rs256) {
        return SigningKey::first(Algorithm::Rs256).await;
    }
    if server.faults.commits(deviations.unpublished) {
        return SigningKey::unpublished(server.identity_algorithm()).await;
    }
    Ok(server.identity_key())
}
