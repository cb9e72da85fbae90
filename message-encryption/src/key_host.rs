//! Fetching a key set: over TLS, from a host that shows who it is (Part 4, header table, `jku`; RFC 7515, 8).

use http::StatusCode;
use mock_kit::tls::{TlsError, careless_http_client, http_client_of};
use mock_kit::{Fault, FaultPlan, answer};
use url::Url;

use crate::key_set::{self, PublishedKey};
use crate::refusal::Refusal;

/// The largest key set or list that is read, in octets.
const LIMIT: usize = 64 << 10;

/// An HTTP client for key sets, and another for a party that misbehaves.
pub(crate) struct KeyFetcher {
    http: reqwest::Client,
    careless: reqwest::Client,
    faults: FaultPlan,
    in_the_clear: &'static Fault,
    any_host: &'static Fault,
}

impl KeyFetcher {
    /// A fetcher for `party` that trusts these authorities; the faults are the party's own for the two ways to be careless.
    pub(crate) fn new(
        party: &str,
        trust: &[String],
        faults: &FaultPlan,
        [in_the_clear, any_host]: [&'static Fault; 2],
    ) -> Result<Self, TlsError> {
        let trust: Vec<&str> = trust.iter().map(String::as_str).collect();
        Ok(Self {
            http: http_client_of(party, &trust)?,
            careless: careless_http_client(party)?,
            faults: faults.clone(),
            in_the_clear,
            any_host,
        })
    }

    /// The keys at an address.
    pub(crate) async fn fetch(&self, address: &Url) -> Result<Vec<PublishedKey>, Refusal> {
        if address.scheme() != "https" && !self.faults.commits(self.in_the_clear) {
            return Err(Refusal::SigningKey("keys are fetched over TLS only"));
        }
        let careless = self.faults.commits(self.any_host);
        let http = if careless { &self.careless } else { &self.http };
        let answered = http.get(address.clone()).send().await;
        let answered =
            answered.map_err(|_| Refusal::SigningKey("the key set cannot be fetched"))?;
        if answered.status() != StatusCode::OK {
            return Err(Refusal::SigningKey("the host of the key set has none"));
        }
        let octets = answer::octets(answered, LIMIT).await;
        let octets = octets.ok_or(Refusal::SigningKey(
            "the key set breaks off, or is too large",
        ))?;
        key_set::read(&octets).ok_or(Refusal::SigningKey("there is no key set"))
    }

    /// The list of revoked certificates at an address. It is signed, so that the connection does not matter (RFC 5280, 8).
    pub(crate) async fn revocation_list(&self, address: &Url) -> Option<Vec<u8>> {
        let answered = self.http.get(address.clone()).send().await.ok()?;
        if answered.status() != StatusCode::OK {
            return None;
        }
        answer::octets(answered, LIMIT).await
    }
}
