//! What the client checks of an access token before it uses it (authentication page, checks by the client).

use serde_json::Value;

use super::Client;
use super::authorization::Endpoints;
use super::error::ClientError;
use super::faults::authorization as faulty;
use crate::authorization_server::TrustedKey;
use crate::checks::compact_token::CompactToken;
use crate::checks::token_claims::same_issuer;
use crate::settings::{Algorithm, TokenAudience};

/// How far clocks may differ, in seconds.
const LEEWAY: i64 = 30;

/// A check of the claims, and what it says when they fail it.
type ClaimCheck = (fn(&Client, &CompactToken) -> bool, &'static str);

const CLAIM_CHECKS: [ClaimCheck; 4] = [
    (Client::is_of_the_issuer, "it is of another issuer"),
    (Client::is_valid_now, "it is not valid now"),
    (Client::is_for_the_audience, "it is for another audience"),
    (Client::covers_the_scope, "it does not cover the exchange"),
];

impl Client {
    /// Signature, issuer, validity, audience and scope.
    pub(super) async fn verify_token(
        &self,
        text: &str,
        endpoints: &Endpoints,
    ) -> Result<(), ClientError> {
        let token = CompactToken::read(text);
        let token = token.map_err(|_| ClientError::AccessToken("it is no JWT"))?;
        self.verify_signature(&token, endpoints).await?;
        let failed = CLAIM_CHECKS.iter().find(|(check, _)| !check(self, &token));
        match failed {
            Some((_, why)) => Err(ClientError::AccessToken(why)),
            None => Ok(()),
        }
    }

    /// The keys come from the server's own key set, never from the token.
    async fn verify_signature(
        &self,
        token: &CompactToken,
        endpoints: &Endpoints,
    ) -> Result<(), ClientError> {
        let what = "read the keys of the authorization server";
        let set = self.read_document(what, endpoints.keys.clone()).await?;
        let keys = set.get("keys").and_then(Value::as_array);
        let kid = token.header.get("kid");
        let mut fitting = keys
            .into_iter()
            .flatten()
            .filter(|key| kid.is_none() || key.get("kid") == kid);
        let algorithm = token.header_text("alg").and_then(Algorithm::named);
        let verified = algorithm.is_some_and(|algorithm| {
            fitting.any(|jwk| {
                let key = TrustedKey::from_jwk(jwk).filter(|key| key.algorithm() == algorithm);
                key.is_some_and(|key| key.verifies(&token.signed, &token.signature))
            })
        });
        if verified || self.faults.commits(&faulty::OVERLOOKS_THE_SIGNATURE) {
            return Ok(());
        }
        Err(ClientError::AccessToken("its signature does not verify"))
    }

    fn is_of_the_issuer(&self, token: &CompactToken) -> bool {
        let named = token.claim_text("iss");
        named.is_some_and(|named| same_issuer(named, &self.settings.issuer))
    }

    fn is_valid_now(&self, token: &CompactToken) -> bool {
        let now = self.settings.clock.unix_now();
        let time = |claim| token.claims.get(claim).and_then(Value::as_i64);
        let alive = time("exp").is_some_and(|expires| now < expires.saturating_add(LEEWAY));
        let begun = time("nbf").is_none_or(|begins| begins.saturating_sub(LEEWAY) <= now);
        (alive && begun) || self.faults.commits(&faulty::OVERLOOKS_THE_EXPIRY)
    }

    /// As deployed the client itself; as first specified the DAS API.
    fn is_for_the_audience(&self, token: &CompactToken) -> bool {
        let expected = match &self.settings.variant.audience {
            TokenAudience::TheClient => &self.settings.client_id,
            TokenAudience::Api(name) => name,
        };
        texts(token.claims.get("aud")).contains(&expected.as_str())
            || self.faults.commits(&faulty::OVERLOOKS_THE_AUDIENCE)
    }

    fn covers_the_scope(&self, token: &CompactToken) -> bool {
        let granted = texts(token.claims.get("scope"));
        let granted: Vec<&str> = granted.iter().flat_map(|text| text.split(' ')).collect();
        let mut wanted = self.settings.scope.split(' ');
        wanted.all(|scope| granted.contains(&scope))
            || self.faults.commits(&faulty::OVERLOOKS_THE_SCOPE)
    }
}

/// A text, or the texts of an array.
fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
