//! What one scenario observed, without secrets, and how far the invariants can judge it again.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use mock_kit::clock::Move;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::actor::Party;
use crate::exchange::model::{Exchange, ExchangeRecord, Request, Response};
use crate::exchange::redaction::{Redaction, Redactor};
use crate::invariants::description::judge_by;
use crate::invariants::{self, Invariant, Judgement, Scene};
use crate::openapi::{self, Description};
use crate::requirement::{Role, Wire};
use crate::runner::Ran;
use crate::verdict::{Finding, MissedCall, Outcome};

/// What a scenario observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// What its steps came to. It rests on the word of the harness that took them: they cannot be taken again.
    pub outcome: Outcome,
    /// What the invariants said of its exchanges, in their order; those not concerned are left out.
    pub invariants: IndexMap<InvariantName, Judgement>,
    /// The invariants of which the exchanges without secrets say something else: they cannot be judged again.
    pub redacted: Vec<InvariantName>,
    /// Who of those under test has called a host of ours, apart from parties of ours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub callers: Vec<Role>,
    /// Where the parties were, where the scenario was played at all.
    pub scene: Option<Places>,
    /// How the clock was moved.
    pub clock: Vec<Move>,
}

/// What tells one invariant from all others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InvariantName {
    /// Whose answers it looks at.
    pub role: Role,
    /// The requirement that it judges.
    pub requirement: String,
    /// What is true of a conforming implementation.
    pub claim: String,
}

/// Where the parties were, as far as the scenario came to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    token_endpoint: Option<Url>,
    backchannel_endpoint: Option<Url>,
    jwks_uri: Option<Url>,
    das_base: Option<Url>,
    peer_bases: Vec<(Role, Url)>,
}

/// Watches a run and keeps what its scenarios observed.
#[derive(Debug, Default)]
pub struct Recorder {
    observations: BTreeMap<String, Observation>,
}

impl Recorder {
    /// Keeps what a scenario observed, judged by the description that was brought where one was.
    pub fn observe(&mut self, ran: &Ran, redactor: &Redactor, brought: Option<&Description>) {
        let redaction = redactor.over(&ran.exchanges);
        let invariants = named(&ran.invariants, &redaction);
        let observation = Observation {
            outcome: without_secrets(&ran.outcome, &redaction),
            redacted: differing(&invariants, &again(ran, &redaction, brought)),
            invariants,
            callers: ran.callers.clone(),
            scene: ran.scene.as_ref().map(Places::of),
            clock: ran.clock.clone(),
        };
        self.observations
            .insert(ran.scenario.reference.id(), observation);
    }

    /// What was kept, by the names of scenarios.
    pub(super) fn observations(self) -> BTreeMap<String, Observation> {
        self.observations
    }
}

type Judgements = IndexMap<InvariantName, Judgement>;

/// What the invariants say of the exchanges as they will stand in the file.
fn again(ran: &Ran, redaction: &Redaction<'_>, brought: Option<&Description>) -> Judgements {
    let Some(scene) = &ran.scene else {
        return Judgements::new();
    };
    let records = ran.exchanges.iter();
    let records: Vec<_> = records
        .map(|exchange| redaction.exchange(exchange))
        .collect();
    judgements(&records, scene, brought)
}

/// What the invariants say of recorded exchanges; those not concerned are left out.
pub(super) fn judgements(
    records: &[ExchangeRecord],
    scene: &Scene,
    brought: Option<&Description>,
) -> Judgements {
    let exchanges: Vec<Exchange> = records.iter().map(replayed).collect();
    let base = scene.das_base.as_ref();
    let judged = invariants::all().map(|row| {
        let by_brought = brought.and_then(|brought| judge_by(brought, row, &exchanges, base));
        let judgement = by_brought.unwrap_or_else(|| invariants::judge(row, &exchanges, scene));
        (row, judgement)
    });
    judged
        .filter(|(_, judgement)| *judgement != Judgement::NotConcerned)
        .map(|(row, judgement)| (InvariantName::of(row), judgement))
        .collect()
}

/// The invariants of which two looks say different things.
fn differing(one: &Judgements, other: &Judgements) -> Vec<InvariantName> {
    let names = one.keys().chain(other.keys());
    let mut names: Vec<_> = names
        .filter(|name| one.get(*name) != other.get(*name))
        .cloned()
        .collect();
    names.sort();
    names.dedup();
    names
}

fn named(judged: &[(&'static Invariant, Judgement)], redaction: &Redaction<'_>) -> Judgements {
    let judged = judged.iter();
    judged
        .map(|(row, judgement)| (InvariantName::of(row), told(judgement, redaction)))
        .collect()
}

fn told(judgement: &Judgement, redaction: &Redaction<'_>) -> Judgement {
    match judgement {
        Judgement::Violated(finding) => Judgement::Violated(reworded(finding, redaction)),
        other => other.clone(),
    }
}

fn without_secrets(outcome: &Outcome, redaction: &Redaction<'_>) -> Outcome {
    let text = |text: &str| redaction.text(text);
    match outcome {
        Outcome::Held => Outcome::Held,
        Outcome::Violated(finding) => Outcome::Violated(reworded(finding, redaction)),
        Outcome::Inconclusive(why) => Outcome::Inconclusive(text(why)),
        Outcome::Untested(reason, why) => Outcome::Untested(*reason, text(why)),
        Outcome::NotApplicable(why) => Outcome::NotApplicable(text(why)),
        Outcome::ConfigurationError(what) => Outcome::ConfigurationError(text(what)),
        Outcome::HarnessError(how) => Outcome::HarnessError(text(how)),
    }
}

fn reworded(finding: &Finding, redaction: &Redaction<'_>) -> Finding {
    Finding {
        expected: redaction.text(&finding.expected),
        received: redaction.text(&finding.received),
        hint: finding.hint.as_deref().map(|hint| redaction.text(hint)),
        missed: finding.missed.as_ref().map(|missed| MissedCall {
            what: redaction.text(&missed.what),
            address: redaction.text(&missed.address),
        }),
        ..finding.clone()
    }
}

/// An exchange as far as its record tells it.
fn replayed(record: &ExchangeRecord) -> Exchange {
    Exchange {
        number: record.number,
        from: record.from.clone(),
        to: record.to.clone(),
        at: record.at,
        request: Request {
            method: record.request.method.clone(),
            url: record.request.url.clone(),
            headers: record.request.headers.clone(),
            body: record.request.body.clone().into_bytes(),
        },
        response: record.response.as_ref().map(|response| Response {
            status: response.status,
            headers: response.headers.clone(),
            body: response.body.clone().into_bytes(),
        }),
        failure: record.failure.clone(),
        tls: record.tls.clone(),
        raw: record.raw,
        judged: record.judged,
    }
}

impl InvariantName {
    pub(super) fn of(row: &Invariant) -> Self {
        Self {
            role: row.party.role(),
            requirement: row.requirement.to_owned(),
            claim: row.claim.to_owned(),
        }
    }
}

impl std::fmt::Display for InvariantName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} {}: {}",
            self.role, self.requirement, self.claim
        )
    }
}

impl std::str::FromStr for InvariantName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unreadable = "an invariant is named by its role, its requirement and its claim";
        let (head, claim) = text.split_once(": ").ok_or(unreadable)?;
        let (role, requirement) = head.split_once(' ').ok_or(unreadable)?;
        Ok(Self {
            role: role.parse().map_err(|_| unreadable)?,
            requirement: requirement.to_owned(),
            claim: claim.to_owned(),
        })
    }
}

impl Serialize for InvariantName {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for InvariantName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Places {
    fn of(scene: &Scene) -> Self {
        let peers = scene.peer_bases.iter();
        Self {
            token_endpoint: scene.token_endpoint.clone(),
            backchannel_endpoint: scene.backchannel_endpoint.clone(),
            jwks_uri: scene.jwks_uri.clone(),
            das_base: scene.das_base.clone(),
            peer_bases: peers
                .map(|(party, base)| (party.role(), base.clone()))
                .collect(),
        }
    }

    /// What the invariants may know again.
    pub(super) fn scene(&self, wire: &Wire) -> Scene {
        Scene {
            token_endpoint: self.token_endpoint.clone(),
            backchannel_endpoint: self.backchannel_endpoint.clone(),
            jwks_uri: self.jwks_uri.clone(),
            das_base: self.das_base.clone(),
            peer_bases: self.peer_bases.iter().filter_map(peer).collect(),
            wire: wire.clone(),
            description: openapi::own(&wire.das).ok(),
        }
    }
}

fn peer((role, base): &(Role, Url)) -> Option<(Party, Url)> {
    let party = Party::ALL.into_iter().find(|party| party.role() == *role)?;
    Some((party, base.clone()))
}
