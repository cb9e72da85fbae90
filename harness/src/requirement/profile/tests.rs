//! What a profile may say, and what each mistake is answered with.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use jiff::SignedDuration;

use super::file::stem;
use super::*;
use crate::report::tests::sample::{self, id};
use crate::requirement::{Algorithm, TokenAudience};

/// The sample's profile, and one that extends it by these lines.
fn extended(lines: &str) -> Result<Profile, ConfigurationError> {
    let files = [
        sample::profile_file(),
        sample::elder(),
        SourceFile::new(
            "child.yaml",
            format!("name: child\ntitle: T\nversion: '2'\nextends: sample\n{lines}"),
        ),
    ];
    Profile::from_files(&files, &sample::registry(), "child")
}

fn refusal(lines: &str) -> String {
    extended(lines).unwrap_err().to_string()
}

#[test]
fn a_profile_has_everything_of_the_one_it_extends() {
    let profile = extended(
        "untested_share_allowed: 0.1\nlevels: [{ id: DAS-AUTH-04, level: may, reason: r }]",
    )
    .unwrap();
    let registry = sample::registry();
    let level = |text: &str| profile.level_of(registry.get(&id(text)).unwrap());
    assert_eq!(
        (profile.name.as_str(), profile.version.as_str()),
        ("child", "2")
    );
    assert_eq!(
        (
            level("DAS-AUTH-04"),
            level("DAS-API-DEL-01"),
            level("DAS-AUTH-07")
        ),
        (Level::May, Level::Should, Level::Shall)
    );
    assert!(profile.not_applicable(&id("RFC7523-3-7")).is_some());
    assert_eq!(profile.requirements().count(), registry.iter().count());
}

#[test]
fn a_part_of_the_wire_that_is_not_stated_is_the_extended_profile_s() {
    let wire = "
wire:
  authorization-server:
    issuer-path: /as
    access-token-algorithm: ES256
    scope-form: text
    audience: das-api
    issuer-port: as-advertised
    access-token-lifetime: PT10M
    assertion-algorithms: [ES256, PS256]
    assertion-lifetime-limit: PT1M
    jti: required-once
    certificate-expiry: enforced
";
    let Wire {
        authorization_server,
        das,
        ..
    } = extended(wire).unwrap().wire;
    assert_eq!(
        authorization_server.audience,
        TokenAudience::Api("das-api".to_owned())
    );
    assert_eq!(
        authorization_server.assertion_algorithms,
        [Algorithm::Es256, Algorithm::Ps256]
    );
    assert_eq!(
        authorization_server.access_token_lifetime,
        SignedDuration::from_mins(10)
    );
    assert_eq!(
        (das.base_path.as_str(), das.audience),
        ("/das-api/v1", TokenAudience::Client)
    );
}

#[test]
fn what_a_mapping_of_the_wire_does_not_state_is_the_extended_profile_s() {
    let wire = "
wire:
  das:
    base-path: /das-api/v2
    operations:
      retrieval: { path: /orders }
    fields: { fileId: fileIdentifier }
";
    let das = extended(wire).unwrap().wire.das;
    let retrieval = &das.operations.retrieval;
    assert_eq!(
        (das.base_path.as_str(), retrieval.path.as_str()),
        ("/das-api/v2", "/orders")
    );
    assert_eq!(retrieval.success_statuses, [201, 200, 202]);
    assert_eq!(das.operations.file_state.path, "/requests/files");
    assert_eq!(das.fields["fileId"], "fileIdentifier");
}

#[test]
fn a_wire_that_cannot_be_served_is_refused_where_it_stands() {
    let refusal = |lines: &str| refusal(&format!("wire:\n  das:\n    {lines}\n"));
    assert!(
        refusal("operations: { retrieval: { path: orders } }")
            .starts_with("child.yaml:7: \"orders\" is no path below the base")
    );
    assert!(
        refusal("operations: { retrieval-states: { path: /requests/files } }")
            .contains("another operation stands at GET /requests/files")
    );
    assert!(
        refusal("operations: { retrival: { path: /orders } }")
            .starts_with("child.yaml:7: unknown key `retrival`")
    );
    assert!(
        refusal("fields: { dasAccessCode: pin }")
            .starts_with("child.yaml:7: reports would not know the field `pin` for a secret")
    );
}

#[test]
fn only_known_requirements_are_named() {
    assert_eq!(
        refusal("levels: [{ id: DAS-AUTH-40, level: may, reason: r }]"),
        "child.yaml:5: DAS-AUTH-40 is not among the requirements of this profile – did you mean `DAS-AUTH-04`?"
    );
    assert!(
        refusal("not_applicable: [{ ids: [DAS-NONE-99], reason: r }]")
            .starts_with("child.yaml:5: DAS-NONE-99 is not")
    );
    assert!(
        refusal("sets: [{ specification: das, only: [RFC7523-3-4] }]")
            .starts_with("child.yaml:5: RFC7523-3-4 is not")
    );
    assert_eq!(
        refusal("sets: [{ specification: rfc7532 }]"),
        "child.yaml:5: there is no specification `rfc7532` – did you mean `rfc7523`?"
    );
}

#[test]
fn keys_and_shares_are_checked() {
    assert!(
        refusal("wires: {}")
            .starts_with("child.yaml:5: unknown key `wires` – did you mean `wire`?")
    );
    assert!(refusal("untested_share_allowed: 1.5").starts_with("child.yaml:5: 1.5 is not a share"));
    assert!(
        refusal("levels: [{ id: DAS-AUTH-04, level: may }]")
            .contains("the key `reason` is missing")
    );
}

#[test]
fn a_circle_of_profiles_is_refused() {
    let circle = |name: &str, other: &str| {
        SourceFile::new(
            format!("{name}.yaml"),
            format!("name: {name}\ntitle: T\nversion: '1'\nextends: {other}\n"),
        )
    };
    let refused = Profile::from_files(
        &[circle("a", "b"), circle("b", "a")],
        &sample::registry(),
        "a",
    )
    .unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("b.yaml:4: profile a extends itself"),
        "{refused}"
    );
}

#[test]
fn a_profile_without_a_wire_is_refused() {
    let bare = SourceFile::new("bare.yaml", "name: bare\ntitle: T\nversion: '1'\n");
    let refused = Profile::from_files(&[bare], &sample::registry(), "bare").unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("states no wire for authorization-server"),
        "{refused}"
    );
}

#[test]
fn a_file_of_another_name_is_refused() {
    let misnamed = SourceFile::new("other.yaml", "name: bare\ntitle: T\nversion: '1'\n");
    let refused = Profile::from_files(&[misnamed], &sample::registry(), "other").unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("other.yaml:1: profile `bare` stands in a file of another name")
    );
}

#[test]
fn every_profile_of_the_repository_is_sound() {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    for file in data.profiles().unwrap() {
        Profile::load(&data, &registry, stem(&file.name)).unwrap();
    }
}
