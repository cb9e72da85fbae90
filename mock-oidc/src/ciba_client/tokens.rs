//! What the client demands of tokens: an ID token that it believes, which vouches for what is pushed along (CIBA, 10.1.1 and 10.3.1).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256, Sha512};

use super::acknowledgement::Acknowledgement;
use super::client::CibaClient;
use super::faults::notification as faulty;
use super::metadata::Metadata;
use super::stop::Stop;

/// What names the request in a pushed ID token.
const AUTH_REQ_ID: &str = "urn:openid:params:jwt:claim:auth_req_id";
/// What vouches for the refresh token in a pushed ID token.
const RT_HASH: &str = "urn:openid:params:jwt:claim:rt_hash";

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
