//! `init`: the file that it writes is one that `run` reads.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use harness::data::Data;
use harness::requirement::Registry;
use harness::target::Target;
use openssl::nid::Nid;

use crate::hosts::{Authority, Host, IN_FORCE, Manner, Page, key_on};
use crate::served::Served;

fn init(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .arg("init")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn printed(output: &Output) -> String {
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    format!("{}{}", text(&output.stdout), text(&output.stderr))
}

fn load(file: &Path) -> Target {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    Target::load(file, &data, &registry).unwrap()
}

/// Ports differ from test to test.
fn canonical(text: &str) -> String {
    let ports = regex::Regex::new(r"localhost:\d+").unwrap();
    ports.replace_all(text, "localhost:PORT").into_owned()
}

#[test]
fn an_issuer_tells_enough_for_a_target_file() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &[]);
    let written = init(
        folder.path(),
        &[
            "--issuer",
            &served.issuer,
            "--ca-file",
            "ca.pem",
            "--client-id",
            "das-api-auth",
            "--key-file",
            "es256_private.pem",
            "--out",
            "own.yaml",
        ],
    );
    assert_eq!(written.status.code(), Some(0), "{}", printed(&written));
    let target = load(&folder.path().join("own.yaml"));
    assert!(target.das.is_none() && target.capabilities.include("introspection"));
    let looked_at = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
        .args(["doctor", "--target", "own.yaml"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(looked_at.status.code(), Some(0), "{}", printed(&looked_at));
    let text = std::fs::read_to_string(folder.path().join("own.yaml")).unwrap();
    insta::assert_snapshot!(canonical(&text));
}

#[test]
fn the_address_of_das_alone_makes_a_file_and_says_what_is_left_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let das = "https://localhost:1/das-api/v1";
    let written = init(folder.path(), &["--das", das, "--office", "AT"]);
    assert_eq!(written.status.code(), Some(0));
    insta::assert_snapshot!(printed(&written));
    let text = std::fs::read_to_string(folder.path().join("target.yaml")).unwrap();
    assert!(text.contains(das) && text.contains("office: AT"), "{text}");
}

#[test]
fn a_resource_tells_its_authorization_server() {
    let authority = Authority::new(IN_FORCE);
    let key = key_on(Nid::X9_62_PRIME256V1);
    let identity = Some((authority.certify("localhost", &key, IN_FORCE), key));
    let manner = Manner {
        identity,
        ..Manner::default()
    };
    let host = Host::start(&manner, |port| {
        let issuer = format!("https://localhost:{port}/as");
        let resource = format!(r#"{{"authorization_servers": ["{issuer}"]}}"#);
        let server =
            format!(r#"{{"issuer": "{issuer}", "revocation_endpoint": "{issuer}/revoke"}}"#);
        BTreeMap::from([
            (
                "/.well-known/oauth-protected-resource/das".to_owned(),
                Page::new(200, resource),
            ),
            (
                "/as/.well-known/openid-configuration".to_owned(),
                Page::new(200, server),
            ),
        ])
    });
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ca.pem"), authority.pem()).unwrap();
    let das = format!("https://localhost:{}/das", host.port);
    let written = init(folder.path(), &["--das", &das, "--ca-file", "ca.pem"]);
    assert_eq!(written.status.code(), Some(0), "{}", printed(&written));
    let text = std::fs::read_to_string(folder.path().join("target.yaml")).unwrap();
    assert!(
        text.contains(&format!("issuer: https://localhost:{}/as\n", host.port)),
        "{text}"
    );
    assert!(text.contains("capabilities: [revocation]"), "{text}");
}

#[test]
fn a_file_that_is_there_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("target.yaml");
    std::fs::write(&file, "mine").unwrap();
    let refused = init(folder.path(), &[]);
    assert_eq!(refused.status.code(), Some(2));
    insta::assert_snapshot!(printed(&refused));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    let forced = init(folder.path(), &["--force"]);
    assert_eq!(forced.status.code(), Some(0));
}

#[test]
fn every_example_can_be_asked_for() {
    let paths = Data::embedded().paths();
    let names = paths.iter().filter_map(|path| {
        let file = path.strip_prefix("fixtures/targets/")?;
        file.strip_suffix(".yaml")
    });
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let out = format!("{name}.yaml");
        let written = init(folder.path(), &["--example", name, "--out", &out]);
        assert_eq!(
            written.status.code(),
            Some(0),
            "{name}: {}",
            printed(&written)
        );
    }
}
