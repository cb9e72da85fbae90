//! What faults make of the keys that verify access tokens; nothing here lies on the honest path.

use mock_kit::Clock;
use url::Url;

use super::compact_token::CompactToken;
use crate::authorization_server::TrustedServer;
use crate::das_error::DasError;

/// How often the key set is fetched by a fault.
const FETCHES: usize = 5;

/// What a careless party does with keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carelessness {
    /// It never looks for new keys.
    ClingsToTheFirstKeys,
    /// It goes on honouring removed keys.
    ForgivesRemovedKeys,
    /// It honours keys that it does not know.
    TrustsUnknownKeys,
    /// It fetches the key set several times for one token.
    Insists,
}

impl Carelessness {
    const ALL: [Self; 4] = [
        Self::ClingsToTheFirstKeys,
        Self::ForgivesRemovedKeys,
        Self::TrustsUnknownKeys,
        Self::Insists,
    ];
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
        is: impl Fn(Carelessness) -> bool,
    ) -> Option<Result<(), DasError>> {
        if !Carelessness::ALL.into_iter().any(&is) {
            return None;
        }
        let verifies = self.verifies(token).await;
        if is(Carelessness::Insists) && !verifies {
            self.insist().await;
        }
        match verifies {
            true if is(Carelessness::ForgivesRemovedKeys) => Some(Ok(())),
            false if is(Carelessness::TrustsUnknownKeys) => Some(Ok(())),
            false if is(Carelessness::ClingsToTheFirstKeys) => {
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
