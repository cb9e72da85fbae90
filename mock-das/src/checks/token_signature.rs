//! The signature of an access token verifies with a key of the authorization server (DAS-AUTH-32).

use super::careless_key_set::Carelessness;
use super::careless_keys;
use super::compact_token::CompactToken;
use crate::das::Das;
use crate::das_error::DasError;
use crate::faults::access_token as faulty;

/// Verifies a token. Keys come from the authorization server and from nowhere else; keys in the header are never looked at.
pub async fn verify(das: &Das, token: &CompactToken) -> Result<(), DasError> {
    if let Some(accepted) = carelessly(das, token).await {
        return accepted;
    }
    let algorithm = token.algorithm(&das.variant.access_token_algorithms)?;
    let keys = das
        .authorization_server
        .keys(token.header_text("kid"), algorithm);
    let mut keys = keys.await?.into_iter();
    if keys.any(|key| key.verifies(&token.signed, &token.signature)) {
        return Ok(());
    }
    Err(DasError::InvalidToken("the signature does not verify"))
}

/// What the faults of this seam make of a token; nothing on the honest path.
async fn carelessly(das: &Das, token: &CompactToken) -> Option<Result<(), DasError>> {
    let algorithm = token.header_text("alg").unwrap_or_default();
    if das.faults.commits(&faulty::SKIPS_THE_TOKEN_SIGNATURE) {
        return Some(Ok(()));
    }
    if das.faults.commits(&faulty::ACCEPTS_UNSIGNED_TOKENS)
        && algorithm.eq_ignore_ascii_case("none")
    {
        return Some(Ok(()));
    }
    if das.faults.commits(&faulty::TRUSTS_KEYS_IN_THE_TOKEN_HEADER) {
        let key = careless_keys::in_the_header(token)?;
        return key
            .verifies(&token.signed, &token.signature)
            .then_some(Ok(()));
    }
    if das.faults.commits(&faulty::ACCEPTS_HMAC_TOKENS) && algorithm == "HS256" {
        let keys = das.authorization_server.all_keys().await.ok()?;
        return careless_keys::verifies_as_secret(&keys, token).then_some(Ok(()));
    }
    let careless = |lapse| {
        das.faults.commits(match lapse {
            Carelessness::ClingsToTheFirstKeys => &faulty::KEEPS_THE_FIRST_KEY_SET,
            Carelessness::ForgivesRemovedKeys => &faulty::KEEPS_REMOVED_KEYS,
            Carelessness::TrustsUnknownKeys => &faulty::TRUSTS_UNKNOWN_KEYS,
            Carelessness::Insists => &faulty::FETCHES_KEYS_AGAIN_AND_AGAIN,
        })
    };
    das.careless_keys.judges(token, careless).await
}
