//! What the client demands of tokens: a genuine ID token for it, which vouches for what is pushed along (OIDC Core, 3.1.3.7; CIBA, 10.3.1).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::jwk::{Jwk, JwkSet};
use josekit::jws::{ES256, EdDSA, JwsVerifier, PS256, RS256};
use serde_json::Value;
use sha2::{Digest as _, Sha256, Sha512};

use super::acknowledgement::Acknowledgement;
use super::client::CibaClient;
use super::faults::notification as faulty;
use super::metadata::Metadata;
use super::stop::Stop;
use crate::checks::compact_form;

/// What names the request in a pushed ID token.
const AUTH_REQ_ID: &str = "urn:openid:params:jwt:claim:auth_req_id";
/// What vouches for the refresh token in a pushed ID token.
const RT_HASH: &str = "urn:openid:params:jwt:claim:rt_hash";

/// An ID token that the server has signed.
struct IdToken {
    algorithm: String,
    claims: Value,
}

impl CibaClient {
    /// Whether the tokens of a poll can be used.
    pub async fn check_polled(&self, metadata: &Metadata, answer: &Value) -> Result<(), Stop> {
        self.id_token(metadata, answer, false).await.map(drop)
    }

    /// Whether tokens that were pushed can be used.
    pub async fn check_push(
        &self,
        metadata: &Metadata,
        acknowledged: &Acknowledgement,
        push: &Value,
    ) -> Result<(), Stop> {
        let overlooks = self.commits(&faulty::OVERLOOKS_THE_SIGNATURE_OF_PUSHES);
        let token = self.id_token(metadata, push, overlooks).await?;
        let own = token.claims[AUTH_REQ_ID] == acknowledged.auth_req_id.as_str();
        let hashed = |claim: &str, member: &str| match push[member].as_str() {
            Some(text) => token.claims[claim] == left_half(text, &token.algorithm),
            None => member == "refresh_token",
        };
        let demands = [
            (own, &faulty::OVERLOOKS_THE_AUTH_REQ_ID, "another request"),
            (
                hashed("at_hash", "access_token"),
                &faulty::OVERLOOKS_THE_AT_HASH,
                "another access token",
            ),
            (
                hashed(RT_HASH, "refresh_token"),
                &faulty::OVERLOOKS_THE_RT_HASH,
                "another refresh token",
            ),
        ];
        let wrong = demands
            .into_iter()
            .find(|(holds, excuse, _)| !holds && !self.commits(excuse));
        wrong.map_or(Ok(()), |(_, _, what)| Err(Stop::Tokens(what)))
    }

    async fn id_token(
        &self,
        metadata: &Metadata,
        answer: &Value,
        overlooks_the_signature: bool,
    ) -> Result<IdToken, Stop> {
        let text = answer["id_token"].as_str();
        let text = text.ok_or(Stop::Tokens("there is no ID token"))?;
        let token = compact_form::read(text, &mock_kit::FaultPlan::default());
        let token = token.map_err(|_| Stop::Tokens("the ID token is no JWT"))?;
        let text = |member: &str| token.header.get(member).and_then(Value::as_str);
        let algorithm = text("alg").unwrap_or_default().to_owned();
        let keys = self.keys(metadata).await?;
        let named = text("kid");
        let mut keys = keys
            .iter()
            .filter(|key| named.is_none() || key.key_id() == named);
        let genuine = keys.any(|key| {
            let verifier = verifier(&algorithm, key);
            let input = token.signing_input.as_bytes();
            verifier.is_some_and(|known| known.verify(input, &token.signature).is_ok())
        });
        if !genuine && !overlooks_the_signature {
            return Err(Stop::Tokens("the server has not signed the ID token"));
        }
        let claims = Value::Object(token.claims);
        self.check_claims(metadata, &claims)?;
        Ok(IdToken { algorithm, claims })
    }

    fn check_claims(&self, metadata: &Metadata, claims: &Value) -> Result<(), Stop> {
        let own = self.settings.client_id.as_str();
        let addressed = match &claims["aud"] {
            Value::Array(all) => all.len() == 1 && all[0] == own,
            one => *one == own,
        };
        let alive = claims["exp"]
            .as_i64()
            .is_some_and(|end| end > self.unix_now());
        (claims["iss"] == metadata.issuer.as_str() && addressed && alive)
            .then_some(())
            .ok_or(Stop::Tokens(
                "the ID token is not for this client and for now",
            ))
    }

    async fn keys(&self, metadata: &Metadata) -> Result<Vec<Jwk>, Stop> {
        let response = self.http.get(metadata.jwks_uri.clone()).send().await?;
        let set = JwkSet::from_bytes(response.bytes().await?)?;
        Ok(set.keys().into_iter().cloned().collect())
    }
}

fn verifier(algorithm: &str, key: &Jwk) -> Option<Box<dyn JwsVerifier>> {
    let made: Result<Box<dyn JwsVerifier>, _> = match algorithm {
        "ES256" => ES256.verifier_from_jwk(key).map(|one| Box::new(one) as _),
        "PS256" => PS256.verifier_from_jwk(key).map(|one| Box::new(one) as _),
        "RS256" => RS256.verifier_from_jwk(key).map(|one| Box::new(one) as _),
        "EdDSA" => EdDSA.verifier_from_jwk(key).map(|one| Box::new(one) as _),
        _ => return None,
    };
    made.ok()
}

fn left_half(text: &str, algorithm: &str) -> Value {
    let digest = match algorithm {
        "EdDSA" => Sha512::digest(text).to_vec(),
        _ => Sha256::digest(text).to_vec(),
    };
    Value::from(Base64UrlUnpadded::encode_string(
        &digest[..digest.len() / 2],
    ))
}
