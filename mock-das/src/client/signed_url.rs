//! Signed URLs: they carry their own permission, so nothing else goes there.

use http::Method;
use serde_json::Value;
use url::Url;

use super::Client;
use super::call::{Call, Leg};
use super::error::ClientError;
use super::faults::transport as faulty;

impl Client {
    /// The signed URL in this member of an answer; the document never travels in the clear.
    pub(super) fn signed_url(
        &self,
        what: &'static str,
        answer: &Value,
        member: &'static str,
    ) -> Result<Url, ClientError> {
        let url = answer.get(member).and_then(Value::as_str);
        let url = url.and_then(|text| Url::parse(text).ok());
        let url = url.ok_or(ClientError::Unusable { what, member })?;
        if url.scheme() != "https" && !self.faults.commits(&faulty::USES_UNENCRYPTED_URLS) {
            return Err(ClientError::Unencrypted(what));
        }
        Ok(url)
    }

    /// A request to a signed URL.
    pub(super) fn storage_call(&self, what: &'static str, method: Method, url: Url) -> Call {
        let call = Call::new(what, Leg::Storage, method, url);
        let held = self
            .held
            .as_ref()
            .map(super::authorization::HeldToken::text);
        let sends = self.faults.commits(&faulty::TAKES_THE_TOKEN_TO_STORAGE);
        Call {
            bearer: held.filter(|_| sends).map(str::to_owned),
            ..call
        }
    }
}
