//! A client of the back channel that the harness knows by its target file only is judged like the reference client, which it is here.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use harness::data::Data;
use harness::invariants::Judgement;
use harness::randomness::Seed;
use harness::requirement::backchannel_wire::DeliveryMode;
use harness::requirement::{Profile, Registry};
use harness::runner::{self, Job};
use harness::scenario;
use harness::target::{CibaClientUnderTest, Guest, HostIdentity, PartyDriver};
use harness::verdict::Outcome;
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use mock_kit::tls::{ClientIdentity, ServerIdentity};
use mock_kit::{Clock, ListenerSettings};
use mock_oidc::ciba_client::{self, Settings};
use serde_json::json;
use url::Url;

use crate::ports::free_port;
use crate::web_client::localhost;

/// The client as it is registered.
const CLIENT: &str = "call-centre";

/// The reference client, which is pushed to, and how it is described.
async fn running(hosts: HostIdentity, port: u16) -> (ciba_client::Handle, CibaClientUnderTest) {
    let pem = hosts.certificate_pem.clone();
    let mut key = Jwk::generate_ec_key(EcCurve::P256).unwrap();
    key.set_key_id("signing");
    let mut public = key.to_public_key().unwrap();
    public.set_key_id("signing");
    let identity = ServerIdentity::from_pem(&pem, &hosts.key_pem).unwrap();
    let handle = ciba_client::spawn(Settings {
        listener: ListenerSettings::ephemeral(Some(identity)),
        clock: Clock::system(),
        issuer: format!("https://localhost:{port}/oauth2").parse().unwrap(),
        trust: vec![pem.clone()],
        client_id: CLIENT.to_owned(),
        key,
        decryption: None,
        identity: ClientIdentity::self_signed(CLIENT).unwrap(),
        scope: "openid accounts".to_owned(),
        login_hint: "alice".to_owned(),
        gives_id_tokens_for_hints: false,
        mode: mock_oidc::DeliveryMode::Push,
        signs: false,
    });
    let handle = handle.await.unwrap();
    let described = CibaClientUnderTest {
        client_id: CLIENT.to_owned(),
        jwks: json!({ "keys": [public] }),
        certificate_pem: None,
        proves_by_certificate: false,
        delivery: DeliveryMode::Push,
        notifications: Some(handle.notification_endpoint().clone()),
        signs_requests_with: None,
        scope: Vec::new(),
        driver: PartyDriver::Trigger {
            url: start(&handle),
            trust: Some(pem.clone()),
        },
        port,
        hosts,
        trust_pem: pem,
        deadline: Duration::from_mins(1),
    };
    (handle, described)
}

/// A client that is at work as long as the runtime is there.
fn at_work() -> (
    tokio::runtime::Runtime,
    ciba_client::Handle,
    CibaClientUnderTest,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (handle, described) = runtime.block_on(running(localhost(), free_port()));
    (runtime, handle, described)
}

/// What makes the client ask.
fn start(handle: &ciba_client::Handle) -> Url {
    handle.base().join("authenticate").unwrap()
}

/// What a scenario came to that did not hold, of those whose names begin so.
fn failing(described: CibaClientUnderTest, names: &str) -> (usize, BTreeSet<String>) {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let profile = Profile::load(&data, &registry, "ciba").unwrap();
    let wire = Arc::new(profile.wire.clone());
    let client = Arc::new(Guest::CibaClient(Box::new(described)));
    let scenarios = scenario::read_all(&data).unwrap();
    let concerned = scenarios
        .iter()
        .filter(|scenario| scenario.reference.id().starts_with(names));
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
    (held, others)
}

#[test]
fn a_client_that_is_known_by_its_target_file_only_is_judged() {
    let (_runtime, handle, described) = at_work();
    let (held, others) = failing(described, "ciba/client-");
    handle.stop();
    assert_eq!(others, BTreeSet::new());
    assert!(held > 20, "{held}");
}

#[test]
fn a_client_is_made_to_ask_by_a_command_too() {
    let (_runtime, handle, described) = at_work();
    let script = r#"test "$CIBA_LOGIN_HINT" = alice && curl --silent --fail --cacert "$CIBA_CA_FILE" --request POST "$0""#;
    let described = CibaClientUnderTest {
        driver: PartyDriver::Command {
            command: ["bash", "-c", script, start(&handle).as_str()]
                .map(str::to_owned)
                .to_vec(),
            folder: PathBuf::new(),
        },
        ..described
    };
    let (held, others) = failing(described, "ciba/client-id-tokens");
    handle.stop();
    assert_eq!(others, BTreeSet::new());
    assert!(held > 5, "only {held} held");
}

#[test]
fn a_client_that_does_not_tell_how_it_ended_is_not_failed() {
    let (_runtime, handle, described) = at_work();
    let faults = &handle.control().faults;
    faults
        .activate("ciba-client-waits-on-after-the-end")
        .unwrap();
    let hasty = CibaClientUnderTest {
        deadline: Duration::from_secs(4),
        ..described
    };
    let name = "ciba/client-notifications/A-push-that-tells-of-the-end-is-understood";
    let (held, others) = failing(hasty, name);
    handle.stop();
    assert_eq!(held, 0);
    let only = others.into_iter().next().unwrap_or_default();
    assert!(
        only.contains("Inconclusive") && only.contains("no word in its time"),
        "{only}"
    );
}
