//! An access token that somebody asks about or wants revoked: ours and live, or not.

use mock_kit::FaultPlan;
use serde_json::{Map, Value};

use crate::authorization_server::AuthorizationServer;
use crate::checks::compact_form::{self, Assertion};
use crate::grants::opaque;
use crate::state::access_token::{IssuedToken, Stage};

/// An access token that this server issued and that has not expired.
#[derive(Debug)]
pub struct PresentedToken {
    /// Its name.
    pub jti: String,
    /// What is remembered of it.
    pub issued: IssuedToken,
    /// Its claims.
    pub claims: Map<String, Value>,
    /// Whether the consent that it came of still counts.
    pub is_carried: bool,
    /// The user who gave that consent, by the name that resources know.
    pub user: Option<String>,
}

impl PresentedToken {
    /// Recognises `text`: signed with a published key, known by its `jti`, not expired.
    #[must_use]
    pub fn recognise(server: &AuthorizationServer, text: &str) -> Option<Self> {
        let jwt = opaque::to_jwt(text);
        let token = honestly_read(&jwt)?;
        is_signed_by_us(server, &token).then_some(())?;
        let jti = token.claims.get("jti")?.as_str()?.to_owned();
        let mut state = server.state();
        state.issued.purge(server.clock.unix_now());
        let issued = state.issued.get_mut(&jti)?.clone();
        let consent_id = issued.consent_id.as_deref();
        Some(Self {
            is_carried: state.carries_access_tokens(consent_id),
            user: state.consenting_user(consent_id).map(str::to_owned),
            jti,
            issued,
            claims: token.claims,
        })
    }

    /// Whether it still counts.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.issued.stage == Stage::Live && self.is_carried
    }
}

/// The claims of a text that looks like a token, whoever signed it.
#[must_use]
pub fn claims_alone(text: &str) -> Option<Map<String, Value>> {
    Some(honestly_read(text)?.claims)
}

/// Whether one of the published keys signed it, whatever became of it since.
#[must_use]
pub fn is_genuine(server: &AuthorizationServer, text: &str) -> bool {
    honestly_read(text).is_some_and(|token| is_signed_by_us(server, &token))
}

/// No fault of the token endpoint makes this one lenient.
fn honestly_read(text: &str) -> Option<Assertion<'_>> {
    compact_form::read(text, &FaultPlan::default()).ok()
}

fn is_signed_by_us(server: &AuthorizationServer, token: &Assertion<'_>) -> bool {
    let member = |name| {
        token
            .header
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let key = server.state().signing_keys.named(member("kid")).cloned();
    key.is_some_and(|key| key.verifies(member("alg"), token.signing_input, &token.signature))
}
