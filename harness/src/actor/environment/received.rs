//! What parties of ours received from others than the judge: their journals, in the form of the judge's own exchanges.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use mock_kit::{CapturedBody, ControlHandle, Journal};
use url::Url;

use crate::actor::Party;
use crate::exchange::log::ExchangeLog;
use crate::exchange::model::{Exchange, PassedDocument, Request, Response, TlsFacts};

/// What reports call the authorization server of an office with a server of its own.
pub const OWN_SERVER: &str = "office's authorization server";

/// A party of ours, listening.
#[derive(Debug, Clone)]
pub struct Ear {
    /// Which party it is.
    pub party: Party,
    /// What reports call it.
    pub name: &'static str,
    /// Where it listens; the path does not matter.
    pub base: Url,
    /// What it received.
    pub journal: Journal,
    /// Who calls here without saying who it is, where only one is told of it.
    pub told: Option<Told>,
}

/// The one party that was told of an address of ours.
#[derive(Debug, Clone)]
pub struct Told {
    /// Which party it is.
    pub party: Party,
    /// The path that it was told. Whoever looks in elsewhere, to see whether anybody is there, may be anyone.
    pub path: String,
}

impl Ear {
    /// A party of ours under control.
    pub fn of(party: Party, base: &Url, control: &ControlHandle) -> Self {
        Self {
            party,
            name: party.name(),
            base: base.clone(),
            journal: control.journal.clone(),
            told: None,
        }
    }

    /// The same under another name: a second one of its kind, which is not judged.
    #[must_use]
    pub fn called(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// Whether the call shows that its sender knows the way.
    fn is_meant(&self, entry: &mock_kit::Exchange) -> bool {
        let path = entry.target.split('?').next();
        self.told
            .as_ref()
            .is_none_or(|told| path == Some(&told.path))
    }

    fn is_judged(&self, judged: &BTreeSet<Party>) -> bool {
        self.name == self.party.name() && judged.contains(&self.party)
    }
}

/// How far the journal of each party has been read, and who has called so far.
#[derive(Debug, Default)]
pub struct Reading(Mutex<Read>);

#[derive(Debug, Default)]
struct Read {
    last: BTreeMap<Url, u64>,
    callers: BTreeSet<Party>,
}

impl Reading {
    /// Adds to the log what has arrived since the last time.
    ///
    /// What the judge sent stands in the log already, as it saw it. A caller that says nothing of itself is `stranger`; where there
    /// is none to be expected, what it sent was written by the judge byte by byte.
    pub fn go_on(
        &self,
        ears: &[Ear],
        stranger: Option<Party>,
        judged: &BTreeSet<Party>,
        log: &ExchangeLog,
    ) {
        let mut read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Read { last, callers } = &mut *read;
        for ear in ears {
            let last = last.entry(ear.base.clone()).or_default();
            for entry in ear.journal.since(*last) {
                *last = entry.number;
                let told = ear.told.as_ref().map(|told| told.party);
                if let Some(from) = caller(&entry, told.or(stranger)) {
                    if ear.is_meant(&entry) {
                        callers.insert(from);
                    }
                    // Invariants judge answers, so it is the one who answered that counts.
                    let judged = ear.is_judged(judged);
                    log.record(entry.turn, exchange(&entry, ear, from, judged));
                }
            }
        }
    }

    /// Who has called so far; the judge does not count.
    pub fn callers(&self) -> BTreeSet<Party> {
        let read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        read.callers.clone()
    }
}

/// Who called, by its `User-Agent`; nobody where it was the judge.
fn caller(entry: &mock_kit::Exchange, stranger: Option<Party>) -> Option<Party> {
    let agent = entry.request_headers.get(http::header::USER_AGENT);
    match agent.and_then(|agent| agent.to_str().ok()) {
        Some(agent) if agent.starts_with("das-conformance") => None,
        Some("authorization-server") => Some(Party::AuthorizationServer),
        Some("wipo-das") => Some(Party::Das),
        Some("office-server") => Some(Party::OfficeServer),
        Some("office-client") => Some(Party::OfficeClient),
        Some("client") => Some(Party::OauthClient),
        Some("ciba-client") => Some(Party::CibaClient),
        Some("resource") => Some(Party::ResourceServer),
        Some("connector") => Some(Party::Connector),
        Some("registering-party") => Some(Party::RegisteringParty),
        _ => stranger,
    }
}

fn exchange(entry: &mock_kit::Exchange, ear: &Ear, from: Party, judged: bool) -> Exchange {
    let url = ear.base.join(&entry.target);
    Exchange {
        number: 0,
        from: from.name().to_owned(),
        to: ear.name.to_owned(),
        at: entry.at,
        request: Request {
            method: entry.method.to_string(),
            url: url.map_or_else(|_| entry.target.clone(), |url| url.to_string()),
            headers: headers(&entry.request_headers),
            body: body(&entry.request_body),
        },
        response: Some(Response {
            status: entry.status.as_u16(),
            headers: headers(&entry.response_headers),
            body: body(&entry.response_body),
        }),
        failure: None,
        tls: entry.tls.as_ref().map(|facts| TlsFacts {
            version: facts.version.clone(),
            suite: facts.suite.clone(),
            certificate: facts.certificate.clone(),
        }),
        raw: false,
        judged,
    }
}

/// The octets that went by; of a document what is left of it.
fn body(captured: &CapturedBody) -> Vec<u8> {
    let octets = captured.length();
    match captured.document_hash() {
        Some(sha256) if octets > 0 => {
            let passed = PassedDocument { octets, sha256 };
            serde_json::to_vec(&passed).unwrap_or_default()
        }
        _ => captured.octets(),
    }
}

fn headers(headers: &http::HeaderMap) -> Vec<(String, String)> {
    let headers = headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        (name.as_str().to_owned(), value.into_owned())
    });
    headers.collect()
}
