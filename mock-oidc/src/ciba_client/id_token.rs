//! What the client demands of ID tokens: genuine, of its server, for it and for now (OIDC Core, 3.1.3.7), and decrypted before they are hints.

use josekit::jwe::{self, ECDH_ES_A256KW};
use josekit::jwk::{Jwk, JwkSet};
use josekit::jws::{ES256, EdDSA, JwsVerifier, PS256, RS256};
use mock_kit::answer;
use serde_json::Value;

use super::client::{CibaClient, LENGTH_LIMIT};
use super::faults::id_token as faulty;
use super::metadata::Metadata;
use super::stop::Stop;
use crate::checks::compact_form::{self, Assertion};

/// Parts of an encrypted JWT in compact form (RFC 7516, 7.1).
const ENCRYPTED_PARTS: usize = 5;

/// An ID token that the client believes.
pub struct IdToken {
    /// The algorithm that it is signed with.
    pub algorithm: String,
    /// Its claims.
    pub claims: Value,
}

/// An ID token as the client keeps it, to give it for a hint.
#[derive(Clone, Debug)]
pub struct KeptIdToken {
    received: String,
    signed: String,
}

impl CibaClient {
    /// The ID token that comes with tokens, if it can be believed.
    pub async fn id_token(
        &self,
        metadata: &Metadata,
        tokens: &Value,
        overlooks_the_signature: bool,
    ) -> Result<IdToken, Stop> {
        let received = tokens["id_token"].as_str();
        let received = received.ok_or(Stop::Tokens("there is no ID token"))?;
        let signed = self.decrypted(received)?;
        let token = compact_form::read(&signed, &mock_kit::FaultPlan::default());
        let token = token.map_err(|_| Stop::Tokens("the ID token is no JWT"))?;
        if !overlooks_the_signature {
            self.check_signature(metadata, &token).await?;
        }
        let algorithm = text(&token, "alg").to_owned();
        let claims = Value::Object(token.claims);
        self.check_claims(metadata, &claims)?;
        self.keep(received, &signed);
        Ok(IdToken { algorithm, claims })
    }

    /// The ID token that the client gives for a hint, where it does that and has one: the signed one (CIBA, 7.1).
    pub fn id_token_hint(&self) -> Option<String> {
        let kept = self.kept_id_token().clone()?;
        let encrypted = self.commits(&faulty::GIVES_ENCRYPTED_HINTS);
        Some(if encrypted {
            kept.received
        } else {
            kept.signed
        })
    }

    fn keep(&self, received: &str, signed: &str) {
        if self.settings.gives_id_tokens_for_hints {
            *self.kept_id_token() = Some(KeptIdToken {
                received: received.to_owned(),
                signed: signed.to_owned(),
            });
        }
    }

    /// The signed ID token within `received`, which is encrypted or is that token itself.
    fn decrypted(&self, received: &str) -> Result<String, Stop> {
        if received.split('.').count() != ENCRYPTED_PARTS {
            return Ok(received.to_owned());
        }
        let unreadable = Stop::Tokens("the ID token is encrypted for somebody else");
        let Some(key) = &self.settings.decryption else {
            return Err(unreadable);
        };
        let decrypter = ECDH_ES_A256KW.decrypter_from_jwk(key)?;
        let (octets, _) = jwe::deserialize_compact(received, &decrypter)?;
        String::from_utf8(octets).map_err(|_| unreadable)
    }

    async fn check_signature(
        &self,
        metadata: &Metadata,
        token: &Assertion<'_>,
    ) -> Result<(), Stop> {
        let (algorithm, name) = (text(token, "alg"), text(token, "kid"));
        let keys = self.keys(metadata).await?;
        let mut keys = keys
            .iter()
            .filter(|key| name.is_empty() || key.key_id() == Some(name));
        let genuine = keys.any(|key| {
            let verifier = verifier(algorithm, key);
            let input = token.signing_input.as_bytes();
            verifier.is_some_and(|known| known.verify(input, &token.signature).is_ok())
        });
        let any = !is_known(algorithm) && self.commits(&faulty::TAKES_ANY_ALGORITHM);
        (genuine || any)
            .then_some(())
            .ok_or(Stop::Tokens("the server has not signed the ID token"))
    }

    fn check_claims(&self, metadata: &Metadata, claims: &Value) -> Result<(), Stop> {
        let own = self.settings.client_id.as_str();
        let addressed = match &claims["aud"] {
            Value::Array(all) => all.len() == 1 && all[0] == own,
            one => *one == own,
        };
        let end = claims["exp"].as_i64();
        let demands = [
            (
                claims["iss"] == metadata.issuer.as_str(),
                &faulty::OVERLOOKS_THE_ISSUER,
                "the ID token is of another server",
            ),
            (
                addressed,
                &faulty::OVERLOOKS_THE_AUDIENCE,
                "the ID token is for another client",
            ),
            (
                end.is_some_and(|end| end > self.unix_now()),
                &faulty::OVERLOOKS_THE_EXPIRY,
                "the ID token has expired",
            ),
        ];
        let mut wrong = demands
            .into_iter()
            .filter(|(holds, excuse, _)| !holds && !self.commits(excuse));
        if let Some((_, _, what)) = wrong.next() {
            return Err(Stop::Tokens(what));
        }
        // The client sends no nonce (CIBA, 7.1), so that none comes back.
        let nonce = claims["nonce"].is_string() || !self.commits(&faulty::DEMANDS_A_NONCE);
        nonce
            .then_some(())
            .ok_or(Stop::Tokens("the ID token has no nonce"))
    }

    async fn keys(&self, metadata: &Metadata) -> Result<Vec<Jwk>, Stop> {
        let response = self.http.get(metadata.jwks_uri.clone()).send().await?;
        let octets = answer::octets(response, LENGTH_LIMIT).await;
        let unreadable = Stop::Tokens("the keys of the server cannot be read");
        let set = JwkSet::from_bytes(octets.ok_or(unreadable)?)?;
        Ok(set.keys().into_iter().cloned().collect())
    }
}

fn text<'a>(token: &'a Assertion<'_>, member: &str) -> &'a str {
    let stated = token.header.get(member).and_then(Value::as_str);
    stated.unwrap_or_default()
}

fn is_known(algorithm: &str) -> bool {
    matches!(algorithm, "ES256" | "PS256" | "RS256" | "EdDSA")
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
