//! The server's own key set (RFC 7517, 5).

use axum::extract::State;
use axum::response::Response;
use base64ct::{Base64UrlUnpadded, Encoding as _};
use http::{HeaderValue, header};
use mock_kit::FaultPlan;
use openssl::bn::{BigNum, BigNumContext, BigNumRef};
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use serde_json::{Value, json};

use super::Server;
use crate::authorization_server::AuthorizationServer;
use crate::faults::key_set::{PUBLISHES_A_SHORT_KEY, PUBLISHES_PRIVATE_KEYS, REPEATS_A_KID};
use crate::faults::stimuli::NAMES_TWO_KEYS_ALIKE;
use crate::oauth_error::json_body;
use crate::settings::Algorithm;
use crate::state::State as Remembered;
use crate::state::signing_key::SigningKey;

/// For how long verifiers may keep the set: shorter than a key outlives its rotation.
const MAY_BE_KEPT: HeaderValue = HeaderValue::from_static("public, max-age=300");

/// Octets in a coordinate of a point on a curve of 112 bits.
const SHORT_COORDINATE: i32 = 14;

/// Answers with the keys that verify access tokens, ID tokens and signed responses.
pub async fn answer(State(server): Server) -> Response {
    let mut keys = published(&server.state(), &server.faults);
    if server.faults.commits(&REPEATS_A_KID) {
        keys.extend(namesake(&server).await);
    }
    if server.faults.commits(&PUBLISHES_A_SHORT_KEY) {
        keys.extend(short_key().ok());
    }
    if server.faults.commits(&NAMES_TWO_KEYS_ALIKE) {
        keys.splice(0..0, namesake_of_another_kind(&server).await);
    }
    let mut response = json_body(&json!({ "keys": keys }));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, MAY_BE_KEPT);
    response
}

fn published(state: &Remembered, faults: &FaultPlan) -> Vec<Value> {
    let half = if faults.commits(&PUBLISHES_PRIVATE_KEYS) {
        SigningKey::private_jwk
    } else {
        SigningKey::public_jwk
    };
    let keys = state.signing_keys.published().chain(&state.identity_keys);
    keys.map(|key| half(key)).collect()
}

/// A key on a curve of 112 bits, which has no registered name.
fn short_key() -> Result<Value, ErrorStack> {
    let curve = EcGroup::from_curve_name(Nid::SECP112R1)?;
    let key = EcKey::generate(&curve)?;
    let (mut x, mut y) = (BigNum::new()?, BigNum::new()?);
    let mut context = BigNumContext::new()?;
    key.public_key()
        .affine_coordinates(&curve, &mut x, &mut y, &mut context)?;
    let coordinate = |number: &BigNumRef| {
        let octets = number.to_vec_padded(SHORT_COORDINATE)?;
        Ok::<_, ErrorStack>(Base64UrlUnpadded::encode_string(&octets))
    };
    Ok(json!({
        "kty": "EC", "crv": "secp112r1", "kid": "short", "use": "sig",
        "x": coordinate(&x)?, "y": coordinate(&y)?,
    }))
}

/// The keys that a JWT leads to which names its own key set: an honest server never publishes them.
pub async fn answer_hidden(State(server): Server) -> Response {
    let hidden = SigningKey::unpublished(server.identity_algorithm()).await;
    let keys: Vec<Value> = hidden.iter().map(|key| key.public_jwk()).collect();
    json_body(&json!({ "keys": keys }))
}

/// A key on P-256 under the name of the one that ID tokens are signed with.
async fn namesake_of_another_kind(server: &AuthorizationServer) -> Option<Value> {
    let other = SigningKey::unpublished(Algorithm::Es256).await.ok()?;
    let mut jwk = other.public_jwk();
    jwk["kid"] = json!(server.identity_key().kid);
    Some(jwk)
}

/// Another key under the name of the current one.
async fn namesake(server: &AuthorizationServer) -> Option<Value> {
    let other = SigningKey::unpublished(server.variant.access_token_algorithm)
        .await
        .ok()?;
    let mut jwk = other.public_jwk();
    jwk["kid"] = json!(server.state().signing_keys.current().kid);
    Some(jwk)
}
