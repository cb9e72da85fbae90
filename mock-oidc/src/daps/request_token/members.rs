//! What the seed's table demands beside the claims of RFC 7523: that the token says what it is (IDS-G, request token, `@context`, `@type`).

use super::compact::RequestToken;
use crate::daps::dat::CONTEXT;
use crate::daps::faults::request_token as faulty;
use crate::daps::provisioning::ProvisioningService;
use crate::daps::refusal::Refusal;

/// What a request token is.
const KIND: &str = "ids:DatRequestToken";

/// Refuses a token that does not say what it is; the current text does not ask.
pub fn check(daps: &ProvisioningService, token: &RequestToken) -> Result<(), Refusal> {
    if daps.is_current() {
        return Ok(());
    }
    if token.text(daps, "@context") != Some(CONTEXT)
        && !daps.commits(&faulty::ACCEPTS_TOKENS_WITHOUT_CONTEXT)
    {
        return Err(Refusal::Unauthenticated("the context is another"));
    }
    if token.text(daps, "@type") != Some(KIND)
        && !daps.commits(&faulty::ACCEPTS_TOKENS_WITHOUT_TYPE)
    {
        return Err(Refusal::Unauthenticated("it is no request token"));
    }
    Ok(())
}
