//! A response within a JWT (JARM, 2.4: from the server that was asked, addressed to the client, not expired, signed).

use serde_json::Value;

use super::claims::{is_addressed_to, is_ahead_of};
use super::faults::authorization_response as faulty;
use super::parameters::Parameters;
use super::session::Flow;
use super::stop::Stop;
use super::web_client::WebClient;

impl WebClient {
    /// The parameters within `response`.
    pub async fn jarm_parameters(&self, flow: &Flow, response: &str) -> Result<Parameters, Stop> {
        let overlooks = self.commits(&faulty::OVERLOOKS_THE_SIGNATURE);
        let jwks_uri = &flow.server.metadata.jwks_uri;
        let claims = self.verified(jwks_uri, response, overlooks).await?.claims;
        self.check_frame(flow, &claims)?;
        Ok(Parameters::of_claims(&claims))
    }

    fn check_frame(&self, flow: &Flow, claims: &Value) -> Result<(), Stop> {
        let iss = claims["iss"].as_str().unwrap_or_default();
        let own = flow.server.registration.is_named(iss);
        let ours = is_addressed_to(&claims["aud"], &self.settings.client_id);
        let fresh = is_ahead_of(&claims["exp"], self.unix_now());
        for (holds, name, fault) in [
            (own, "iss", &faulty::OVERLOOKS_THE_ISSUER),
            (ours, "aud", &faulty::OVERLOOKS_THE_AUDIENCE),
            (fresh, "exp", &faulty::OVERLOOKS_THE_EXPIRY),
        ] {
            if !holds && !self.commits(fault) {
                return Err(Stop::ResponseClaim(name));
            }
        }
        Ok(())
    }
}
