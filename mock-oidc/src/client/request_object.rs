//! The signed request object (RFC 9101; FAPI 1.0 Advanced, 5.2.3-8 to -14).

use mock_kit::entropy;
use serde_json::{Map, Value, json};

use super::authorization_request::RequestParameters;
use super::faults::request_object as faulty;
use super::session::Flow;
use super::stop::Stop;
use super::web_client::WebClient;

/// Seconds for which a request object is valid: far less than the 60 minutes that are allowed.
const LIFETIME: i64 = 300;
/// Seconds of a day.
const DAY: i64 = 86_400;
/// What stands beside the object as well (FAPI 1.0 Advanced, 5.2.3-9; RFC 9101, 5).
const REPEATED: [&str; 3] = ["response_type", "client_id", "scope"];

impl WebClient {
    /// The parameters of a request whose object travels in the query.
    pub fn beside_its_object(
        &self,
        flow: &Flow,
        parameters: RequestParameters,
    ) -> Result<RequestParameters, Stop> {
        let object = self.request_object(flow, &parameters)?;
        let alone = self.commits(&faulty::SENDS_THE_OBJECT_ALONE);
        let repeated = |name: &str| REPEATED.contains(&name) && !(alone && name != "client_id");
        let mut shown = parameters;
        shown.retain(|(name, _)| repeated(name));
        self.bend_scope_beside(&mut shown);
        shown.push(("request", json!(object)));
        Ok(self.with_something_outside(shown))
    }

    /// The parameters of a pushed request with an object (RFC 9126, 3).
    pub fn within_its_object(
        &self,
        flow: &Flow,
        parameters: &RequestParameters,
    ) -> Result<RequestParameters, Stop> {
        if self.commits(&faulty::DEMANDS_TO_ENCRYPT) {
            return Err(Stop::NoEncryption);
        }
        let object = self.request_object(flow, parameters)?;
        let shown = vec![
            ("client_id", json!(self.settings.client_id)),
            ("request", json!(object)),
        ];
        Ok(self.with_something_outside(shown))
    }

    fn request_object(&self, flow: &Flow, parameters: &RequestParameters) -> Result<String, Stop> {
        let members = parameters.iter();
        let mut claims: Map<String, Value> = members
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        claims.extend(self.frame(flow));
        self.signer.sign(&Value::Object(claims), &self.faults)
    }

    /// From whom to whom, and for how long.
    fn frame(&self, flow: &Flow) -> Map<String, Value> {
        let now = self.unix_now();
        let mut frame = Map::new();
        frame.insert("iss".to_owned(), json!(self.settings.client_id));
        frame.insert("aud".to_owned(), json!(flow.server.metadata.issuer));
        frame.insert("iat".to_owned(), json!(now));
        frame.insert("nbf".to_owned(), json!(now));
        frame.insert("exp".to_owned(), json!(now + LIFETIME));
        frame.insert("jti".to_owned(), json!(entropy::identifier()));
        self.bend_frame(&mut frame, now);
        frame
    }

    fn bend_frame(&self, frame: &mut Map<String, Value>, now: i64) {
        if self.commits(&faulty::ADDRESSES_REQUESTS_ELSEWHERE) {
            frame["aud"] = json!("https://another-server.invalid/");
        }
        if self.commits(&faulty::REQUESTS_FOR_A_DAY) {
            frame["exp"] = json!(now + DAY);
        }
        for (fault, name) in [
            (&faulty::REQUESTS_FOR_EVER, "exp"),
            (&faulty::OMITS_NBF, "nbf"),
        ] {
            if self.commits(fault) {
                frame.shift_remove(name);
            }
        }
    }

    fn bend_scope_beside(&self, shown: &mut RequestParameters) {
        let bends = self.commits(&faulty::SAYS_ANOTHER_SCOPE_BESIDE);
        for (_, value) in shown
            .iter_mut()
            .filter(|(name, _)| bends && *name == "scope")
        {
            *value = json!("openid");
        }
    }

    fn with_something_outside(&self, mut shown: RequestParameters) -> RequestParameters {
        if self.commits(&faulty::LEAVES_A_PARAMETER_OUTSIDE) {
            shown.push(("prompt", json!("login")));
        }
        shown
    }
}
