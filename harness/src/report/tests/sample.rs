//! A small run with every verdict in it, weighed by the same code as a real one.

#![expect(clippy::unwrap_used, reason = "a sample of a test may stop it")]

mod demands;
mod exchanges;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::baseline::Baseline;
use crate::error::SourceFile;
use crate::exchange::redaction::Redactor;
use crate::randomness::Seed;
use crate::report::model::{RunResult, StepResult, StepStatus};
use crate::report::{Run, ScenarioOutcome};
use crate::requirement::{Profile, Registry, RequirementId, Role};
use crate::selection::{Capabilities, Filter, Plan, ScenarioRef, Selection};
use crate::verdict::{Finding, Outcome, UntestedReason};

pub(crate) use self::demands::{elder, profile, profile_file, registry};
use self::exchanges::{registration_exchange, token_exchange};

pub(crate) fn id(text: &str) -> RequirementId {
    RequirementId::new(text).unwrap()
}

pub(crate) fn scenario(topic: &str, title: &str, ids: &[&str], tags: &[&str]) -> ScenarioRef {
    let line = title.len();
    ScenarioRef {
        path: format!("features/{topic}.feature"),
        feature: if topic.starts_with("das") {
            "Registering documents"
        } else {
            "Client assertions"
        }
        .to_owned(),
        rule: "What is demanded".to_owned(),
        title: title.to_owned(),
        requirements: ids.iter().map(|text| id(text)).collect(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        line,
    }
}

/// Titles are of different lengths, which gives each a line of its own.
pub(crate) fn scenarios() -> Vec<ScenarioRef> {
    let das = |title, ids: &[&str], tags: &[&str]| scenario("das/registrations", title, ids, tags);
    let oauth = |title, ids: &[&str]| scenario("oauth/client-assertions", title, ids, &[]);
    vec![
        das("A caller without a token is refused", &["DAS-AUTH-04"], &[]),
        das(
            "A document whose file is still being checked is refused",
            &["DAS-FLOW-REG-04"],
            &[],
        ),
        das(
            "A foreign id looks like an absent one",
            &["DAS-API-ERR-02"],
            &[],
        ),
        das(
            "A copy is erased when the period has passed",
            &["DAS-FLOW-RET-02"],
            &["requires:clock-control"],
        ),
        das(
            "An upload URL is an HTTPS address, says <DAS>",
            &["DAS-API-UPL-01"],
            &[],
        ),
        das("A deleted copy is gone", &["DAS-API-DEL-01"], &[]),
        oauth(
            "A client logs in with its own key",
            &["DAS-AUTH-07", "RFC7523-3-9"],
        ),
        oauth(
            "Signing with another client's key is refused",
            &["DAS-AUTH-07"],
        ),
        oauth(
            "An assertion with unknown claims is accepted",
            &["RFC7523-3-8"],
        ),
        oauth("An expired assertion is refused", &["RFC7523-3-4"]),
        oauth("A repeated jti is refused", &["RFC7523-3-7"]),
        oauth("A broken signature is refused by DAS", &["RFC7523-3-9"]),
    ]
}

pub(crate) fn roles() -> BTreeSet<Role> {
    [Role::AuthorizationServer, Role::Das].into()
}

pub(crate) fn plan(
    registry: &Registry,
    profile: &Profile,
    capabilities: &Capabilities,
    filter: &Filter,
) -> Plan {
    Selection {
        registry,
        profile,
        roles: &roles(),
        capabilities,
        filter,
    }
    .plan(&scenarios())
    .unwrap()
}

fn begun() -> Timestamp {
    "2026-11-21T20:00:00Z".parse().unwrap()
}

fn steps(stopped: bool) -> Vec<StepResult> {
    let step = |keyword: &str, text: &str, status| StepResult {
        keyword: keyword.to_owned(),
        text: text.to_owned(),
        status,
    };
    let (then, and) = if stopped {
        (StepStatus::Stopped, StepStatus::NotReached)
    } else {
        (StepStatus::Passed, StepStatus::Passed)
    };
    vec![
        step(
            "Given",
            "the office has uploaded a file that DAS is still checking",
            StepStatus::Passed,
        ),
        step(
            "When",
            "the office registers the document",
            StepStatus::Passed,
        ),
        step("Then", "DAS refuses because the file is not ready", then),
        step("And", "no registration exists for the document", and),
    ]
}

/// What each scenario observes, by its title.
fn observations() -> BTreeMap<&'static str, Vec<Outcome>> {
    let early = Finding::new(
        "a refusal, because the file is not ready",
        "accepted: 201, requestAckId r-1",
    )
    .at(2)
    .hinting("registration does not wait for the check of the file");
    let disclosing = Finding::new(
        "404 for both",
        "403 for the foreign id, 404 for the absent one",
    )
    .at(2);
    let cached = Finding::new("Cache-Control with no-store", "no Cache-Control field")
        .at(1)
        .against(id("RFC7523-3-9"));
    BTreeMap::from([
        ("A document whose file is still being checked is refused", vec![Outcome::Violated(early)]),
        ("A foreign id looks like an absent one", vec![Outcome::Violated(disclosing)]),
        ("An upload URL is an HTTPS address, says <DAS>", vec![Outcome::ConfigurationError("the credentials were refused: either `client` is registered with another key, or a good assertion was refused".to_owned())]),
        ("Signing with another client's key is refused", vec![Outcome::Inconclusive("the control was refused: 401 invalid_client".to_owned())]),
        ("An assertion with unknown claims is accepted", vec![Outcome::Violated(Finding::new("a token", "refused: 400 invalid_client").at(1))]),
        ("An expired assertion is refused", vec![Outcome::HarnessError("a step panicked: index out of bounds".to_owned())]),
        ("A client logs in with its own key", vec![Outcome::Held, Outcome::Violated(cached)]),
        ("A deleted copy is gone", vec![Outcome::Untested(UntestedReason::NeedsHardware, "no transit zone at hand".to_owned())]),
    ])
}

const BASELINE: &str = "known_gaps:
  - { requirement: RFC7523-3-9, reason: the cache header comes with release 2 }
  - { requirement: DAS-AUTH-04, reason: was open in May }
";

pub(crate) fn outcomes(plan: &Plan) -> Vec<ScenarioOutcome> {
    let mut observations = observations();
    let mut observe = |scenario: &ScenarioRef| {
        let outcomes = observations
            .remove(scenario.title.as_str())
            .unwrap_or_else(|| vec![Outcome::Held]);
        let stopped = outcomes.iter().any(|outcome| *outcome != Outcome::Held);
        ScenarioOutcome {
            scenario: scenario.clone(),
            outcomes,
            observed: Vec::new(),
            steps: steps(stopped),
            exchanges: vec![token_exchange(), registration_exchange()],
            callers: Vec::new(),
            duration: Duration::from_millis(12),
        }
    };
    plan.scenarios.iter().map(&mut observe).collect()
}

fn seed() -> Seed {
    "000102030405060708090a0b0c0d0e0f".parse().unwrap()
}

/// The result of the sample, in which the clock cannot be moved.
pub(crate) fn result() -> RunResult {
    result_of(&whole())
}

/// Everything in it, as far as it can be had without moving the clock.
pub(crate) fn whole() -> Plan {
    let registry = registry();
    let profile = profile(&registry);
    let none = Capabilities::Named(BTreeSet::new());
    plan(&registry, &profile, &none, &Filter::default())
}

/// The result of this part of the sample.
pub(crate) fn result_of(plan: &Plan) -> RunResult {
    result_changed(plan, |_| {})
}

/// The same where scenarios observed something else.
pub(crate) fn result_changed(plan: &Plan, change: impl Fn(&mut ScenarioOutcome)) -> RunResult {
    let registry = registry();
    let profile = profile(&registry);
    let baseline = Baseline::from_file(&SourceFile::new("gaps.yaml", BASELINE), &registry).unwrap();
    let run = Run {
        registry: &registry,
        profile: &profile,
        roles: &roles(),
        claims: &BTreeSet::new(),
        baseline: &baseline,
        plan,
        redactor: &Redactor::new([7; 32]),
        target: "fixtures/targets/das.yaml",
        seeds: &[seed()],
        started_at: begun(),
    };
    let mut outcomes = outcomes(plan);
    outcomes.iter_mut().for_each(change);
    run.assemble(&outcomes, begun() + SignedDuration::from_secs(3))
}
