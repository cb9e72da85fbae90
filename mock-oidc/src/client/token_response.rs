//! What the token endpoint says (RFC 6749, 5.1; FAPI 1.0 Baseline, 5.2.3-10).

use http::StatusCode;
use serde_json::{Map, Value};

use super::assertion::Form;
use super::document;
use super::faults::token_response as faulty;
use super::line::Leg;
use super::metadata::AuthorizationServer;
use super::stop::Stop;
use super::web_client::WebClient;

/// The members that are understood.
const KNOWN: [&str; 7] = [
    "access_token",
    "token_type",
    "expires_in",
    "scope",
    "refresh_token",
    "id_token",
    "authorization_details",
];

/// A token response that is as it should be.
#[expect(clippy::struct_field_names, reason = "the names of the wire")]
pub struct TokenResponse {
    /// The access token, whatever is in it.
    pub access_token: String,
    /// A refresh token, where there is one.
    pub refresh_token: Option<String>,
    /// An ID token, where there is one, not yet looked into.
    pub id_token: Option<String>,
}

impl WebClient {
    /// What the token endpoint answers to `form`.
    pub async fn ask_for_tokens(
        &self,
        server: &AuthorizationServer,
        form: Form,
    ) -> Result<TokenResponse, Stop> {
        let form = self.authenticated(server, form)?;
        let http = self.line.http(Leg::AuthorizationServer);
        let request = http.post(server.metadata.token_endpoint.clone());
        let answer = document::read("token endpoint", request.form(&form)).await?;
        let body = answer.expect(StatusCode::OK, "token")?;
        self.check_members(&body)?;
        Self::check_type(&body)?;
        self.check_scope(&body)?;
        self.check_lifetime(&body)?;
        let access_token = text(&body, "access_token").filter(|token| !token.is_empty());
        let access_token = access_token.ok_or(Stop::TokenResponse("no access_token"))?;
        self.check_form(&access_token)?;
        Ok(TokenResponse {
            access_token,
            refresh_token: text(&body, "refresh_token"),
            id_token: text(&body, "id_token"),
        })
    }

    /// RFC 6749, 5.1: what is not known is ignored.
    fn check_members(&self, body: &Value) -> Result<(), Stop> {
        let mut names = body.as_object().into_iter().flat_map(Map::keys);
        let known = names.all(|name| KNOWN.contains(&name.as_str()));
        if known || !self.commits(&faulty::REFUSES_UNKNOWN_MEMBERS) {
            return Ok(());
        }
        Err(Stop::TokenResponse("a member that is not known"))
    }

    /// RFC 6749, 7.1: a token of a type that it does not know is not used.
    fn check_type(body: &Value) -> Result<(), Stop> {
        let kind = text(body, "token_type").unwrap_or_default();
        if kind.eq_ignore_ascii_case("bearer") {
            return Ok(());
        }
        Err(Stop::TokenResponse("the token_type is not bearer"))
    }

    /// RFC 6749, 5.1: without a scope it is the one that was asked for.
    fn check_scope(&self, body: &Value) -> Result<(), Stop> {
        let Some(granted) = body.get("scope") else {
            return self.miss("scope");
        };
        let asked_for: Vec<&str> = self.settings.scope.split(' ').collect();
        let granted = granted.as_str();
        let granted = granted.ok_or(Stop::TokenResponse("the scope is no text"))?;
        let mut values = granted.split_whitespace();
        let within = values.all(|value| asked_for.contains(&value));
        if within || self.commits(&faulty::TAKES_MORE_SCOPE) {
            return Ok(());
        }
        Err(Stop::TokenResponse("more scope than was asked for"))
    }

    /// RFC 6749, 5.1: how long the token lives need not be said; the client learns it from the resource.
    fn check_lifetime(&self, body: &Value) -> Result<(), Stop> {
        match body.get("expires_in") {
            Some(_) => Ok(()),
            None => self.miss("expires_in"),
        }
    }

    fn miss(&self, name: &'static str) -> Result<(), Stop> {
        if self.commits(&faulty::DEMANDS_SCOPE_AND_LIFETIME) {
            return Err(Stop::TokenResponse(name));
        }
        Ok(())
    }

    /// RFC 6749, 1.4: an access token is opaque to the client.
    fn check_form(&self, access_token: &str) -> Result<(), Stop> {
        let is_jwt = access_token.split('.').count() == 3;
        if self.commits(&faulty::READS_ACCESS_TOKENS) && !is_jwt {
            return Err(Stop::TokenResponse("the access_token is no JWT"));
        }
        Ok(())
    }
}

fn text(body: &Value, name: &str) -> Option<String> {
    body.get(name).and_then(Value::as_str).map(str::to_owned)
}
