//! Content that DAS has encrypted to the office: it is opened, and its signature verified, before anything else is done with it.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use http::Method;
use message_encryption::algorithm::SignatureAlgorithm;
use message_encryption::key_set::{self, PublishedKey};
use message_encryption::nested::{Trust, decrypt, open};
use message_encryption::{Refusal, revocation};
use url::Url;

use super::Client;
use super::answer::Answer;
use super::authorization::refused;
use super::call::{Call, Leg};
use super::error::ClientError;
use super::faults::download as faulty;
use crate::encrypted_content::{KEYS_PATH, MEDIA_TYPE};

const READ_KEYS: &str = "read the keys of DAS";

impl Client {
    /// The document in the answer to a download, encrypted or not.
    pub(super) async fn opened(&self, answer: Answer) -> Result<Vec<u8>, ClientError> {
        let encrypted = answer.media_type().eq_ignore_ascii_case(MEDIA_TYPE);
        if !encrypted || self.faults.commits(&faulty::KEEPS_ENCRYPTED_CONTENT) {
            return Ok(answer.body);
        }
        let text = String::from_utf8_lossy(&answer.body);
        let opened = if self.faults.commits(&faulty::USES_CONTENT_OF_ANYBODY) {
            decrypt(&text, &self.settings.content_keys).map(unverified)
        } else {
            self.verified(&text).await?
        };
        opened.map_err(|why| ClientError::Corrupt(why.to_string()))
    }

    async fn verified(&self, text: &str) -> Result<Result<Vec<u8>, Refusal>, ClientError> {
        let trust = Trust {
            keys: &self.keys_of_das().await?,
            address: None,
            roots: &[],
            revoked: &revocation::NONE,
            algorithms: &SignatureAlgorithm::LISTED,
            now: self.settings.clock.now(),
        };
        Ok(open(text, &self.settings.content_keys, &trust))
    }

    async fn keys_of_das(&self) -> Result<Vec<PublishedKey>, ClientError> {
        let unusable = ClientError::Unusable {
            what: READ_KEYS,
            member: "keys",
        };
        let base = self.settings.das_base.as_str().trim_end_matches('/');
        let Ok(url) = Url::parse(&format!("{base}{KEYS_PATH}")) else {
            return Err(unusable);
        };
        let call = Call::new(READ_KEYS, Leg::Das, Method::GET, url);
        let answer = self.line.send(&call).await?;
        if !answer.status.is_success() {
            return Err(refused(READ_KEYS, &answer));
        }
        key_set::read(&answer.body).ok_or(unusable)
    }
}

/// What a JWS signs, or the content itself where it is none.
fn unverified(content: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8_lossy(&content);
    let parts: Vec<&str> = text.split('.').collect();
    let payload = match parts[..] {
        [_, payload, _] => Base64UrlUnpadded::decode_vec(payload).ok(),
        _ => None,
    };
    payload.unwrap_or(content)
}
