//! Parties of encrypted messages that the harness knows by their target file only are judged like the reference parties, which they are
//! here.

use std::sync::Arc;
use std::time::Duration;

use harness::data::Data;
use harness::randomness::Seed;
use harness::requirement::{Profile, Registry};
use harness::runner::{self, Job};
use harness::scenario;
use harness::target::{Guest, HostIdentity, MessagePartiesUnderTest};
use harness::verdict::Outcome;
use message_encryption::algorithm::{Curve, SignatureAlgorithm};
use message_encryption::certificate::Authority;
use message_encryption::consumer::{self, Registration};
use message_encryption::producer;
use mock_kit::tls::ServerIdentity;
use mock_kit::{Clock, ListenerSettings};
use url::Url;

use crate::ports::free_port;
use crate::web_client::localhost;

/// The reference parties, which have agreed on these curves, and how they are described.
async fn running(
    hosts: HostIdentity,
    curves: &[Curve],
) -> (consumer::Handle, producer::Handle, MessagePartiesUnderTest) {
    let pem = hosts.certificate_pem.clone();
    let identity = ServerIdentity::from_pem(&pem, &hosts.key_pem).unwrap();
    let listener = ListenerSettings::ephemeral(Some(identity));
    let authority = Authority::new("Authority of a stranger").unwrap();
    let consumer = consumer::Settings {
        listener: listener.clone(),
        clock: Clock::system(),
        authority: authority.clone(),
        trust: vec![pem.clone()],
        algorithms: SignatureAlgorithm::LISTED.to_vec(),
        curves: curves.to_vec(),
    };
    let producer = producer::Settings {
        listener,
        clock: Clock::system(),
        authority,
        trust: vec![pem.clone()],
        algorithms: SignatureAlgorithm::LISTED.to_vec(),
        curves: curves.to_vec(),
    };
    let consumer = consumer::spawn(consumer).await.unwrap();
    let producer = producer::spawn(producer).await.unwrap();
    let key_port = free_port();
    let keys = Url::parse(&format!("https://localhost:{key_port}/keys")).unwrap();
    consumer.register(Registration::Address(keys));
    let described = MessagePartiesUnderTest {
        consumer: Some(consumer.base().clone()),
        producer: Some(producer.base().clone()),
        curve: curves[0].name().parse().unwrap(),
        key_port,
        hosts,
        trust_pem: pem,
        deadline: Duration::from_secs(30),
    };
    (consumer, producer, described)
}

#[tokio::test(flavor = "multi_thread")]
async fn parties_of_messages_that_are_not_ours_are_judged() {
    let (_consumer, _producer, parties) = running(localhost(), &Curve::ALL).await;
    let outcomes = judged(parties, |_| true).await;
    demand_held(&outcomes, 120);
    for (title, outcome) in outcomes {
        let conforms = matches!(outcome, Outcome::Held | Outcome::Untested(..));
        assert!(conforms, "{title}: {outcome:?}");
    }
}

/// Part 4 accepts three curves and demands none: parties that have agreed on another than P-256 are judged as thoroughly.
#[tokio::test(flavor = "multi_thread")]
async fn parties_that_have_agreed_on_another_curve_are_judged_on_it() {
    let (_consumer, _producer, parties) = running(localhost(), &[Curve::P521]).await;
    let outcomes = judged(parties, |_| true).await;
    demand_held(&outcomes, 110);
    for (title, outcome) in outcomes {
        let is_of_another = title.contains(" P-256") || title.contains(" P-384");
        let conforms = match outcome {
            Outcome::NotApplicable(_) => is_of_another,
            Outcome::Held => !is_of_another,
            Outcome::Untested(..) => true,
            _ => false,
        };
        assert!(conforms, "{title}: {outcome:?}");
    }
}

/// Whoever deviates on one curve alone is caught there.
#[tokio::test(flavor = "multi_thread")]
async fn deviations_are_noticed_on_each_curve() {
    let deviations = [
        ("consumer-computes-off-the-curve", "points of small order"),
        ("consumer-overlooks-the-curve", "names another curve"),
        (
            "consumer-derives-for-another-algorithm",
            "by an agreement on",
        ),
        (
            "producer-derives-for-another-algorithm",
            "of an agreement on",
        ),
        ("producer-encrypts-off-the-curve", "A key off P-"),
    ];
    for curve in Curve::ALL {
        for (fault, title) in deviations {
            let (consumer, producer, parties) = running(localhost(), &[curve]).await;
            let control = if fault.starts_with("consumer") {
                consumer.control()
            } else {
                producer.control()
            };
            control.faults.activate(fault).unwrap();
            let concerned = move |of: &str| of.contains(title) && of.contains(curve.name());
            let outcomes = judged(parties, concerned).await;
            let [(_, outcome)] = &outcomes[..] else {
                panic!("{fault} on {}: {outcomes:?}", curve.name());
            };
            let is_noticed = matches!(outcome, Outcome::Violated(_));
            assert!(is_noticed, "{fault} on {}: {outcome:?}", curve.name());
        }
    }
}

fn demand_held(outcomes: &[(String, Outcome)], least: usize) {
    let held = outcomes
        .iter()
        .filter(|(_, outcome)| *outcome == Outcome::Held);
    let held = held.count();
    assert!(held > least, "{held} scenarios held");
}

async fn judged(
    parties: MessagePartiesUnderTest,
    concerned: impl Fn(&str) -> bool + Send + 'static,
) -> Vec<(String, Outcome)> {
    let parties = Arc::new(Guest::Messages(parties));
    let judging = tokio::task::spawn_blocking(move || judged_in_turn(&parties, concerned));
    judging.await.unwrap()
}

fn judged_in_turn(
    parties: &Arc<Guest>,
    concerned: impl Fn(&str) -> bool,
) -> Vec<(String, Outcome)> {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let profile = Profile::load(&data, &registry, "message-encryption").unwrap();
    let wire = Arc::new(profile.wire.clone());
    let scenarios = scenario::read_all(&data).unwrap();
    let chosen = scenarios.iter().filter(|scenario| {
        let mut ids = scenario.reference.requirements.iter();
        ids.any(|id| profile.contains(id)) && concerned(&scenario.reference.title)
    });
    let jobs = chosen
        .enumerate()
        .map(|(index, scenario)| Job::around(index, scenario, &wire, parties));
    let mut outcomes = Vec::new();
    runner::run(Seed::fresh(), jobs.collect(), 1, |ran| {
        outcomes.push((ran.scenario.reference.title.clone(), ran.outcome));
    });
    outcomes
}
