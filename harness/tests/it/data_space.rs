//! A DAPS and a connector that the harness knows by a target file only are judged like its own, which they are here.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use harness::actor::environment::data_space::fingerprint;
use harness::actor::forge::connector_certificate::{Authority, Holder};
use harness::target::HostIdentity;
use jiff::SignedDuration;
use josekit::jwk::KeyPair as _;
use josekit::jwk::alg::ec::{EcCurve, EcKeyPair};
use mock_kit::tls::{ClientIdentity, Manners, ServerIdentity, TestAuthority};
use mock_kit::{Clock, ListenerSettings};
use mock_oidc::{Algorithm, connector, daps};
use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};

use crate::ports::free_port;
use crate::registering_party::{operated, trigger};
use crate::web_client::localhost;

/// The audience of all connectors.
const EVERYBODY: &str = "idsc:IDS_CONNECTORS_ALL";
/// The scope of all attributes.
const SCOPE: &str = "idsc:IDS_CONNECTOR_ATTRIBUTES_ALL";

/// A connector with everything that proves who it is.
struct Made {
    id: String,
    key: PKey<Private>,
    certificate_pem: String,
    certificate_der: Vec<u8>,
    transport: ClientIdentity,
    transport_key_pem: String,
}

fn key() -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

fn pem(key: &PKey<Private>) -> String {
    String::from_utf8(key.private_key_to_pem_pkcs8().unwrap()).unwrap()
}

fn make(authority: &Authority, hosts: &TestAuthority, octet: u8) -> Made {
    let key = key();
    let key_identifier = [octet; 20];
    let holder = Holder {
        key: &key,
        name: "connector",
        key_identifier: Some(&key_identifier),
    };
    let now = Clock::system().unix_now();
    let certificate = authority.certify(&holder, now).unwrap();
    let transport_key_pem = pem(&self::key());
    let octets = |octet: u8| vec![format!("{octet:02X}"); 20].join(":");
    Made {
        id: format!("{}:keyid:{}", octets(octet), octets(0xcb)),
        certificate_pem: String::from_utf8(certificate.to_pem().unwrap()).unwrap(),
        certificate_der: certificate.to_der().unwrap(),
        transport: hosts
            .client_identity_with_key(&transport_key_pem, "connector.invalid")
            .unwrap(),
        key,
        transport_key_pem,
    }
}

impl Made {
    fn enrolment(&self) -> daps::Enrolment {
        daps::Enrolment {
            certificate_pem: self.certificate_pem.clone(),
            attributes: daps::Attributes {
                security_profile: "idsc:BASE_SECURITY_PROFILE".to_owned(),
                referring_connector: None,
                transport_certs_sha256: vec![fingerprint(self.transport.certificate()).unwrap()],
                extended_guarantee: Vec::new(),
            },
        }
    }

    /// Writes what a target file names, and what stands there of it.
    fn written(&self, folder: &Path, name: &str) -> String {
        let files = [
            ("certificate_file", &self.certificate_pem),
            ("key_file", &pem(&self.key)),
            (
                "transport_certificate_file",
                &self.transport.pem().to_owned(),
            ),
            ("transport_key_file", &self.transport_key_pem),
        ];
        let named = files.map(|(key, content)| {
            let file = format!("{name}-{key}.pem");
            fs::write(folder.join(&file), content).unwrap();
            format!("    {key}: {file}\n")
        });
        let hash = fingerprint(self.transport.certificate()).unwrap();
        let attributes = format!(
            "{{ security_profile: 'idsc:BASE_SECURITY_PROFILE', transport_certs_sha256: ['{hash}'] }}"
        );
        format!(
            "  {name}:\n{}    attributes: {attributes}\n",
            named.concat()
        )
    }

    fn identity(&self) -> connector::Identity {
        let pair = EcKeyPair::from_pem(pem(&self.key), Some(EcCurve::P256)).unwrap();
        let key = self.key.private_key_to_pkcs8().unwrap();
        let key = rustls::pki_types::PrivateKeyDer::Pkcs8(key.into());
        let der = self.certificate_der.clone().into();
        connector::Identity {
            id: self.id.clone(),
            key: pair.to_jwk_private_key(),
            certificate: ClientIdentity::brought(der, self.certificate_pem.clone(), key),
        }
    }
}

/// A data space of our own that runs by the machine's clock.
struct DataSpace {
    daps: daps::Handle,
    connector: connector::Handle,
}

fn asking(hosts: &TestAuthority) -> ListenerSettings {
    let manners = Manners {
        asks_for_certificates: true,
        ..Manners::default()
    };
    let identity: ServerIdentity = hosts.identity_for(&["localhost", "127.0.0.1"]).unwrap();
    ListenerSettings::ephemeral(Some(identity.in_manner(manners).unwrap()))
}

async fn open(hosts: &TestAuthority, known: &[&Made; 2], own: &Made) -> DataSpace {
    let daps = daps::spawn(daps::Settings {
        listener: asking(hosts),
        clock: Clock::system(),
        variant: daps::Variant {
            edition: daps::Edition::IdsG,
            issuer_path: "/daps".to_owned(),
            token_path: "/daps/token".to_owned(),
            algorithm: Algorithm::Es256,
            request_token_algorithms: vec![Algorithm::Es256],
            scope: SCOPE.to_owned(),
            audience: EVERYBODY.to_owned(),
            lifetime: SignedDuration::from_hours(1),
        },
        connectors: known.iter().map(|made| made.enrolment()).collect(),
    });
    let daps = daps.await.unwrap();
    let connector = connector::spawn(connector::Settings {
        listener: asking(hosts),
        clock: Clock::system(),
        trust: vec![hosts.pem().to_owned()],
        daps: connector::Daps {
            edition: daps::Edition::IdsG,
            issuer: daps.issuer(),
            token_endpoint: daps.token_endpoint().parse().unwrap(),
            jwks_uri: daps.jwks_uri().parse().unwrap(),
            scope: SCOPE.to_owned(),
            audience: EVERYBODY.to_owned(),
        },
        identity: own.identity(),
        transport: own.transport.clone(),
    });
    DataSpace {
        connector: connector.await.unwrap(),
        daps,
    }
}

/// What a run against the target file ends with, by verdict.
pub(crate) fn judged(folder: &Path) -> (String, impl Fn(&str) -> usize + use<>) {
    let output = command(folder).output().unwrap();
    let words = [output.stdout, output.stderr].concat();
    let words = String::from_utf8_lossy(&words).into_owned();
    (words, counted(folder))
}

/// A run against the target file in a folder.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_das-conformance"));
    command
        .args(["run", "--target"])
        .arg(folder.join("target.yaml"))
        .arg("--out")
        .arg(folder.join("report"));
    command
}

/// How many scenarios have ended with a verdict.
pub(crate) fn counted(folder: &Path) -> impl Fn(&str) -> usize + use<> {
    let result = fs::read(folder.join("report/result.json")).unwrap_or_default();
    let result: serde_json::Value = serde_json::from_slice(&result).unwrap_or_default();
    move |verdict: &str| {
        let scenarios = result["scenarios"].as_array().into_iter().flatten();
        scenarios.filter(|each| each["verdict"] == verdict).count()
    }
}

#[test]
fn a_data_space_that_is_not_ours_is_judged_through_its_target_file() {
    let folder = tempfile::tempdir().unwrap();
    let hosts = TestAuthority::new().unwrap();
    let authority = Authority::new(vec![0xcb; 20]).unwrap();
    let [one, two, own] = [0xa1, 0xa2, 0xa3].map(|octet| make(&authority, &hosts, octet));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let space = runtime.block_on(open(&hosts, &[&one, &two], &own));
    let target = format!(
        "profile: daps-idsg\nroles: [daps, connector]\ntrust: {{ ca_file: ca.pem }}\n\
         connector: {{ messages: {}messages }}\ndaps:\n  issuer: {}\n  token_endpoint: {}\n{}{}\
         limits: {{ pace_per_second: 1000 }}\n",
        space.connector.base(),
        space.daps.issuer(),
        space.daps.token_endpoint(),
        one.written(folder.path(), "connector"),
        two.written(folder.path(), "another_connector"),
    );
    fs::write(folder.path().join("target.yaml"), target).unwrap();
    fs::write(folder.path().join("ca.pem"), hosts.pem()).unwrap();
    let (words, count) = judged(folder.path());
    for verdict in ["fail", "warn", "inconclusive", "harness-error"] {
        assert_eq!(count(verdict), 0, "{verdict}: {words}");
    }
    assert!(count("pass") > 60, "{} pass: {words}", count("pass"));
}

/// Our connector, which knows a DAPS at this port.
async fn connector_of(port: u16, host: &HostIdentity, own: &Made) -> connector::Handle {
    let (certificate, key) = (&host.certificate_pem, &host.key_pem);
    let identity = ServerIdentity::from_pem(certificate, key).unwrap();
    let manners = Manners {
        asks_for_certificates: true,
        ..Manners::default()
    };
    let at = |path: &str| format!("https://localhost:{port}/daps{path}");
    let settings = connector::Settings {
        listener: ListenerSettings::ephemeral(Some(identity.in_manner(manners).unwrap())),
        clock: Clock::system(),
        trust: vec![certificate.clone()],
        daps: connector::Daps {
            edition: daps::Edition::IdsG,
            issuer: at(""),
            token_endpoint: at("/token").parse().unwrap(),
            jwks_uri: at("/.well-known/jwks.json").parse().unwrap(),
            scope: SCOPE.to_owned(),
            audience: EVERYBODY.to_owned(),
        },
        identity: own.identity(),
        transport: own.transport.clone(),
    };
    connector::spawn(settings).await.unwrap()
}

/// A connector that is not ours, described in a target file by how it is made to ask.
struct Guest {
    folder: tempfile::TempDir,
    connector: Arc<connector::Handle>,
    /// Keeps the connector at work.
    _runtime: tokio::runtime::Runtime,
}

/// A folder with the target file of a connector that asks, and what it names.
fn folder_of(target: &str, own: &Made, host: &HostIdentity) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("target.yaml", target),
        ("own.pem", &own.certificate_pem),
        ("host.pem", &host.certificate_pem),
        ("host-key.pem", &host.key_pem),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

fn asking_guest(driver: impl Fn(&Arc<connector::Handle>) -> String) -> Guest {
    let (host, port) = (localhost(), free_port());
    let authority = Authority::new(vec![0xcb; 20]).unwrap();
    let own = make(&authority, &TestAuthority::new().unwrap(), 0xa4);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let connector = Arc::new(runtime.block_on(connector_of(port, &host, &own)));
    let driver = driver(&connector);
    let target = format!(
        "profile: daps-idsg\nroles: [connector]\ntrust: {{ ca_file: host.pem }}\nasking_connector:\n  \
         certificate_file: own.pem\n  {driver}\n  messages: {}messages\n  port: {port}\n  \
         hosts: {{ certificate_file: host.pem, key_file: host-key.pem }}\n",
        connector.base(),
    );
    Guest {
        folder: folder_of(&target, &own, &host),
        connector,
        _runtime: runtime,
    }
}

fn demand_conformance((words, count): (String, impl Fn(&str) -> usize)) {
    for verdict in ["fail", "warn", "inconclusive", "harness-error"] {
        assert_eq!(count(verdict), 0, "{verdict}: {words}");
    }
    assert!(count("pass") > 30, "{} pass: {words}", count("pass"));
}

#[test]
fn a_connector_that_is_not_ours_asks_our_daps_and_takes_messages() {
    let guest = asking_guest(|connector| format!("ask_url: {}ask", connector.base()));
    demand_conformance(judged(guest.folder.path()));
}

#[test]
fn a_connector_is_made_to_ask_by_a_person_too() {
    let guest = asking_guest(|_| "operator: true".to_owned());
    let asking = Arc::clone(&guest.connector);
    let judged = operated(guest.folder.path(), &|runtime, _| {
        drop(runtime.block_on(asking.ask()));
    });
    demand_conformance(judged);
}

/// What comes of the rule that unknown metadata are ignored, for a connector that is made to ask in this way.
fn judged_by_metadata(
    ask: &str,
    own: &Made,
    host: &HostIdentity,
    port: u16,
) -> (String, [usize; 3]) {
    let target = format!(
        "profile: daps-idsg\nroles: [connector]\ntrust: {{ ca_file: host.pem }}\n\
         select: {{ requirements: [IDSG-META-04] }}\nasking_connector:\n  certificate_file: own.pem\n  {ask}\n  \
         port: {port}\n  hosts: {{ certificate_file: host.pem, key_file: host-key.pem }}\n",
    );
    let folder = folder_of(&target, own, host);
    let (words, count) = judged(folder.path());
    (words, ["pass", "fail", "inconclusive"].map(count))
}

#[test]
fn a_connector_that_never_asks_is_not_failed() {
    let host = localhost();
    let authority = Authority::new(vec![0xcb; 20]).unwrap();
    let own = make(&authority, &TestAuthority::new().unwrap(), 0xa5);
    let (words, counts) = judged_by_metadata("ask: [bash, -c, exit 3]", &own, &host, 0);
    assert_eq!(counts, [0, 0, 1], "{words}");
    assert!(words.contains("exit code 3"), "{words}");
}

#[test]
fn a_connector_that_asks_only_with_metadata_that_it_knows_fails() {
    let (host, port) = (localhost(), free_port());
    let authority = Authority::new(vec![0xcb; 20]).unwrap();
    let own = make(&authority, &TestAuthority::new().unwrap(), 0xa6);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let connector = Arc::new(runtime.block_on(connector_of(port, &host, &own)));
    let faults = &connector.control().faults;
    faults
        .activate("connector-stumbles-over-unknown-metadata")
        .unwrap();
    let asking = Arc::clone(&connector);
    let url = trigger(move |runtime, _| drop(runtime.block_on(asking.ask())));
    let ask = format!("ask_url: '{url}'");
    let (words, counts) = judged_by_metadata(&ask, &own, &host, port);
    assert_eq!(counts, [0, 1, 0], "{words}");
}
