//! What an ID token must claim (OIDC Core, 3.1.3.7 and 3.3.2.12; FAPI 1.0 Advanced, 5.2.3.1).

use mock_kit::Fault;
use serde_json::{Map, Value};

use super::claims::{is_addressed_to, is_ahead_of, is_among_several, is_recent};
use super::faults::id_token as faulty;
use super::metadata::AuthorizationServer;
use super::stop::Stop;
use super::verification::Verified;
use super::web_client::WebClient;

/// The claims that are understood.
const UNDERSTOOD: [&str; 12] = [
    "iss",
    "sub",
    "aud",
    "azp",
    "exp",
    "iat",
    "auth_time",
    "acr",
    "nonce",
    "at_hash",
    "c_hash",
    "s_hash",
];

/// An ID token that is as it should be.
#[derive(Clone, Debug)]
pub struct IdToken(Verified);

/// What one claim is held against, and the faults that excuse its absence and another value of it.
pub struct Demand {
    /// The claim.
    pub name: &'static str,
    /// Excuses its absence.
    pub without: &'static Fault,
    /// Excuses another value.
    pub with_another: &'static Fault,
}

impl IdToken {
    /// A claim, if it is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.claims[name].as_str()
    }

    /// When the user was authenticated, where it says so.
    pub fn authenticated_at(&self) -> Option<i64> {
        self.0.claims["auth_time"].as_i64()
    }

    /// What it is held against.
    pub fn verified(&self) -> &Verified {
        &self.0
    }

    /// OIDC Core, 3.3.3.6 and 12.2: two ID tokens of one flow are about one user. That both are of one server is checked in each.
    pub fn check_same_user(&self, other: &Self) -> Result<(), Stop> {
        if self.text("sub") == other.text("sub") {
            return Ok(());
        }
        Err(Stop::IdTokenClaim("sub"))
    }
}

impl WebClient {
    /// The ID token in `text`, encrypted or not, which has that nonce where one was sent.
    pub async fn id_token(
        &self,
        server: &AuthorizationServer,
        text: &str,
        nonce: Option<&str>,
    ) -> Result<IdToken, Stop> {
        let signed = self.decrypted(text)?;
        let jwks_uri = &server.metadata.jwks_uri;
        let overlooks = self.commits(&faulty::OVERLOOKS_THE_SIGNATURE);
        let verified = self.verified(jwks_uri, &signed, overlooks).await?;
        let token = IdToken(verified);
        self.check_claims(&token)?;
        self.check_issuer(server, &token)?;
        self.check_audience(&token)?;
        self.check_times(&token)?;
        self.check_nonce(&token, nonce)?;
        let subject = token.text("sub").filter(|subject| !subject.is_empty());
        subject.ok_or(Stop::IdTokenClaim("sub"))?;
        Ok(token)
    }

    /// Whether the claim is there, and is what it should be.
    pub fn demand(
        &self,
        token: &IdToken,
        demand: &Demand,
        holds: impl FnOnce(&Value) -> bool,
    ) -> Result<(), Stop> {
        let excuse = match token.0.claims.get(demand.name) {
            Some(value) if holds(value) => return Ok(()),
            Some(_) => demand.with_another,
            None => demand.without,
        };
        if self.commits(excuse) {
            return Ok(());
        }
        Err(Stop::IdTokenClaim(demand.name))
    }

    /// OIDC Core, 2: what is not understood is ignored.
    fn check_claims(&self, token: &IdToken) -> Result<(), Stop> {
        let mut names = token.0.claims.as_object().into_iter().flat_map(Map::keys);
        let known = names.all(|name| UNDERSTOOD.contains(&name.as_str()));
        if known || !self.commits(&faulty::REFUSES_UNKNOWN_CLAIMS) {
            return Ok(());
        }
        Err(Stop::IdTokenClaim("set of claims"))
    }

    /// OIDC Core, 3.1.3.7, item 2; FAPI 1.0 Advanced, 8.3.3: the server that was asked.
    fn check_issuer(&self, server: &AuthorizationServer, token: &IdToken) -> Result<(), Stop> {
        let demand = Demand {
            name: "iss",
            without: &faulty::NEEDS_NO_ISSUER,
            with_another: &faulty::OVERLOOKS_THE_ISSUER,
        };
        let is_own = |iss: &str| server.registration.is_named(iss);
        self.demand(token, &demand, |iss| iss.as_str().is_some_and(is_own))
    }

    /// OIDC Core, 3.1.3.7, items 3 to 5.
    fn check_audience(&self, token: &IdToken) -> Result<(), Stop> {
        let demand = Demand {
            name: "aud",
            without: &faulty::NEEDS_NO_AUDIENCE,
            with_another: &faulty::OVERLOOKS_THE_AUDIENCE,
        };
        self.demand(token, &demand, |aud| self.is_audience(aud))?;
        let authorized = token.0.claims.get("azp");
        if authorized.is_some_and(|azp| *azp != self.settings.client_id.as_str()) {
            return Err(Stop::IdTokenClaim("azp"));
        }
        Ok(())
    }

    fn is_audience(&self, aud: &Value) -> bool {
        let client_id = &self.settings.client_id;
        if aud.is_array() && self.commits(&faulty::REFUSES_AUDIENCES_IN_AN_ARRAY) {
            return false;
        }
        let overlooks = self.commits(&faulty::OVERLOOKS_OTHER_AUDIENCES);
        is_addressed_to(aud, client_id) || overlooks && is_among_several(aud, client_id)
    }

    /// OIDC Core, 3.1.3.7, items 9 and 10.
    fn check_times(&self, token: &IdToken) -> Result<(), Stop> {
        let expiry = Demand {
            name: "exp",
            without: &faulty::NEEDS_NO_EXPIRY,
            with_another: &faulty::OVERLOOKS_THE_EXPIRY,
        };
        let issue = Demand {
            name: "iat",
            without: &faulty::OVERLOOKS_THE_AGE,
            with_another: &faulty::OVERLOOKS_THE_AGE,
        };
        let now = self.unix_now();
        self.demand(token, &expiry, |exp| is_ahead_of(exp, now))?;
        self.demand(token, &issue, |iat| is_recent(iat, now))
    }

    /// OIDC Core, 3.1.3.7, item 11.
    fn check_nonce(&self, token: &IdToken, nonce: Option<&str>) -> Result<(), Stop> {
        let Some(nonce) = nonce else {
            return Ok(());
        };
        let demand = Demand {
            name: "nonce",
            without: &faulty::NEEDS_NO_NONCE,
            with_another: &faulty::OVERLOOKS_THE_NONCE,
        };
        self.demand(token, &demand, |value| value == nonce)
    }

    /// FAPI 1.0 Advanced, 5.2.3-3: the user was authenticated as strongly as the client needs.
    pub fn check_acr(&self, token: &IdToken) -> Result<(), Stop> {
        let needed = self.settings.acr.as_deref();
        let reached = needed.is_none() || token.text("acr") == needed;
        if reached || self.commits(&faulty::OVERLOOKS_THE_ACR) {
            return Ok(());
        }
        Err(Stop::IdTokenClaim("acr"))
    }
}
