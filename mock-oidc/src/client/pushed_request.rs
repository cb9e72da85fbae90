//! Pushing an authorization request (RFC 9126, 2; FAPI 1.0 Advanced, 5.2.3-15 and -16).

use http::StatusCode;
use serde_json::{Value, json};

use super::authorization_request::{RequestParameters, written};
use super::document;
use super::faults::authorization_request as faulty;
use super::line::Leg;
use super::session::Flow;
use super::stop::Stop;
use super::web_client::WebClient;

impl WebClient {
    /// Pushes the parameters, and gives those that the browser takes along instead.
    pub async fn pushed(
        &self,
        flow: &Flow,
        parameters: RequestParameters,
    ) -> Result<RequestParameters, Stop> {
        let endpoint = flow
            .server
            .metadata
            .pushed_authorization_request_endpoint
            .as_ref();
        let endpoint = endpoint.ok_or(Stop::Metadata("requests cannot be pushed"))?;
        let form = self.authenticated(&flow.server, written(&parameters))?;
        let request = self
            .line
            .http(Leg::AuthorizationServer)
            .post(endpoint.clone());
        let answer = document::read("pushed request endpoint", request.form(&form)).await?;
        let answer = answer.expect(StatusCode::CREATED, "pushed request")?;
        let request_uri = answer.get("request_uri").and_then(Value::as_str);
        let request_uri = request_uri.ok_or(Stop::NoAnswer("pushed request endpoint"))?;
        Ok(self.reference(request_uri))
    }

    fn reference(&self, request_uri: &str) -> RequestParameters {
        let mut shown = vec![("request_uri", json!(request_uri))];
        if !self.commits(&faulty::OMITS_THE_CLIENT_ID) {
            shown.push(("client_id", json!(self.settings.client_id)));
        }
        shown
    }
}
