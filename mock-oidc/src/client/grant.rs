//! The tokens that a session holds, and how they are renewed (RFC 6749, 6; OIDC Core, 12).

use super::faults::token_response as faulty;
use super::id_token::IdToken;
use super::metadata::AuthorizationServer;
use super::stop::Stop;
use super::token_response::TokenResponse;
use super::web_client::WebClient;

/// What a user has granted.
#[derive(Clone)]
pub struct Grant {
    /// The index of the record of its flow.
    pub record: usize,
    /// The server that gave them.
    pub server: AuthorizationServer,
    /// The access token.
    pub access_token: String,
    /// The refresh token, where there is one.
    pub refresh_token: Option<String>,
    /// The user, where the scope has `openid`.
    pub id_token: Option<IdToken>,
}

impl WebClient {
    /// The grant with a new access token, if it can be renewed.
    pub async fn refreshed(&self, grant: &Grant) -> Result<Grant, Stop> {
        let refresh_token = grant.refresh_token.clone();
        let refresh_token = refresh_token.ok_or(Stop::TokenResponse("no refresh_token is left"))?;
        let form = vec![
            ("grant_type", "refresh_token".to_owned()),
            ("refresh_token", refresh_token),
        ];
        let response = self.ask_for_tokens(&grant.server, form).await?;
        self.check_renewed_id_token(grant, &response).await?;
        Ok(Grant {
            access_token: response.access_token,
            refresh_token: self.kept(grant, response.refresh_token),
            ..grant.clone()
        })
    }

    /// OIDC Core, 12.2: an ID token need not come, but must be about the same user.
    async fn check_renewed_id_token(
        &self,
        grant: &Grant,
        response: &TokenResponse,
    ) -> Result<(), Stop> {
        let (Some(held), Some(text)) = (&grant.id_token, &response.id_token) else {
            return Ok(());
        };
        let renewed = self.id_token(&grant.server, text, None).await?;
        held.check_same_user(&renewed)?;
        self.check_at_hash(&renewed, &response.access_token)
    }

    /// RFC 6749, 6: a new refresh token takes the place of the old one.
    fn kept(&self, grant: &Grant, new: Option<String>) -> Option<String> {
        let new = new.filter(|_| !self.commits(&faulty::KEEPS_ITS_OLD_REFRESH_TOKEN));
        new.or_else(|| grant.refresh_token.clone())
    }
}
