//! Who may call a peer: WIPO, with an access token that was minted for calls to this peer and for nothing else.
//!
//! With WIPO's authorization server for both sides, DAS is there a client dedicated to each peer, so that a token for one peer is of no use at
//! another one. With a server on each side, DAS is a client of the peer's own server. Both are one guard with other settings.

use http::request::Parts;
use jiff::SignedDuration;
use mock_kit::{Clock, Fault, FaultPlan};
use url::Url;

use crate::authorization_server::TrustedServer;
use crate::checks::compact_token::CompactToken;
use crate::checks::token_claims::same_issuer;
use crate::checks::{bearer, careless_keys};
use crate::das_error::DasError;
use crate::settings::{Algorithm, TokenAudience};

/// How far clocks may differ.
const LEEWAY: SignedDuration = SignedDuration::from_secs(30);
/// The algorithms in which access tokens are signed.
const ALGORITHMS: [Algorithm; 2] = [Algorithm::Rs256, Algorithm::Es256];

/// Whom a peer admits.
#[derive(Clone, Debug)]
pub struct Admission {
    /// The issuer whose tokens count.
    pub issuer: Url,
    /// The client of that issuer that is dedicated to calls to this peer.
    pub caller: String,
    /// Whom tokens must name as their audience.
    pub audience: TokenAudience,
    /// The scope that tokens must cover.
    pub scope: String,
}

/// One thing that a careless guard lets pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lapse {
    /// A request without any token.
    NoToken,
    /// A token whose signature nobody verifies.
    UnverifiedSignature,
    /// A token that says that it is not signed.
    Unsigned,
    /// A token that is keyed with the public key of the issuer.
    KeyedWithThePublicKey,
    /// A token that brings its own key.
    KeyInTheHeader,
    /// A token of another issuer.
    AnotherIssuer,
    /// A token whose time has passed.
    Expired,
    /// A token whose time has not come.
    NotYetValid,
    /// A token for another audience.
    AnotherAudience,
    /// A token that was minted for another client, which is to say for calls to another peer.
    AnotherClient,
    /// A token whose scope does not cover the exchange.
    WithoutScope,
    /// A client assertion in the place of an access token.
    ClientAssertion,
}

/// Judges the access token of each request. What it lets pass beyond that is named by the faults of its party.
#[derive(Debug)]
pub struct Guard {
    admission: Admission,
    server: TrustedServer,
    clock: Clock,
    faults: FaultPlan,
    lapses: &'static [(Lapse, &'static Fault)],
}

impl Guard {
    /// A guard that admits nobody else. `lapses` says which fault of the party lets what pass.
    pub fn new(
        admission: Admission,
        http: reqwest::Client,
        clock: Clock,
        faults: FaultPlan,
        lapses: &'static [(Lapse, &'static Fault)],
    ) -> Self {
        Self {
            server: TrustedServer::new(admission.issuer.clone(), http, clock.clone()),
            admission,
            clock,
            faults,
            lapses,
        }
    }

    /// The scope that tokens must cover, for the challenge of a refusal.
    pub fn scope(&self) -> &str {
        &self.admission.scope
    }

    /// Refuses a request that does not prove that the dedicated client sent it.
    pub async fn admit(&self, request: &Parts) -> Result<(), DasError> {
        let presented = match bearer::presented(request, &FaultPlan::default()) {
            Err(DasError::NoToken) if self.lets_pass(Lapse::NoToken) => return Ok(()),
            presented => presented?,
        };
        let token = CompactToken::read(&presented)?;
        if self.passes_as_client_assertion(&token) {
            return Ok(());
        }
        self.verify(&token).await?;
        let checks = [
            Self::issuer,
            Self::expiry,
            Self::not_before,
            Self::client,
            Self::audience,
            Self::scoped,
        ];
        checks.iter().try_for_each(|check| check(self, &token))
    }

    fn lets_pass(&self, lapse: Lapse) -> bool {
        let mut known = self.lapses.iter().filter(|(known, _)| *known == lapse);
        known.any(|(_, fault)| self.faults.commits(fault))
    }

    fn unless(&self, lapse: Lapse, holds: bool, otherwise: &'static str) -> Result<(), DasError> {
        if holds || self.lets_pass(lapse) {
            return Ok(());
        }
        Err(DasError::InvalidToken(otherwise))
    }

    /// Keys come from the issuer and from nowhere else. An unknown `kid` has them fetched again, once.
    async fn verify(&self, token: &CompactToken) -> Result<(), DasError> {
        if self.verifies_carelessly(token).await {
            return Ok(());
        }
        let keys = self
            .server
            .keys(token.header_text("kid"), token.algorithm(&ALGORITHMS)?);
        let mut keys = keys.await?.into_iter();
        if keys.any(|key| key.verifies(&token.signed, &token.signature)) {
            return Ok(());
        }
        Err(DasError::InvalidToken("the signature does not verify"))
    }

    /// What faults make of a token; nothing on the honest path.
    async fn verifies_carelessly(&self, token: &CompactToken) -> bool {
        let named = token.header_text("alg").unwrap_or_default();
        if self.lets_pass(Lapse::UnverifiedSignature) {
            return true;
        }
        if self.lets_pass(Lapse::Unsigned) && named.eq_ignore_ascii_case("none") {
            return true;
        }
        if self.lets_pass(Lapse::KeyInTheHeader)
            && let Some(key) = careless_keys::in_the_header(token)
        {
            return key.verifies(&token.signed, &token.signature);
        }
        if self.lets_pass(Lapse::KeyedWithThePublicKey) && named == "HS256" {
            let keys = self.server.all_keys().await.unwrap_or_default();
            return careless_keys::verifies_as_secret(&keys, token);
        }
        false
    }

    fn passes_as_client_assertion(&self, token: &CompactToken) -> bool {
        self.lets_pass(Lapse::ClientAssertion)
            && token.claim_text("iss").is_some()
            && token.claim_text("iss") == token.claim_text("sub")
    }

    fn issuer(&self, token: &CompactToken) -> Result<(), DasError> {
        let named = token.claim_text("iss");
        let ours = named.is_some_and(|named| same_issuer(named, &self.admission.issuer));
        self.unless(
            Lapse::AnotherIssuer,
            ours,
            "the token is of another authorization server",
        )
    }

    fn expiry(&self, token: &CompactToken) -> Result<(), DasError> {
        let expires = token.moment("exp")?;
        let expires = expires.ok_or(DasError::InvalidToken("the token states no expiry"))?;
        let good = self.clock.unix_now() < expires.saturating_add(LEEWAY.as_secs());
        self.unless(Lapse::Expired, good, "the token has expired")
    }

    fn not_before(&self, token: &CompactToken) -> Result<(), DasError> {
        let begins = token.moment("nbf")?.unwrap_or(i64::MIN);
        let begun = self.clock.unix_now() >= begins.saturating_sub(LEEWAY.as_secs());
        self.unless(Lapse::NotYetValid, begun, "the token is not valid yet")
    }

    fn client(&self, token: &CompactToken) -> Result<(), DasError> {
        let dedicated = token.claim_text("sub") == Some(self.admission.caller.as_str());
        self.unless(
            Lapse::AnotherClient,
            dedicated,
            "the token was minted for another client",
        )
    }

    fn audience(&self, token: &CompactToken) -> Result<(), DasError> {
        let expected = match &self.admission.audience {
            TokenAudience::TheClient => token.claim_text("sub").unwrap_or_default(),
            TokenAudience::Api(name) => name,
        };
        let named = token.claim_texts("aud");
        self.unless(
            Lapse::AnotherAudience,
            named.contains(&expected),
            "the token is for another audience",
        )
    }

    fn scoped(&self, token: &CompactToken) -> Result<(), DasError> {
        let covered = token.scopes().contains(&self.scope()) || self.lets_pass(Lapse::WithoutScope);
        covered.then_some(()).ok_or(DasError::InsufficientScope)
    }
}
