//! The claims of an access token, in the shape of the variant.

use std::borrow::Cow;

use mock_kit::FaultPlan;
use serde::Serialize;
use serde_json::Value;

use crate::authorization_server::AuthorizationServer;
use crate::faults::code_grant::LETS_ACCESS_TOKENS_LIVE_FOR_AN_HOUR;
use crate::faults::stimuli;
use crate::faults::token_response::{
    MINTS_EXPIRED_TOKENS, MINTS_TOKENS_FOR_ANOTHER_AUDIENCE, MINTS_TOKENS_OF_ANOTHER_ISSUER,
    MINTS_TOKENS_WITHOUT_SCOPE, MISSTATES_THE_AUDIENCE, NAMES_ANOTHER_SUBJECT,
    OMITS_EXPIRY_FROM_TOKENS,
};
use crate::grants::access_token::Order;
use crate::settings::{Audience, ScopeForm};

/// How long ago the token of a server that mints expired ones ended, in seconds.
const LONG_AGO: i64 = 7200;

/// The claims of one access token.
#[derive(Debug, Serialize)]
pub struct AccessTokenClaims<'a> {
    iss: Cow<'a, str>,
    sub: Cow<'a, str>,
    aud: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<ScopeClaim<'a>>,
    iat: i64,
    nbf: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    exp: Option<i64>,
    jti: &'a str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    deployed: Option<DeployedClaims>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    approved: Option<ApprovedClaims<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cnf: Option<Confirmation<'a>>,
}

/// What the tokens for a resource owner say besides (RFC 9068, 2.2; RFC 9396, 9.1).
#[derive(Debug, Serialize)]
struct ApprovedClaims<'a> {
    client_id: &'a str,
    consent_id: &'a str,
    auth_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    acr: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorization_details: Option<&'a Value>,
}

/// The certificate that a token is bound to (RFC 8705, 3.1).
#[derive(Debug, Serialize)]
struct Confirmation<'a> {
    #[serde(rename = "x5t#S256")]
    certificate: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ScopeClaim<'a> {
    Array(&'a [&'a str]),
    Text(String),
}

/// What the tokens of WIPO's server say besides, as published.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DeployedClaims {
    cts: &'static str,
    audit_tracking_id: String,
    token_name: &'static str,
    #[serde(rename = "token_type")]
    token_type: &'static str,
    auth_grant_id: String,
    #[serde(rename = "grant_type")]
    grant_type: &'static str,
    #[serde(rename = "auth_time")]
    auth_time: i64,
    realm: &'static str,
    #[serde(rename = "expires_in")]
    expires_in: i64,
}

/// What a token is minted from.
pub struct Mint<'a> {
    /// The server.
    pub server: &'a AuthorizationServer,
    /// What it is issued for.
    pub order: &'a Order<'a>,
    /// The name of the token.
    pub jti: &'a str,
    /// The second in which it is issued.
    pub now: i64,
}

impl<'a> Mint<'a> {
    /// Seconds for which the token lives.
    #[must_use]
    pub fn lifetime(&self) -> i64 {
        let of_a_user = self.order.approval.is_some();
        if of_a_user
            && self
                .server
                .faults
                .commits(&LETS_ACCESS_TOKENS_LIVE_FOR_AN_HOUR)
        {
            return 3600;
        }
        self.server.variant.access_token_lifetime.as_secs()
    }

    /// The claims, bent where a fault says so.
    #[must_use]
    pub fn claims(&self) -> AccessTokenClaims<'a> {
        let mut claims = self.honest();
        bend(&mut claims, &self.server.faults);
        claims
    }

    fn honest(&self) -> AccessTokenClaims<'a> {
        AccessTokenClaims {
            iss: Cow::Borrowed(&self.server.addresses.token_issuer),
            sub: Cow::Borrowed(self.subject()),
            aud: Cow::Borrowed(self.audience()),
            scope: Some(self.scope()),
            iat: self.now,
            nbf: self.now,
            exp: Some(self.now + self.lifetime()),
            jti: self.jti,
            deployed: self.deployed(),
            approved: self.approved(),
            cnf: self
                .order
                .certificate
                .map(|certificate| Confirmation { certificate }),
        }
    }

    fn client_id(&self) -> &'a str {
        &self.order.client.client_id
    }

    fn subject(&self) -> &'a str {
        let approval = self.order.approval;
        approval.map_or_else(|| self.client_id(), |approval| &approval.subject)
    }

    fn approved(&self) -> Option<ApprovedClaims<'a>> {
        let approval = self.order.approval?;
        Some(ApprovedClaims {
            client_id: self.client_id(),
            consent_id: &approval.consent_id,
            auth_time: approval.authenticated_at,
            acr: approval.request.acr.as_ref().map(|acr| acr.name.as_str()),
            authorization_details: approval.request.authorization_details.as_ref(),
        })
    }

    fn audience(&self) -> &'a str {
        match &self.server.variant.audience {
            Audience::Client => self.client_id(),
            Audience::Api(name) => name,
        }
    }

    fn scope(&self) -> ScopeClaim<'a> {
        match self.scope_form() {
            ScopeForm::Array => ScopeClaim::Array(&self.order.granted.values),
            ScopeForm::Text => ScopeClaim::Text(self.order.granted.text()),
        }
    }

    /// The form of the variant, unless it is told to write another.
    fn scope_form(&self) -> ScopeForm {
        let faults = &self.server.faults;
        match self.server.variant.scope_form {
            ScopeForm::Array if faults.commits(&stimuli::WRITES_SCOPE_AS_TEXT) => ScopeForm::Text,
            ScopeForm::Text if faults.commits(&stimuli::WRITES_SCOPE_AS_AN_ARRAY) => {
                ScopeForm::Array
            }
            form => form,
        }
    }

    fn deployed(&self) -> Option<DeployedClaims> {
        (self.server.variant.scope_form == ScopeForm::Array).then(|| DeployedClaims {
            cts: "OAUTH2_STATELESS_GRANT",
            audit_tracking_id: mock_kit::entropy::identifier(),
            token_name: "access_token",
            token_type: "Bearer",
            auth_grant_id: mock_kit::entropy::identifier(),
            grant_type: "client_credentials",
            auth_time: self.now,
            realm: "/",
            expires_in: self.lifetime(),
        })
    }
}

fn bend(claims: &mut AccessTokenClaims<'_>, faults: &FaultPlan) {
    if faults.commits(&OMITS_EXPIRY_FROM_TOKENS) {
        claims.exp = None;
    }
    if faults.commits(&MINTS_EXPIRED_TOKENS) {
        let span = LONG_AGO + claims.exp.unwrap_or(claims.iat) - claims.iat;
        (claims.iat, claims.nbf) = (claims.iat - span, claims.nbf - span);
        claims.exp = claims.exp.map(|expiry| expiry - span);
    }
    if faults.commits(&NAMES_ANOTHER_SUBJECT) {
        claims.sub = Cow::Borrowed("somebody-else");
    }
    if faults.commits(&MISSTATES_THE_AUDIENCE) {
        claims.aud = claims.iss.clone();
    }
    if faults.commits(&MINTS_TOKENS_FOR_ANOTHER_AUDIENCE) {
        claims.aud = Cow::Borrowed("https://another-api.invalid/");
    }
    if faults.commits(&MINTS_TOKENS_OF_ANOTHER_ISSUER) {
        claims.iss = Cow::Borrowed("https://another-issuer.invalid/am/oauth2");
    }
    if faults.commits(&MINTS_TOKENS_WITHOUT_SCOPE) {
        claims.scope = None;
    }
}
