//! Making ID tokens (OIDC Core, 2, 3.1.3.6 and 3.3.2.11).

use super::approval::Approval;
use super::encryption;
use super::id_token_claims;
use super::signing::{self, Deviations};
use crate::authorization_server::AuthorizationServer;
use crate::faults::id_token::{
    SENDS_UNSIGNED_ID_TOKENS, SIGNS_ID_TOKENS_WITH_AN_UNPUBLISHED_KEY, SIGNS_ID_TOKENS_WITH_RS256,
};
use crate::state::signing_key::KeyError;

static DEVIATIONS: Deviations = Deviations {
    unsigned: &SENDS_UNSIGNED_ID_TOKENS,
    rs256: &SIGNS_ID_TOKENS_WITH_RS256,
    unpublished: &SIGNS_ID_TOKENS_WITH_AN_UNPUBLISHED_KEY,
};

/// What an ID token goes along with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Company<'a> {
    /// The code in an authorization response.
    Code(&'a str),
    /// The access token in a token response.
    AccessToken(&'a str),
}

/// An ID token, encrypted where the client registered for that.
///
/// # Errors
/// When it cannot be signed or encrypted.
pub async fn issue(
    server: &AuthorizationServer,
    approval: &Approval,
    company: Company<'_>,
) -> Result<String, KeyError> {
    let claims = id_token_claims::of(server, approval, company);
    let token = signing::sign(server, claims, &DEVIATIONS).await?;
    encryption::as_registered(server, &approval.request.reply.client, token).await
}
