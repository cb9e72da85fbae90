//! How the client proves who it is towards the authorization server (RFC 7523, 2.2; RFC 8705, 2).

use mock_kit::entropy;
use serde_json::{Value, json};

use super::faults::assertion as faulty;
use super::metadata::AuthorizationServer;
use super::settings::Authentication;
use super::stop::Stop;
use super::web_client::WebClient;

/// The kind of assertion that it sends.
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Seconds for which an assertion is valid.
const LIFETIME: i64 = 60;

/// The fields of a form that goes to the authorization server.
pub type Form = Vec<(&'static str, String)>;

impl WebClient {
    /// The form with what proves who sends it.
    pub fn authenticated(
        &self,
        server: &AuthorizationServer,
        mut form: Form,
    ) -> Result<Form, Stop> {
        match self.settings.authentication {
            Authentication::MutualTls => self.name_itself(&mut form),
            Authentication::PrivateKeyJwt => {
                form.push(("client_assertion_type", JWT_BEARER.to_owned()));
                form.push(("client_assertion", self.assertion(server)?));
            }
        }
        if self.commits(&faulty::SENDS_A_SECRET) {
            form.push(("client_secret", "correct horse battery staple".to_owned()));
        }
        Ok(form)
    }

    /// RFC 8705, 2: a client that shows a certificate says whose it is.
    fn name_itself(&self, form: &mut Form) {
        if form.iter().all(|(name, _)| *name != "client_id") {
            form.push(("client_id", self.settings.client_id.clone()));
        }
    }

    /// A fresh assertion.
    fn assertion(&self, server: &AuthorizationServer) -> Result<String, Stop> {
        let last = self.state().last_assertion.clone();
        if let Some(last) = last.filter(|_| self.commits(&faulty::REPEATS_ASSERTIONS)) {
            return Ok(last);
        }
        let claims = self.assertion_claims(server);
        let made = self.signer.sign(&claims, &self.faults)?;
        self.state().last_assertion = Some(made.clone());
        Ok(made)
    }

    /// Addressed to the issuer, whatever endpoint the metadata name: who lures the client elsewhere gets no assertion that another server
    /// would take.
    fn assertion_claims(&self, server: &AuthorizationServer) -> Value {
        let now = self.unix_now();
        let mut claims = json!({
            "iss": self.settings.client_id,
            "sub": self.settings.client_id,
            "aud": server.metadata.issuer,
            "iat": now,
            "exp": now + LIFETIME,
            "jti": entropy::identifier(),
        });
        self.bend_assertion(&mut claims);
        claims
    }

    fn bend_assertion(&self, claims: &mut Value) {
        if self.commits(&faulty::ASSERTS_AS_ANOTHER) {
            claims["iss"] = json!("another-client");
        }
        if self.commits(&faulty::ADDRESSES_ASSERTIONS_ELSEWHERE) {
            claims["aud"] = json!("https://another-server.invalid/");
        }
        for (fault, name) in [
            (&faulty::ASSERTS_FOR_EVER, "exp"),
            (&faulty::ASSERTS_WITHOUT_JTI, "jti"),
        ] {
            if let Some(members) = claims.as_object_mut()
                && self.commits(fault)
            {
                members.shift_remove(name);
            }
        }
    }
}
