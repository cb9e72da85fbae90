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
use message_encryption::algorithm::SignatureAlgorithm;
use message_encryption::certificate::Authority;
use message_encryption::consumer::{self, Registration};
use message_encryption::producer;
use mock_kit::tls::ServerIdentity;
use mock_kit::{Clock, ListenerSettings};
use url::Url;

use crate::ports::free_port;
use crate::web_client::localhost;

/// The reference parties, and how they are described.
async fn running(
    hosts: HostIdentity,
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
    };
    let producer = producer::Settings {
        listener,
        clock: Clock::system(),
        authority,
        trust: vec![pem.clone()],
        algorithms: SignatureAlgorithm::LISTED.to_vec(),
    };
    let consumer = consumer::spawn(consumer).await.unwrap();
    let producer = producer::spawn(producer).await.unwrap();
    let key_port = free_port();
    let keys = Url::parse(&format!("https://localhost:{key_port}/keys")).unwrap();
    consumer.register(Registration::Address(keys));
    let described = MessagePartiesUnderTest {
        consumer: Some(consumer.base().clone()),
        producer: Some(producer.base().clone()),
        key_port,
        hosts,
        trust_pem: pem,
        deadline: Duration::from_secs(30),
    };
    (consumer, producer, described)
}

#[tokio::test(flavor = "multi_thread")]
async fn parties_of_messages_that_are_not_ours_are_judged() {
    let (_consumer, _producer, parties) = running(localhost()).await;
    let outcomes = tokio::task::spawn_blocking(move || judged(&Arc::new(Guest::Messages(parties))));
    let outcomes = outcomes.await.unwrap();
    let held = outcomes
        .iter()
        .filter(|(_, outcome)| *outcome == Outcome::Held);
    assert!(held.count() > 100);
    let others = outcomes
        .iter()
        .filter(|(_, outcome)| *outcome != Outcome::Held);
    for (title, outcome) in others {
        assert!(
            matches!(outcome, Outcome::Untested(..)),
            "{title}: {outcome:?}"
        );
    }
}

fn judged(parties: &Arc<Guest>) -> Vec<(String, Outcome)> {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    let profile = Profile::load(&data, &registry, "message-encryption").unwrap();
    let wire = Arc::new(profile.wire.clone());
    let scenarios = scenario::read_all(&data).unwrap();
    let concerned = scenarios.iter().filter(|scenario| {
        let mut ids = scenario.reference.requirements.iter();
        ids.any(|id| profile.contains(id))
    });
    let jobs = concerned
        .enumerate()
        .map(|(index, scenario)| Job::around(index, scenario, &wire, parties));
    let mut outcomes = Vec::new();
    runner::run(Seed::fresh(), jobs.collect(), 1, |ran| {
        outcomes.push((ran.scenario.reference.title.clone(), ran.outcome));
    });
    outcomes
}
