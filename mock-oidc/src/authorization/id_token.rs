//! Making ID tokens (OIDC Core, 2, 3.1.3.6 and 3.3.2.11).

use super::approval::Approval;
use super::encryption;
use super::id_token_claims;
use super::signing::{self, Deviations, Seal};
use crate::authorization_server::AuthorizationServer;
use crate::faults::id_token::{
    SENDS_UNSIGNED_ID_TOKENS, SIGNS_ID_TOKENS_WITH_AN_UNPUBLISHED_KEY, SIGNS_ID_TOKENS_WITH_RS256,
};
use crate::faults::stimuli_in_jwts::{
    MISSPELLS_NONE_IN_ID_TOKENS, POINTS_ID_TOKENS_TO_A_KEY_SET,
    SIGNS_ID_TOKENS_WITH_ANOTHER_KEY_AS_USUAL, SIGNS_ID_TOKENS_WITH_RS256_AS_USUAL,
    SIGNS_ID_TOKENS_WITH_THE_PUBLIC_KEY,
};
use crate::state::signing_key::KeyError;

static DEVIATIONS: Deviations = &[
    (&SENDS_UNSIGNED_ID_TOKENS, Seal::Unsigned("none")),
    (&MISSPELLS_NONE_IN_ID_TOKENS, Seal::Unsigned("nOnE")),
    (&SIGNS_ID_TOKENS_WITH_RS256, Seal::Rs256),
    (&SIGNS_ID_TOKENS_WITH_RS256_AS_USUAL, Seal::Rs256AsUsual),
    (&SIGNS_ID_TOKENS_WITH_AN_UNPUBLISHED_KEY, Seal::Unpublished),
    (
        &SIGNS_ID_TOKENS_WITH_ANOTHER_KEY_AS_USUAL,
        Seal::UnpublishedAsUsual,
    ),
    (&SIGNS_ID_TOKENS_WITH_THE_PUBLIC_KEY, Seal::PublicHalf),
    (&POINTS_ID_TOKENS_TO_A_KEY_SET, Seal::Hidden),
];

/// What an ID token goes along with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Company<'a> {
    /// The code in an authorization response.
    Code(&'a str),
    /// The access token in a token response.
    AccessToken(&'a str),
    /// Everything that is pushed (CIBA, 10.3.1).
    Push(Pushed<'a>),
}

/// What is pushed along with an ID token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pushed<'a> {
    /// The access token.
    pub access_token: &'a str,
    /// The refresh token.
    pub refresh_token: &'a str,
    /// The request that is answered.
    pub auth_req_id: &'a str,
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
    let token = signing::sign(server, claims, DEVIATIONS).await?;
    encryption::as_registered(server, &approval.request.reply.client, token).await
}
