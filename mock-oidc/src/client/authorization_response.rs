//! The authorization response: whether it answers this request, and the code in it (RFC 6749, 4.1.2; FAPI 1.0 Advanced, 5.2.3.1).

use super::faults::authorization_response as faulty;
use super::id_token::IdToken;
use super::parameters::Parameters;
use super::session::Flow;
use super::stop::Stop;
use super::web_client::WebClient;
use crate::settings::ResponseOption;

/// The parameters that are understood, those of a response within a JWT among them.
const KNOWN: [&str; 9] = [
    "code",
    "state",
    "iss",
    "aud",
    "exp",
    "id_token",
    "error",
    "error_description",
    "error_uri",
];

/// What a response is worth after every check.
pub struct AuthorizationResponse {
    /// The code.
    pub code: String,
    /// The ID token that came beside it.
    pub id_token: Option<IdToken>,
}

impl WebClient {
    /// What `received` brings to `flow`.
    pub async fn authorization_response(
        &self,
        flow: &Flow,
        received: Parameters,
    ) -> Result<AuthorizationResponse, Stop> {
        let parameters = self.unwrapped(flow, received).await?;
        self.check_names(&parameters)?;
        self.check_state(flow, &parameters)?;
        self.check_sender(flow, &parameters)?;
        if let Some(error) = parameters.get("error") {
            let error = error.to_owned();
            return Err(Stop::Refused {
                endpoint: "authorization",
                error,
            });
        }
        let code = parameters.get("code").filter(|code| !code.is_empty());
        let code = code.ok_or(Stop::Response("it has no code"))?.to_owned();
        let id_token = self.id_token_beside(flow, &code, &parameters).await?;
        Ok(AuthorizationResponse { code, id_token })
    }

    /// The parameters themselves, which are inside a JWT where that was asked for.
    async fn unwrapped(&self, flow: &Flow, received: Parameters) -> Result<Parameters, Stop> {
        let within_jwt = self.settings.response == ResponseOption::CodeJwt;
        let bare =
            received.get("response").is_none() && self.commits(&faulty::TAKES_BARE_RESPONSES);
        if !within_jwt || bare {
            return Ok(received);
        }
        let response = received.get("response");
        let response = response.ok_or(Stop::Response("it is not within a JWT"))?;
        self.jarm_parameters(flow, response).await
    }

    /// RFC 6749, 4.1.2: what is not known is ignored.
    fn check_names(&self, parameters: &Parameters) -> Result<(), Stop> {
        let known = parameters.names().all(|name| KNOWN.contains(&name));
        if known || !self.commits(&faulty::REFUSES_UNKNOWN_PARAMETERS) {
            return Ok(());
        }
        Err(Stop::Response("it has a parameter that is not known"))
    }

    /// RFC 6749, 10.12: the state is that of the session.
    fn check_state(&self, flow: &Flow, parameters: &Parameters) -> Result<(), Stop> {
        let same = parameters.get("state") == flow.state.as_deref();
        if same || self.commits(&faulty::IGNORES_THE_STATE) {
            return Ok(());
        }
        Err(Stop::Response("its state is not that of the session"))
    }

    /// RFC 9207, 2.4; FAPI 1.0 Advanced, 8.3.3: an issuer that the response names is the one that was asked.
    fn check_sender(&self, flow: &Flow, parameters: &Parameters) -> Result<(), Stop> {
        let named = parameters.get("iss");
        let own = named.is_none_or(|named| flow.server.registration.is_named(named));
        if own || self.commits(&faulty::OVERLOOKS_THE_ISSUER) {
            return Ok(());
        }
        Err(Stop::Response("it is of another issuer"))
    }

    async fn id_token_beside(
        &self,
        flow: &Flow,
        code: &str,
        parameters: &Parameters,
    ) -> Result<Option<IdToken>, Stop> {
        if self.settings.response != ResponseOption::CodeIdToken {
            return Ok(None);
        }
        let text = parameters.get("id_token");
        let text = text.ok_or(Stop::Response("it has no ID token"))?;
        let id_token = self
            .id_token(&flow.server, text, flow.nonce.as_deref())
            .await?;
        self.check_c_hash(&id_token, code)?;
        self.check_s_hash(&id_token, flow.state.as_deref())?;
        Ok(Some(id_token))
    }
}
