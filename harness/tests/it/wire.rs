//! The wire is data: a variant is a new file and not new code, and a description of it can be brought.

use std::process::Command;
use std::sync::Arc;

use harness::data::Data;
use harness::error::SourceFile;
use harness::exchange::model::Exchange;
use harness::invariants::Judgement;
use harness::randomness::Seed;
use harness::requirement::{Profile, Registry};
use harness::runner::{self, Job};
use harness::scenario;
use harness::verdict::Outcome;

/// A variant that nobody has published: other base, paths, statuses, names of fields and of a header.
const RENAMED: &str = "
name: renamed
title: A later version
version: '9'
extends: das-v1
wire:
  das:
    base-path: /exchange/v9
    operations:
      upload-url: { path: /places }
      retrieval: { path: /orders, success-statuses: [202] }
      retrieval-states: { path: /orders }
      notification: { path: /news, success-statuses: [202] }
    fields: { fileId: fileIdentifier, requestAckId: orderNumber, documentNumber: number, code: reason }
    headers: { original-document-url: x-package }
";

/// One scenario and more of every flow that the renamed parts have a share in.
const JUDGED: [&str; 11] = [
    "DAS-API-UPLOAD-01",
    "DAS-API-UPLOAD-03",
    "DAS-API-REG-01",
    "DAS-API-RTV-01",
    "DAS-API-RTV-02",
    "DAS-API-NOT-01",
    "DAS-API-NOT-03",
    "DAS-API-DWN-01",
    "DAS-API-ERR-03",
    "DAS-API-ORIG-02",
    "DAS-API-ORIG-05",
];

fn profile() -> Profile {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let mut files = data.profiles().unwrap();
    files.push(SourceFile::new("renamed.yaml", RENAMED));
    Profile::from_files(&files, &registry, "renamed").unwrap()
}

fn jobs() -> Vec<Job> {
    let wire = Arc::new(profile().wire);
    let scenarios = scenario::read_all(&Data::embedded()).unwrap();
    let judged = scenarios.iter().filter(|scenario| {
        let mut ids = scenario.reference.requirements.iter();
        ids.any(|id| JUDGED.contains(&id.as_str()))
    });
    let jobs = judged.enumerate();
    jobs.map(|(index, scenario)| Job::built_in(index, scenario, &wire, Vec::new()))
        .collect()
}

#[test]
fn a_variant_is_a_file() {
    let mut failures = Vec::new();
    let mut exchanges: Vec<Exchange> = Vec::new();
    let jobs = jobs();
    assert!(jobs.len() > JUDGED.len());
    runner::run(Seed::fresh(), jobs, 2, |ran| {
        let violated =
            |(_, judgement): &(_, Judgement)| matches!(judgement, Judgement::Violated(_));
        if ran.outcome != Outcome::Held || ran.invariants.iter().any(violated) {
            let title = &ran.scenario.reference.title;
            failures.push(format!("{title}: {:?} {:?}", ran.outcome, ran.invariants));
        }
        exchanges.extend(ran.exchanges);
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let asked = |path: &str| {
        let mut urls = exchanges.iter().map(|exchange| &exchange.request.url);
        urls.any(|url| url.contains(path))
    };
    assert!(asked("/exchange/v9/orders?orderNumber=") && asked("/exchange/v9/places"));
    assert!(!asked("/das-api/v1") && !asked("/requests/retrievals"));
    let written = |name: &str| {
        let bodies = exchanges.iter().filter_map(|exchange| {
            let response = exchange.response.as_ref()?;
            Some(String::from_utf8_lossy(&response.body).into_owned())
        });
        bodies.filter(|body| body.contains(name)).count()
    };
    assert!(written("\"fileIdentifier\"") > 0 && written("\"orderNumber\"") > 0);
    assert_eq!((written("\"fileId\""), written("\"requestAckId\"")), (0, 0));
}

/// A document that knows a little of the API, in the older dialect, with fields of its own.
const BROUGHT: &str = "
openapi: 3.0.0
info: { title: DAS Core Service API, version: '1.0' }
paths:
  /das-api/v1/requests/files/url-uploads:
    post:
      requestBody: { content: { application/json: { schema: { properties: { fileReference: {}, fileChecksum: {} } } } } }
      responses:
        201: { content: { application/json: { schema: { $ref: '#/components/schemas/Place' } } } }
  /das-api/v1/requests/files:
    get:
      parameters: [{ name: fileId, in: query }]
      responses: { default: { description: any } }
  /das-api/v1/requests/letters:
    post: { responses: { 201: { description: made } } }
components:
  schemas:
    Place:
      type: object
      required: [fileId]
      properties:
        fileId: { type: string, nullable: true }
        fileUploadUrl: { type: string }
";

fn run_with(document: &str) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("openapi.yaml");
    std::fs::write(&path, document).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args([
            "run",
            "--only",
            "DAS-API-UPLOAD-01",
            "--only",
            "DAS-API-WIRE-*",
            "--openapi",
        ])
        .arg(&path)
        .arg("--out")
        .arg(folder.path())
        .output()
        .unwrap();
    let text = |octets: &[u8]| {
        String::from_utf8_lossy(octets).replace(&folder.path().display().to_string(), "FOLDER")
    };
    let printed = format!("{}{}", text(&output.stdout), text(&output.stderr));
    let page = std::fs::read_to_string(folder.path().join("summary.md")).unwrap_or_default();
    (output.status.code().unwrap(), printed, page)
}

#[test]
fn a_description_can_be_brought() {
    let (exit, printed, page) = run_with(BROUGHT);
    assert_eq!(exit, 0, "{printed}");
    for told in [
        "DAS Core Service API 1.0",
        "POST /das-api/v1/requests/files/url-uploads, request: fileFormatCategory",
        "POST /das-api/v1/requests/files/url-uploads, answer 201: fileUploadUrlExpiryDateTime",
        "POST /das-api/v1/requests/letters",
    ] {
        assert!(printed.contains(told), "{told}: {printed}");
        assert!(page.contains("letters"), "{page}");
    }
}

#[test]
fn a_description_that_is_not_kept_to_fails_the_run() {
    let other = BROUGHT.replace("required: [fileId]", "required: [letterhead]");
    let (exit, printed, _) = run_with(&other);
    assert_eq!(exit, 1, "{printed}");
    assert!(printed.contains("/ without \"letterhead\""), "{printed}");
    let (exit, printed, _) = run_with(&BROUGHT.replace("201: { content", "299: { content"));
    assert_eq!(exit, 1, "{printed}");
    assert!(printed.contains("201 to POST"), "{printed}");
}

#[test]
fn a_description_that_cannot_be_used_is_a_matter_of_configuration() {
    for (document, reason) in [
        ("swagger: '2.0'", "does not say `openapi: 3.0…`"),
        ("openapi: [", "no usable OpenAPI document"),
        (
            "openapi: 3.0.0\npaths: { /a: { $ref: 'https://a.test/b' } }",
            "lies outside",
        ),
    ] {
        let (exit, printed, _) = run_with(document);
        assert_eq!(exit, 2, "{printed}");
        assert!(printed.contains(reason), "{printed}");
    }
}
