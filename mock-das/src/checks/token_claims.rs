//! What the claims of an access token must say.

use jiff::SignedDuration;
use url::Url;

use super::compact_token::CompactToken;
use crate::das::Das;
use crate::das_error::DasError;
use crate::faults::access_token as faulty;
use crate::settings::TokenAudience;

/// How far clocks may differ.
const LEEWAY: SignedDuration = SignedDuration::from_secs(30);

/// One check of the claims.
pub type ClaimCheck = fn(&Das, &CompactToken) -> Result<(), DasError>;

/// The checks in the order in which they are made.
pub const CLAIM_CHECKS: &[ClaimCheck] = &[issuer, expiry, not_before, audience, scope];

/// The issuer is the authorization server of DAS (DAS-AUTH-34); a default port may be written out.
fn issuer(das: &Das, token: &CompactToken) -> Result<(), DasError> {
    if das
        .faults
        .commits(&faulty::ACCEPTS_TOKENS_OF_ANOTHER_ISSUER)
    {
        return Ok(());
    }
    match token.claim_text("iss") {
        Some(named) if same_issuer(named, das.authorization_server.issuer()) => Ok(()),
        _ => Err(DasError::InvalidToken("the token is of another issuer")),
    }
}

/// Whether an issuer identifier names this issuer; the parser drops the default port.
pub fn same_issuer(named: &str, issuer: &Url) -> bool {
    Url::parse(named).is_ok_and(|named| named.as_str() == issuer.as_str())
}

/// The token states an expiry that has not passed (DAS-AUTH-33).
fn expiry(das: &Das, token: &CompactToken) -> Result<(), DasError> {
    let expires = token
        .moment("exp")?
        .ok_or(DasError::InvalidToken("the token states no expiry"))?;
    let over = das.clock.unix_now() >= expires.saturating_add(LEEWAY.as_secs());
    if over && !das.faults.commits(&faulty::ACCEPTS_EXPIRED_TOKENS) {
        return Err(DasError::InvalidToken("the token has expired"));
    }
    Ok(())
}

/// The token is not used before its time (DAS-AUTH-33).
fn not_before(das: &Das, token: &CompactToken) -> Result<(), DasError> {
    let Some(begins) = token.moment("nbf")? else {
        return Ok(());
    };
    let early = das.clock.unix_now() < begins.saturating_sub(LEEWAY.as_secs());
    if early && !das.faults.commits(&faulty::ACCEPTS_TOKENS_NOT_YET_VALID) {
        return Err(DasError::InvalidToken("the token is not valid yet"));
    }
    Ok(())
}

/// The token was made for whom the variant says (DAS-AUTH-34).
fn audience(das: &Das, token: &CompactToken) -> Result<(), DasError> {
    if das
        .faults
        .commits(&faulty::ACCEPTS_TOKENS_FOR_ANOTHER_AUDIENCE)
    {
        return Ok(());
    }
    let expected = match &das.variant.audience {
        TokenAudience::TheClient => token.claim_text("sub"),
        TokenAudience::Api(name) => Some(name.as_str()),
    };
    let named = token.claim_texts("aud");
    if expected.is_some_and(|expected| named.contains(&expected)) {
        return Ok(());
    }
    Err(DasError::InvalidToken("the token is for another audience"))
}

/// The scope covers the exchange (DAS-AUTH-35).
fn scope(das: &Das, token: &CompactToken) -> Result<(), DasError> {
    if token.scopes().contains(&das.variant.scope.as_str())
        || das.faults.commits(&faulty::IGNORES_THE_SCOPE)
    {
        return Ok(());
    }
    Err(DasError::InsufficientScope)
}
