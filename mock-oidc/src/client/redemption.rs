//! Redeeming a code (RFC 6749, 4.1.3; RFC 7636, 4.5; OIDC Core, 3.1.3).

use super::assertion::Form;
use super::authorization_response::AuthorizationResponse;
use super::faults::token_request as faulty;
use super::grant::Grant;
use super::id_token::IdToken;
use super::session::Flow;
use super::stop::Stop;
use super::token_response::TokenResponse;
use super::web_client::WebClient;

impl WebClient {
    /// What the code of `response` is worth.
    pub async fn redeem(
        &self,
        flow: &Flow,
        response: AuthorizationResponse,
    ) -> Result<Grant, Stop> {
        let form = self.redemption(flow, &response.code);
        let tokens = self.ask_for_tokens(&flow.server, form).await?;
        let id_token = self.id_token_of(flow, &response, &tokens).await?;
        Ok(Grant {
            record: flow.record,
            server: flow.server.clone(),
            access_token: tokens.access_token,
            refresh_token: tokens.refresh_token,
            id_token,
        })
    }

    fn redemption(&self, flow: &Flow, code: &str) -> Form {
        let mut form = vec![
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            (
                "redirect_uri",
                flow.server.registration.redirect_uri.to_string(),
            ),
        ];
        if !self.commits(&faulty::OMITS_THE_CODE_VERIFIER) {
            form.push(("code_verifier", flow.code_verifier.clone()));
        }
        form
    }

    /// OIDC Core, 3.1.3.3: where openid was asked for, there is one.
    async fn id_token_of(
        &self,
        flow: &Flow,
        response: &AuthorizationResponse,
        tokens: &TokenResponse,
    ) -> Result<Option<IdToken>, Stop> {
        if !self.uses_openid() {
            return Ok(None);
        }
        let text = tokens.id_token.as_deref();
        let text = text.ok_or(Stop::TokenResponse("no id_token"))?;
        let nonce = flow.nonce.as_deref();
        let id_token = self.id_token(&flow.server, text, nonce).await?;
        self.check_at_hash(&id_token, &tokens.access_token)?;
        self.check_acr(&id_token)?;
        if let Some(earlier) = &response.id_token {
            earlier.check_same_user(&id_token)?;
        }
        Ok(Some(id_token))
    }
}
