//! The authorization request: its parameters, and the address that the browser is sent to (RFC 6749, 4.1.1; FAPI 1.0 Baseline, 5.2.3).

use mock_kit::entropy;
use serde_json::{Value, json};
use url::Url;

use super::faults::authorization_request as faulty;
use super::faults::signature::KEEPS_KEYS_FOR_EVER;
use super::metadata::AuthorizationServer;
use super::proof_key;
use super::registration::Registration;
use super::session::{Flow, Session};
use super::settings::RequestForm;
use super::stop::Stop;
use super::web_client::WebClient;
use crate::settings::ResponseOption;

/// The nonce of a client that has only one.
const WORN_OUT_NONCE: &str = "n-0S6_WzA2Mj";

/// The parameters of a request, in order.
pub type RequestParameters = Vec<(&'static str, Value)>;

impl WebClient {
    /// Begins a flow in a session of its own, and says where the browser goes.
    pub async fn request_authorization(
        &self,
        record: usize,
        issuer: Option<&str>,
    ) -> Result<(String, Url), Stop> {
        let server = self.discover(self.registration(issuer)?).await?;
        if !self.commits(&KEEPS_KEYS_FOR_EVER) {
            self.state().key_sets.remove(&server.metadata.jwks_uri);
        }
        let flow = self.flow(record, server);
        let address = self.authorization_url(&flow).await?;
        let session = flow.session.clone();
        let awaiting = Session::Awaiting(Box::new(flow));
        self.state().sessions.insert(session.clone(), awaiting);
        Ok((session, address))
    }

    /// The server of that issuer, or the usual one.
    fn registration(&self, issuer: Option<&str>) -> Result<Registration, Stop> {
        let mut known = self.registrations.iter();
        let wanted = known.find(|known| issuer.is_none_or(|issuer| known.is_named(issuer)));
        let mut found = wanted.cloned().ok_or(Stop::UnknownServer)?;
        if let Some(usual) = self.registrations.first()
            && self.commits(&faulty::USES_ONE_REDIRECT_URI)
        {
            found.redirect_uri = usual.redirect_uri.clone();
        }
        Ok(found)
    }

    fn flow(&self, record: usize, server: AuthorizationServer) -> Flow {
        let without_state = self.commits(&faulty::OMITS_THE_STATE);
        Flow {
            record,
            session: entropy::identifier(),
            server,
            state: (!without_state).then(entropy::identifier),
            nonce: self.uses_openid().then(|| self.nonce()),
            code_verifier: proof_key::verifier(),
        }
    }

    fn nonce(&self) -> String {
        if self.commits(&faulty::REPEATS_THE_NONCE) {
            return WORN_OUT_NONCE.to_owned();
        }
        entropy::identifier()
    }

    async fn authorization_url(&self, flow: &Flow) -> Result<Url, Stop> {
        let parameters = self.parameters(flow);
        let shown = match self.request_form() {
            RequestForm::Plain => parameters,
            RequestForm::SignedObject => self.beside_its_object(flow, parameters)?,
            RequestForm::Pushed => self.pushed(flow, parameters).await?,
            RequestForm::PushedObject => {
                let object = self.within_its_object(flow, &parameters)?;
                self.pushed(flow, object).await?
            }
        };
        let mut url = flow.server.metadata.authorization_endpoint.clone();
        url.query_pairs_mut().extend_pairs(written(&shown));
        Ok(url)
    }

    fn request_form(&self) -> RequestForm {
        if self.commits(&faulty::SENDS_THE_REQUEST_BARE) {
            return RequestForm::Plain;
        }
        self.settings.request
    }

    fn parameters(&self, flow: &Flow) -> RequestParameters {
        let mut parameters = vec![
            ("response_type", json!(self.response_type())),
            ("client_id", json!(self.settings.client_id)),
            ("redirect_uri", json!(flow.server.registration.redirect_uri)),
            ("scope", json!(self.scope_asked_for())),
        ];
        parameters.extend(flow.state.iter().map(|state| ("state", json!(state))));
        parameters.extend(self.nonce_asked_for(flow));
        parameters.extend(self.code_challenge(flow));
        parameters.extend(self.extensions());
        parameters
    }

    fn response_type(&self) -> &'static str {
        match self.settings.response {
            ResponseOption::Code | ResponseOption::CodeJwt => "code",
            ResponseOption::CodeIdToken => "code id_token",
        }
    }

    fn scope_asked_for(&self) -> String {
        let without_openid = self.commits(&faulty::ASKS_WITHOUT_OPENID);
        let values = self.settings.scope.split(' ');
        let kept: Vec<&str> = values
            .filter(|value| !(without_openid && *value == "openid"))
            .collect();
        kept.join(" ")
    }

    fn nonce_asked_for(&self, flow: &Flow) -> Option<(&'static str, Value)> {
        let nonce = flow.nonce.as_ref();
        let sent = nonce.filter(|_| !self.commits(&faulty::OMITS_THE_NONCE));
        sent.map(|nonce| ("nonce", json!(nonce)))
    }

    fn code_challenge(&self, flow: &Flow) -> RequestParameters {
        if self.commits(&faulty::OMITS_THE_CODE_CHALLENGE) {
            return Vec::new();
        }
        let (method, challenge) = if self.commits(&faulty::SENDS_PLAIN_CHALLENGES) {
            ("plain", flow.code_verifier.clone())
        } else {
            ("S256", proof_key::challenge(&flow.code_verifier))
        };
        vec![
            ("code_challenge", json!(challenge)),
            ("code_challenge_method", json!(method)),
        ]
    }

    /// What not every request has: the mode of JARM, consent objects (RFC 9396), a level of assurance (OIDC Core, 5.5.1.1).
    fn extensions(&self) -> impl Iterator<Item = (&'static str, Value)> {
        let within_jwt = self.settings.response == ResponseOption::CodeJwt;
        let mode = within_jwt.then(|| ("response_mode", json!("jwt")));
        let details = self.settings.authorization_details.clone();
        let acr = self.settings.acr.iter().map(|acr| {
            let essential = json!({ "essential": true, "value": acr });
            ("claims", json!({ "id_token": { "acr": essential } }))
        });
        mode.into_iter()
            .chain(details.map(|details| ("authorization_details", details)))
            .chain(acr)
    }
}

/// Parameters as a query or a form has them: texts as they are, and anything else as JSON.
pub fn written(parameters: &RequestParameters) -> Vec<(&'static str, String)> {
    let pairs = parameters.iter().map(|(name, value)| {
        let text = value.as_str().map(str::to_owned);
        (*name, text.unwrap_or_else(|| value.to_string()))
    });
    pairs.collect()
}
