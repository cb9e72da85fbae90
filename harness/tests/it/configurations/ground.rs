//! Where a configuration lies and the host that it names, sound or with one departure.

use std::collections::BTreeMap;
use std::process::{Command, Output};

use openssl::nid::Nid;

use crate::hosts::{Authority, Host, IN_FORCE, Manner, Page, in_pem, key_on, pem};

/// A target file with nothing wrong in it, once it has a port.
pub(super) const SOUND: &str = r#"profile: das-v1
roles: [authorization-server, das]
authorization_server:
  issuer: https://localhost:PORT/as
das:
  base: https://localhost:PORT/das
trust:
  ca_file: ca.pem
clients:
  client:
    id: office-one
    key_file: key.pem
    certificate_file: certificate.pem
documents:
  office: XX
  number: "XX {serial:6}"
capabilities: [introspection]
limits:
  pace_per_second: 1000
"#;

/// Where a configuration lies, with the host that it names.
pub(super) struct Ground {
    pub(super) folder: tempfile::TempDir,
    pub(super) authority: Authority,
    pub(super) target: String,
}

impl Ground {
    pub(super) fn sound() -> Self {
        Self::with(|_, _| {}, Manner::default())
    }

    /// A ground whose host has other pages or is of another manner.
    pub(super) fn with(change: impl Fn(&mut BTreeMap<String, Page>, &str), manner: Manner) -> Self {
        let authority = Authority::new(IN_FORCE);
        let key = key_on(Nid::X9_62_PRIME256V1);
        let own = authority.certify("localhost", &key, IN_FORCE);
        let identity = manner.identity.or(Some((own, key)));
        let ground = Self {
            folder: tempfile::tempdir().unwrap(),
            authority,
            target: SOUND.to_owned(),
        };
        ground.at(&Manner { identity, ..manner }, change)
    }

    pub(super) fn at(
        mut self,
        manner: &Manner,
        change: impl Fn(&mut BTreeMap<String, Page>, &str),
    ) -> Self {
        let host = Host::start(manner, |port| {
            let base = format!("https://localhost:{port}/as");
            let mut pages = pages(&base);
            change(&mut pages, &base);
            pages
        });
        let key = key_on(Nid::X9_62_PRIME256V1);
        let certificate = self.authority.certify("office-one", &key, IN_FORCE);
        self.put("ca.pem", &self.authority.pem());
        self.put("key.pem", &pem(&key));
        self.put("certificate.pem", &in_pem(&certificate));
        self.target = self.target.replace("PORT", &host.port.to_string());
        self
    }

    /// The port of the host.
    pub(super) fn port(&self) -> String {
        let (_, address) = self.target.split_once("localhost:").unwrap();
        let (port, _) = address.split_once('/').unwrap();
        port.to_owned()
    }

    pub(super) fn put(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Another text in the target file.
    pub(super) fn replace(mut self, from: &str, to: &str) -> Self {
        assert!(self.target.contains(from), "{from}");
        self.target = self.target.replacen(from, to, 1);
        self
    }

    /// Another file beside it.
    pub(super) fn file(self, name: &str, text: &str) -> Self {
        self.put(name, text);
        self
    }

    /// Another file altogether.
    pub(super) fn target(mut self, text: &str) -> Self {
        text.clone_into(&mut self.target);
        self
    }

    pub(super) fn ask(&self, arguments: &[&str]) -> Output {
        let file = self.folder.path().join("target.yaml");
        std::fs::write(&file, &self.target).unwrap();
        Command::new(env!("CARGO_BIN_EXE_das-conformance"))
            .args(arguments)
            .arg("--target")
            .arg(&file)
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }
}

fn pages(issuer: &str) -> BTreeMap<String, Page> {
    let metadata = format!(
        r#"{{"issuer": "{issuer}", "token_endpoint": "{issuer}/token", "jwks_uri": "{issuer}/jwks"}}"#
    );
    let token = r#"{"access_token": "t", "token_type": "Bearer", "expires_in": 300}"#;
    BTreeMap::from([
        (DISCOVERY.to_owned(), Page::new(200, metadata)),
        ("/as/token".to_owned(), Page::new(200, token)),
    ])
}

/// Where its metadata lie.
pub(super) const DISCOVERY: &str = "/as/.well-known/openid-configuration";
