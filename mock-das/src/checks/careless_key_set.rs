//! What faults make of the keys that verify access tokens; nothing here lies on the honest path.

use mock_kit::Clock;
use url::Url;

use super::compact_token::CompactToken;
use crate::authorization_server::TrustedServer;
use crate::das_error::DasError;

/// How often the key set is fetched by a fault.
const FETCHES: usize = 5;

/// What a careless party does with keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct Carelessness {
    /// It never looks for new keys.
    pub clings_to_the_first_keys: bool,
    /// It goes on honouring removed keys.
    pub forgives_removed_keys: bool,
    /// It honours keys that it does not know.
    pub trusts_unknown_keys: bool,
    /// It fetches the key set several times for one token.
    pub insists: bool,
}

impl Carelessness {
    fn is_none(self) -> bool {
        let lapses = [
            self.clings_to_the_first_keys,
            self.forgives_removed_keys,
            self.trusts_unknown_keys,
            self.insists,
        ];
        lapses.iter().all(|lapse| !lapse)
    }
}

/// Holds on to the first key set that it ever saw.
#[derive(Debug)]
pub struct CarelessKeySet {
    issuer: Url,
    http: reqwest::Client,
    clock: Clock,
    /// Asked for all its keys, this server is asked once only.
    first_seen: TrustedServer,
}

impl CarelessKeySet {
    /// The key set of this issuer; nothing is fetched yet.
    pub fn new(issuer: Url, http: reqwest::Client, clock: Clock) -> Self {
        Self {
            first_seen: TrustedServer::new(issuer.clone(), http.clone(), clock.clone()),
            issuer,
            http,
            clock,
        }
    }

    /// What a careless party says of a token; nothing where it would be judged with care.
    pub async fn judges(
        &self,
        token: &CompactToken,
        careless: Carelessness,
    ) -> Option<Result<(), DasError>> {
        if careless.is_none() {
            return None;
        }
        let verifies = self.verifies(token).await;
        if careless.insists && !verifies {
            self.insist().await;
        }
        match verifies {
            true if careless.forgives_removed_keys => Some(Ok(())),
            false if careless.trusts_unknown_keys => Some(Ok(())),
            false if careless.clings_to_the_first_keys => {
                Some(Err(DasError::InvalidToken("the signature does not verify")))
            }
            _ => None,
        }
    }

    async fn verifies(&self, token: &CompactToken) -> bool {
        let keys = self.first_seen.all_keys().await.unwrap_or_default();
        keys.iter()
            .any(|key| key.verifies(&token.signed, &token.signature))
    }

    async fn insist(&self) {
        for _ in 0..FETCHES {
            let (http, clock) = (self.http.clone(), self.clock.clone());
            let _ = TrustedServer::new(self.issuer.clone(), http, clock)
                .all_keys()
                .await;
        }
    }
}
