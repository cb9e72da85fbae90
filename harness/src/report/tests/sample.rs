//! A small run with every verdict in it, weighed by the same code as a real one.

#![expect(clippy::unwrap_used, reason = "a sample of a test may stop it")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::baseline::Baseline;
use crate::error::SourceFile;
use crate::exchange::model::{Exchange, Request, Response, TlsFacts};
use crate::exchange::redaction::Redactor;
use crate::report::model::{RunResult, StepResult, StepStatus};
use crate::report::{Run, ScenarioOutcome};
use crate::requirement::{Profile, Registry, RequirementId, Role};
use crate::selection::{Capabilities, Filter, Plan, ScenarioRef, Selection};
use crate::verdict::{Finding, Outcome, UntestedReason};

/// Rows of two specifications: id, clause, level, binds, basis, text, and what else stands in the row.
const DAS: &[[&str; 7]] = &[
    [
        "DAS-AUTH-04",
        "security, use of the access token",
        "shall",
        "das",
        "seed",
        "The API is served only to a caller that presents an access token.",
        "",
    ],
    [
        "DAS-AUTH-07",
        "key generation",
        "shall",
        "authorization-server",
        "seed",
        "A client's key counts for that client only.",
        "",
    ],
    [
        "DAS-AUTH-09",
        "key script",
        "may",
        "office-client",
        "seed",
        "Keys are made by the script.",
        "untested: { reason: definition only, because: a recipe }",
    ],
    [
        "DAS-AUTH-12",
        "claims",
        "shall",
        "authorization-server",
        "seed",
        "The claims are those of the table.",
        "untested: { reason: definition only, because: nothing to observe }",
    ],
    [
        "DAS-FLOW-REG-04",
        "register a document, step 1c",
        "shall",
        "das",
        "published",
        "A document is registered only when its file has been accepted.",
        "",
    ],
    [
        "DAS-FLOW-RET-02",
        "retention",
        "shall",
        "das",
        "published",
        "A copy is erased after the period.",
        "",
    ],
    [
        "DAS-API-ERR-02",
        "errors",
        "shall",
        "das",
        "proposal",
        "A foreign id and an absent one look the same.",
        "",
    ],
    [
        "DAS-API-UPL-01",
        "upload",
        "shall",
        "das",
        "published",
        "An upload URL is an HTTPS address.",
        "",
    ],
    [
        "DAS-API-DEL-01",
        "delete",
        "shall",
        "das",
        "published",
        "A deleted copy is gone.",
        "",
    ],
    [
        "DAS-API-NEW-01",
        "nothing yet",
        "should",
        "das",
        "published",
        "Something that nobody wrote a scenario for.",
        "",
    ],
];

const RFC7523: &[[&str; 7]] = &[
    [
        "RFC7523-3-4",
        "3, item 4",
        "shall",
        "authorization-server",
        "standard",
        "An expired assertion is refused.",
        "",
    ],
    [
        "RFC7523-3-8",
        "3, item 8",
        "may",
        "authorization-server",
        "standard",
        "An assertion may have further claims.",
        "",
    ],
    [
        "RFC7523-3-9",
        "3, item 9",
        "shall",
        "authorization-server",
        "standard",
        "The signature is verified.",
        "",
    ],
    [
        "RFC7523-3-7",
        "3, item 7",
        "shall",
        "authorization-server",
        "standard",
        "An assertion has a jti of its own.",
        "",
    ],
];

fn rows(specification: &str, title: &str, rows: &[[&str; 7]]) -> SourceFile {
    let mut text = format!(
        "specification: {specification}\ntitle: {title}\nversion: sample\nlink: https://{specification}.example/\nrequirements:\n"
    );
    for [id, clause, level, binds, basis, wording, more] in rows {
        text.extend([
            format!("  - id: {id}\n    clause: '{clause}'\n    level: {level}\n"),
            format!(
                "    binds: {binds}\n    basis: {basis}\n    text: \"{wording}\"\n    {more}\n"
            ),
        ]);
    }
    SourceFile::new(format!("{specification}.yaml"), text)
}

pub(crate) fn registry() -> Registry {
    let files = [
        rows("das", "WIPO DAS, a sample", DAS),
        rows("rfc7523", "JWT Profile for OAuth 2.0", RFC7523),
    ];
    Registry::from_files(&files, Vec::new()).unwrap()
}

const PROFILE: &str = "
name: sample
title: A sample
version: '1'
sets: [{ specification: das }, { specification: rfc7523 }]
levels: [{ id: DAS-API-DEL-01, level: should, reason: the retention table and the flow notes differ }]
not_applicable: [{ ids: [RFC7523-3-7], reason: the assertion of DAS has no jti }]
untested_share_allowed: 0.5
wire:
  authorization-server:
    issuer-path: /am/oauth2
    access-token-algorithm: RS256
    scope-form: array
    audience: client
    issuer-port: written-out
    access-token-lifetime: PT1H
    assertion-algorithms: [ES256]
    jti: ignored
    certificate-expiry: ignored
  das:
    base-path: /das-api/v1
    scope: das-api/office-exchange
    audience: client
    error-wrapper: false
    access-code: alphanumeric
    operations:
      upload-url: { method: POST, path: /requests/files/url-uploads, success-statuses: [201, 200, 202] }
      renewed-upload-url: { method: PUT, path: /requests/files/url-uploads, success-statuses: [200, 201, 202] }
      file-state: { method: GET, path: /requests/files, success-statuses: [200] }
      deletion: { method: DELETE, path: /requests/files, success-statuses: [204, 200, 202] }
      registration: { method: POST, path: /requests/registrations, success-statuses: [201, 200, 202] }
      correction: { method: PUT, path: /requests/registrations, success-statuses: [200, 201, 202] }
      withdrawal: { method: DELETE, path: /requests/registrations, success-statuses: [204, 200, 202] }
      registration-state: { method: GET, path: /requests/registrations, success-statuses: [200] }
      certificate: { method: GET, path: /requests/registrations/certificates, success-statuses: [200] }
      availability: { method: GET, path: /documents/registrations/statuses, success-statuses: [200] }
      retrieval: { method: POST, path: /requests/retrievals, success-statuses: [201, 200, 202] }
      retrieval-states: { method: GET, path: /requests/retrievals, success-statuses: [200] }
      download-url: { method: POST, path: /requests/files/url-downloads, success-statuses: [200] }
      notification: { method: POST, path: /requests/notifications, success-statuses: [204, 201, 200] }
    headers: { original-document-url: das-original-document-url }
    discloses-expected-values: false
    upload-url-lifetime: PT15M
    download-url-lifetime: PT15M
    transit-period: PT168H
    retrieval-errors: in-status
    forwarding-deadline: PT72H
    ro-ib-erased-after: download
";

pub(crate) fn profile_file() -> SourceFile {
    SourceFile::new("sample.yaml", PROFILE)
}

pub(crate) fn profile(registry: &Registry) -> Profile {
    Profile::from_files(&[profile_file()], registry, "sample").unwrap()
}

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

pub(crate) fn exchange(
    number: u32,
    to: &str,
    request: Request,
    response: Option<Response>,
) -> Exchange {
    Exchange {
        number,
        from: "client".to_owned(),
        to: to.to_owned(),
        at: begun() + SignedDuration::from_secs(number.into()),
        request,
        failure: response
            .is_none()
            .then(|| "the connection was reset".to_owned()),
        response,
        tls: Some(TlsFacts {
            version: "TLSv1.3".to_owned(),
            suite: "TLS13_AES_256_GCM_SHA384".to_owned(),
        }),
        raw: false,
        judged: true,
    }
}

fn json(text: &str) -> Vec<(String, String)> {
    vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("content-length".to_owned(), text.len().to_string()),
    ]
}

fn token_exchange() -> Exchange {
    let body = "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJvZmZpY2UifQ.c2lnbmF0dXJl";
    let answer = r#"{"access_token":"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvZmZpY2UifQ.c2lnbmF0dXJl","token_type":"Bearer","expires_in":3599}"#;
    let request = Request {
        method: "POST".to_owned(),
        url: "https://localhost:41001/am/oauth2/access_token".to_owned(),
        headers: vec![(
            "content-type".to_owned(),
            "application/x-www-form-urlencoded".to_owned(),
        )],
        body: body.into(),
    };
    exchange(
        1,
        "authorization server",
        request,
        Some(Response {
            status: 200,
            headers: json(answer),
            body: answer.into(),
        }),
    )
}

fn registration_exchange() -> Exchange {
    let body = r#"{"operationCategory":"registration","documentNumber":"XX 000042","documentDate":"2026-01-01","dasAccessCode":"AB21","fileId":"f-1"}"#;
    let answer = r#"{"requestAckId":"r-1","message":"<b>registered</b> with AB21"}"#;
    let request = Request {
        method: "POST".to_owned(),
        url: "https://localhost:41002/das-api/v1/requests/registrations".to_owned(),
        headers: [
            vec![(
                "authorization".to_owned(),
                "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvZmZpY2UifQ.c2lnbmF0dXJl".to_owned(),
            )],
            json(body),
        ]
        .concat(),
        body: body.into(),
    };
    exchange(
        2,
        "das",
        request,
        Some(Response {
            status: 201,
            headers: json(answer),
            body: answer.into(),
        }),
    )
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
            duration: Duration::from_millis(12),
            note: None,
        }
    };
    plan.scenarios.iter().map(&mut observe).collect()
}

/// The result of the sample, in which the clock cannot be moved.
pub(crate) fn result() -> RunResult {
    let registry = registry();
    let profile = profile(&registry);
    let plan = plan(
        &registry,
        &profile,
        &Capabilities::Named(BTreeSet::new()),
        &Filter::default(),
    );
    let baseline = Baseline::from_file(&SourceFile::new("gaps.yaml", BASELINE), &registry).unwrap();
    let run = Run {
        registry: &registry,
        profile: &profile,
        roles: &roles(),
        claims: &BTreeSet::new(),
        baseline: &baseline,
        plan: &plan,
        redactor: &Redactor::new([7; 32]),
        target: "fixtures/targets/das.yaml",
        seed: Some(42),
        started_at: begun(),
    };
    run.assemble(&outcomes(&plan), begun() + SignedDuration::from_secs(3))
}
