//! Encrypting ID tokens for clients that registered for it (OIDC Core, 10.2; FAPI 1.0 Advanced, 5.2.2.1-3 and 8.6.1).

#[expect(deprecated, reason = "a server that misbehaves uses what is withdrawn")]
use josekit::jwe::RSA1_5;
use josekit::jwe::{ECDH_ES_A256KW, JweEncrypter, JweHeader, RSA_OAEP_256};
use josekit::jwk::Jwk;
use josekit::{JoseError, jwe};

use crate::authorization_server::AuthorizationServer;
use crate::faults::id_token::{ENCRYPTS_WITH_RSA1_5, SENDS_ID_TOKENS_IN_THE_CLEAR};
use crate::key_sets;
use crate::state::client::RegisteredClient;
use crate::state::signing_key::KeyError;

/// How the key for the content is encrypted, by the kind of the client's key.
pub const ALGORITHMS: [&str; 2] = ["RSA-OAEP-256", "ECDH-ES+A256KW"];
/// How the content is encrypted.
pub const CONTENT: &str = "A256GCM";

/// `token` as `client` wants to have it.
///
/// # Errors
/// When the client has no key for encryption, or OpenSSL refuses.
pub async fn as_registered(
    server: &AuthorizationServer,
    client: &RegisteredClient,
    token: String,
) -> Result<String, KeyError> {
    if !client.encrypts_id_tokens || server.faults.commits(&SENDS_ID_TOKENS_IN_THE_CLEAR) {
        return Ok(token);
    }
    let known = key_sets::known(server, client).await;
    let key = known
        .ring
        .encryption
        .as_ref()
        .ok_or(KeyError::NoEncryptionKey)?;
    let encrypter = encrypter(key, server.faults.commits(&ENCRYPTS_WITH_RSA1_5))?;
    let mut header = JweHeader::new();
    header.set_content_type("JWT");
    header.set_content_encryption(CONTENT);
    if let Some(kid) = key.key_id() {
        header.set_key_id(kid);
    }
    Ok(jwe::serialize_compact(
        token.as_bytes(),
        &header,
        encrypter.as_ref(),
    )?)
}

#[expect(deprecated, reason = "a server that misbehaves uses what is withdrawn")]
fn encrypter(key: &Jwk, carelessly: bool) -> Result<Box<dyn JweEncrypter>, JoseError> {
    Ok(match key.key_type() {
        "RSA" if carelessly => Box::new(RSA1_5.encrypter_from_jwk(&without_algorithm(key)?)?),
        "RSA" => Box::new(RSA_OAEP_256.encrypter_from_jwk(key)?),
        _ => Box::new(ECDH_ES_A256KW.encrypter_from_jwk(key)?),
    })
}

fn without_algorithm(key: &Jwk) -> Result<Jwk, JoseError> {
    let mut key = key.clone();
    key.set_parameter("alg", None)?;
    Ok(key)
}
