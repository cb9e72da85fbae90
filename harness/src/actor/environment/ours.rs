//! How the parties that WIPO calls are set up, in scenarios and in the served environment alike.

use mock_das::{AuthorizationServer, OfficeApi, PctService, TokenSource, office, pct};
use mock_kit::{Clock, ListenerSettings};
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use url::Url;

use super::clients::{OauthClient, Who};
use super::facts::{Availability, KeptDocument};
use super::variant::das_variant;
use crate::requirement::wire::Wire;
use crate::stop::Stop;

/// What every party of ours shares with the others.
#[derive(Clone)]
pub struct Ground<'a> {
    /// The clock.
    pub clock: Clock,
    /// The certificate authority of all hosts.
    pub authority_pem: String,
    /// The wire variant.
    pub wire: &'a Wire,
}

/// An office with an API: who vouches for WIPO's calls, who WIPO is there, and how the office calls DAS.
pub struct OfficeParts<'a> {
    /// The office.
    pub office: Who,
    /// The issuer whose tokens it takes.
    pub issuer: Url,
    /// WIPO as a client of that issuer.
    pub caller: &'a OauthClient,
    /// The base of DAS.
    pub das: Url,
    /// How it calls DAS.
    pub tokens: TokenSource,
}

impl Ground<'_> {
    /// An office's API.
    pub fn office(
        &self,
        listener: ListenerSettings,
        parts: OfficeParts<'_>,
        preparation_time: jiff::SignedDuration,
    ) -> office::Settings {
        office::Settings {
            listener,
            clock: self.clock.clone(),
            code: parts.office.office().to_owned(),
            base_path: office::Settings::BASE_PATH.to_owned(),
            accepts: office::Accepts {
                issuer: parts.issuer,
                trust: vec![self.authority_pem.clone()],
                client_id: parts.caller.client_id.clone(),
                audience: das_variant(self.wire).audience,
                scope: parts.caller.scope.clone(),
            },
            addresses: None,
            das: office::Calling {
                base: Some(parts.das),
                tokens: parts.tokens,
            },
            transfer: office::Transfer::DigitalLibrary,
            preparation_time,
        }
    }

    /// The PCT service.
    pub fn pct(
        &self,
        listener: ListenerSettings,
        issuer: Url,
        caller: &OauthClient,
    ) -> pct::Settings {
        pct::Settings {
            listener,
            clock: self.clock.clone(),
            authorization_server: AuthorizationServer {
                issuer,
                trust: vec![self.authority_pem.clone()],
            },
            caller: caller.client_id.clone(),
            audience: das_variant(self.wire).audience,
            scope: caller.scope.clone(),
        }
    }
}

/// Where a party of ours gets tokens as this client of this issuer.
pub fn token_source(issuer: Url, client: &OauthClient) -> Result<TokenSource, Stop> {
    let pem = client.key.to_pkcs8_pem(LineEnding::LF);
    Ok(TokenSource {
        issuer,
        scope: client.scope.clone(),
        client: mock_das::OutboundClient {
            client_id: client.client_id.clone(),
            private_key_pem: pem.map_err(Stop::harness_bug)?.to_string(),
        },
    })
}

/// An office on DAS's list, with its API.
pub fn listed_with_api(office: Who, base: &Url, tokens: TokenSource) -> mock_das::Office {
    mock_das::Office {
        api: Some(OfficeApi {
            base: base.clone(),
            digital_library: true,
            tokens,
        }),
        ..listed(office.client_id(), office.office())
    }
}

/// An office on DAS's list.
pub fn listed(client_id: &str, office: &str) -> mock_das::Office {
    mock_das::Office {
        code: office.to_owned(),
        client_id: client_id.to_owned(),
        api: None,
        addresses: Vec::new(),
        encryption_keys: None,
        depositing: true,
        accessing: true,
    }
}

/// The PCT service as DAS calls it.
pub fn pct_service(base: &Url, tokens: TokenSource) -> PctService {
    PctService {
        base: base.clone(),
        tokens,
    }
}

/// Puts a document into an office's digital library.
pub fn keep_at_office(office: &office::Handle, document: KeptDocument) -> Result<(), Stop> {
    let kept = office.keep(office::Document {
        number: document.number,
        kind: spelt(&document.kind)?,
        date: document.date,
        content: document.content,
        format: spelt(document.format)?,
        availability: match document.availability {
            Availability::Available => office::Availability::Available,
            Availability::NotAvailable => office::Availability::NotAvailable,
            Availability::NotCleared => office::Availability::NotCleared,
        },
    });
    let refused = || Stop::harness("no document can be kept under such a number");
    kept.then_some(()).ok_or_else(refused)
}

/// Puts a document into the PCT service.
pub fn keep_at_pct(service: &pct::Handle, document: KeptDocument) -> Result<(), Stop> {
    let kept = service.keep(pct::Document {
        number: document.number,
        kind: spelt(&document.kind)?,
        date: document.date,
        content: document.content.into(),
        format: spelt(document.format)?,
        availability: match document.availability {
            Availability::Available => pct::Availability::Available,
            Availability::NotAvailable => pct::Availability::NotAvailable,
            Availability::NotCleared => pct::Availability::NotCleared,
        },
    });
    kept.map_err(Stop::harness_bug)
}

/// A word of the API as our own parties take it.
fn spelt<T: serde::de::DeserializeOwned>(word: &str) -> Result<T, Stop> {
    serde_json::from_value(serde_json::Value::from(word)).map_err(Stop::harness_bug)
}
