//! A web client that the harness knows by its target file only is judged like the reference client, which it is here.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use harness::data::Data;
use harness::invariants::Judgement;
use harness::randomness::Seed;
use harness::requirement::{Profile, Registry};
use harness::runner::{self, Job};
use harness::scenario;
use harness::target::{Guest, HostIdentity, MeetingPoint, WebClientUnderTest};
use harness::verdict::Outcome;
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use mock_kit::tls::{ClientIdentity, ServerIdentity};
use mock_kit::{Clock, ListenerSettings};
use mock_oidc::client::{self, Authentication, Keys, RequestForm, Settings};
use mock_oidc::{Algorithm, ResponseOption};
use openssl::asn1::Asn1Time;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::x509::extension::SubjectAlternativeName;
use openssl::x509::{X509, X509NameBuilder};
use serde_json::json;

use crate::ports::free_port;

/// The client as it is registered.
const CLIENT: &str = "shop";

/// A certificate for this machine that vouches for itself, with its key.
pub(crate) fn localhost() -> HostIdentity {
    let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "localhost").unwrap();
    let name = name.build();
    let mut certificate = X509::builder().unwrap();
    certificate.set_version(2).unwrap();
    certificate.set_subject_name(&name).unwrap();
    certificate.set_issuer_name(&name).unwrap();
    certificate.set_pubkey(&key).unwrap();
    let (from, to) = (1_577_836_800, 2_500_000_000);
    certificate
        .set_not_before(&Asn1Time::from_unix(from).unwrap())
        .unwrap();
    certificate
        .set_not_after(&Asn1Time::from_unix(to).unwrap())
        .unwrap();
    let names = SubjectAlternativeName::new()
        .dns("localhost")
        .build(&certificate.x509v3_context(None, None));
    certificate.append_extension(names.unwrap()).unwrap();
    certificate.sign(&key, MessageDigest::sha256()).unwrap();
    let text = |pem: Vec<u8>| String::from_utf8(pem).unwrap();
    HostIdentity {
        certificate_pem: text(certificate.build().to_pem().unwrap()),
        key_pem: text(key.private_key_to_pem_pkcs8().unwrap()),
    }
}

/// The reference client at these ports of its counterparts, and how it is described.
async fn running(hosts: HostIdentity, ports: [u16; 2]) -> (client::Handle, WebClientUnderTest) {
    let pem = hosts.certificate_pem.clone();
    let at = |port: u16, path: &str| format!("https://localhost:{port}{path}").parse().unwrap();
    let mut signing = Jwk::generate_ec_key(EcCurve::P256).unwrap();
    signing.set_key_id("signing");
    let mut public = signing.to_public_key().unwrap();
    public.set_key_id("signing");
    let identity = ClientIdentity::self_signed(CLIENT).unwrap();
    let settings = Settings {
        listener: ListenerSettings::ephemeral(Some(
            ServerIdentity::from_pem(&pem, &hosts.key_pem).unwrap(),
        )),
        clock: Clock::system(),
        issuer: at(ports[0], "/oauth2"),
        other_issuers: Vec::new(),
        resource: at(ports[1], "/"),
        trust: vec![pem.clone()],
        client_id: CLIENT.to_owned(),
        keys: Keys {
            signing,
            decryption: None,
        },
        identity: identity.clone(),
        authentication: Authentication::PrivateKeyJwt,
        scope: "openid accounts".to_owned(),
        authorization_details: None,
        acr: None,
        algorithms: vec![Algorithm::Ps256, Algorithm::Es256],
        request: RequestForm::SignedObject,
        response: ResponseOption::CodeJwt,
    };
    let handle = client::spawn(settings).await.unwrap();
    let described = WebClientUnderTest {
        client_id: CLIENT.to_owned(),
        jwks: json!({ "keys": [public] }),
        certificate_pem: Some(identity.pem().to_owned()),
        proves_by_certificate: false,
        scope: Vec::new(),
        usual: MeetingPoint {
            start: handle.base().join("start").unwrap(),
            redirect_uri: handle.base().join("callback").unwrap(),
            port: ports[0],
        },
        elsewhere: None,
        again: None,
        notifications: None,
        done: "\"outcome\":\"done\"".to_owned(),
        resource_port: ports[1],
        hosts,
        trust_pem: pem,
        deadline: Duration::from_secs(30),
    };
    (handle, described)
}

#[test]
fn a_client_that_is_known_by_its_target_file_only_is_judged() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (handle, described) = runtime.block_on(running(localhost(), [free_port(), free_port()]));
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let profile = Profile::load(&data, &registry, "fapi1-advanced").unwrap();
    let wire = Arc::new(profile.wire.clone());
    let client = Arc::new(Guest::OauthClient(Box::new(described)));
    let scenarios = scenario::read_all(&data).unwrap();
    let concerned = scenarios.iter().filter(|scenario| {
        let reference = &scenario.reference;
        let is_clients = reference.path.starts_with("features/fapi/client-");
        let mut ids = reference.requirements.iter();
        is_clients
            && reference.needs().next().is_none()
            && ids.any(|id| profile.contains(id) && profile.not_applicable(id).is_none())
    });
    let jobs = concerned.enumerate();
    let jobs = jobs.map(|(index, scenario)| Job::around(index, scenario, &wire, &client));
    let (mut held, mut others) = (0, BTreeSet::new());
    runner::run(Seed::fresh(), jobs.collect(), 1, |ran| {
        let violated =
            |(_, judgement): &(_, Judgement)| matches!(judgement, Judgement::Violated(_));
        assert!(!ran.invariants.iter().any(violated));
        match ran.outcome {
            Outcome::Held => held += 1,
            Outcome::NotApplicable(_) | Outcome::Untested(..) => {}
            other => {
                others.insert(format!("{}: {other:?}", ran.scenario.reference.title));
            }
        }
    });
    handle.stop();
    assert_eq!(others, BTreeSet::new());
    assert!(held > 40, "{held}");
}
