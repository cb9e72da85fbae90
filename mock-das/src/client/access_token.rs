//! What the client checks of an access token before it uses it (authentication page, checks by the client).

use serde_json::Value;

use super::Client;
use super::authorization::Endpoints;
use super::error::ClientError;
use super::faults::authorization as faulty;
use crate::authorization_server::TrustedKey;
use crate::checks::compact_token::CompactToken;
use crate::checks::token_claims::same_issuer;
use crate::settings::TokenAudience;

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
        let allowed = &self.settings.variant.access_token_algorithms;
        let verified = token.algorithm(allowed).is_ok_and(|algorithm| {
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
        valid_at(self.settings.clock.unix_now(), token)
            || self.faults.commits(&faulty::OVERLOOKS_THE_EXPIRY)
    }

    /// As deployed the client itself; as first specified the DAS API.
    fn is_for_the_audience(&self, token: &CompactToken) -> bool {
        let expected = match &self.settings.variant.audience {
            TokenAudience::TheClient => &self.settings.client_id,
            TokenAudience::Api(name) => name,
        };
        token.claim_texts("aud").contains(&expected.as_str())
            || self.faults.commits(&faulty::OVERLOOKS_THE_AUDIENCE)
    }

    fn covers_the_scope(&self, token: &CompactToken) -> bool {
        let granted = token.scopes();
        let mut wanted = self.settings.scope.split(' ');
        wanted.all(|scope| granted.contains(&scope))
            || self.faults.commits(&faulty::OVERLOOKS_THE_SCOPE)
    }
}

/// The token states an expiry that has not passed, and is not used before its time.
fn valid_at(now: i64, token: &CompactToken) -> bool {
    let (Ok(Some(expires)), Ok(begins)) = (token.moment("exp"), token.moment("nbf")) else {
        return false;
    };
    let begins = begins.unwrap_or(i64::MIN);
    begins.saturating_sub(LEEWAY) <= now && now < expires.saturating_add(LEEWAY)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use mock_kit::Clock;
    use serde_json::{Map, json};

    use super::*;

    fn is_valid(claims: &Value) -> bool {
        let token = CompactToken {
            header: Map::new(),
            claims: claims.as_object().cloned().unwrap_or_default(),
            signed: Vec::new(),
            signature: Vec::new(),
        };
        valid_at(Clock::frozen_at(Timestamp::UNIX_EPOCH).unix_now(), &token)
    }

    #[test]
    fn a_time_that_is_no_number_or_still_to_come_is_not_overlooked() {
        assert!(is_valid(&json!({ "exp": 60, "nbf": 0 })));
        assert!(is_valid(&json!({ "exp": 60.5 })));
        for nbf in [json!("0"), json!(90.5), json!(null)] {
            assert!(!is_valid(&json!({ "exp": 60, "nbf": nbf })), "{nbf}");
        }
        assert!(!is_valid(&json!({ "exp": "60" })));
        assert!(!is_valid(&json!({ "nbf": 0 })));
    }
}
