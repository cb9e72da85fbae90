//! Offices are told when a document can be fetched.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use jiff::SignedDuration;
use mock_kit::{Bound, FaultPlan, Journal, ListenerSettings, Listening, Service};
use serde_json::Value;
use tokio::sync::mpsc;

use super::world::{ACCESSING, CODE, World, office, pdf, retrieval};

/// An office that answers with these statuses, one after the other, and then with 204.
struct Receiver {
    arrived: mpsc::UnboundedReceiver<(Option<String>, Value)>,
    _listening: Listening,
}

type Answers = (
    Arc<Mutex<Vec<u16>>>,
    mpsc::UnboundedSender<(Option<String>, Value)>,
);

async fn take(
    State((answers, sender)): State<Answers>,
    headers: HeaderMap,
    body: String,
) -> StatusCode {
    let token = headers
        .get("authorization")
        .map(|value| value.to_str().unwrap().to_owned());
    let _ = sender.send((token, serde_json::from_str(&body).unwrap()));
    let mut answers = answers.lock().unwrap();
    let status = if answers.is_empty() {
        204
    } else {
        answers.remove(0)
    };
    StatusCode::from_u16(status).unwrap()
}

impl Receiver {
    async fn of(world: &World, answers: &[u16]) -> Self {
        let identity = world.tls.identity_for(&["localhost"]).unwrap();
        let bound = Bound::bind(&ListenerSettings::ephemeral(Some(identity)))
            .await
            .unwrap();
        let mut france = office("FR", ACCESSING);
        france.api = Some(world.office_api(bound.base().join("das/v1").unwrap()));
        world.das.allow(&france);
        let (sender, arrived) = mpsc::unbounded_channel();
        let state: Answers = (Arc::new(Mutex::new(answers.to_vec())), sender);
        let listening = bound.serve(Service {
            party: "office",
            router: Router::new()
                .route("/das/v1/requests/notifications", post(take))
                .with_state(state),
            journal: Journal::new(),
            clock: world.clock.clone(),
            faults: FaultPlan::default(),
        });
        Self {
            arrived,
            _listening: listening.unwrap(),
        }
    }

    async fn next(&mut self) -> Option<(Option<String>, Value)> {
        tokio::time::timeout(Duration::from_secs(5), self.arrived.recv())
            .await
            .ok()?
    }

    async fn is_silent(&mut self) -> bool {
        tokio::time::timeout(Duration::from_millis(200), self.arrived.recv())
            .await
            .is_err()
    }
}

async fn settled(world: &World, state: &str) {
    for _ in 0..500 {
        let inspected = world.das.control().inspect().await;
        if inspected["retrievals"][0]["notification"] == state {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the notification never came to be {state}");
}

#[tokio::test]
async fn the_office_is_notified_once_the_document_can_be_fetched_and_not_before() {
    let world = World::new().await;
    let mut receiver = Receiver::of(&world, &[]).await;
    world.register(&pdf("original")).await;
    let asked = world
        .post(ACCESSING, "/requests/retrievals", &retrieval())
        .await;
    assert!(receiver.is_silent().await);
    world.process();
    let (token, body) = receiver.next().await.unwrap();
    assert_eq!(token.as_deref(), Some("Bearer token-of-das"));
    assert_eq!(body["requestAckId"], asked.text("requestAckId"));
    assert_eq!(body["requestStatusCategory"], "success");
    assert!(!body.to_string().contains(CODE));
    settled(&world, "delivered").await;
    assert!(receiver.is_silent().await);
}

#[tokio::test]
async fn a_notification_that_meets_server_errors_is_delivered_again() {
    let world = World::new().await;
    let mut receiver = Receiver::of(&world, &[500, 503]).await;
    world.register(&pdf("original")).await;
    world.retrieve(ACCESSING).await;
    assert!(receiver.next().await.is_some());
    settled(&world, "queued").await;
    world.pass(SignedDuration::from_secs(30));
    assert!(receiver.next().await.is_some());
    settled(&world, "queued").await;
    world.pass(SignedDuration::from_mins(2));
    assert!(receiver.next().await.is_some());
    settled(&world, "delivered").await;
}

#[tokio::test]
async fn a_notification_that_cannot_be_delivered_leaves_the_retrieval_as_it_is() {
    let world = World::new().await;
    let mut receiver = Receiver::of(&world, &[500; 9]).await;
    world.register(&pdf("original")).await;
    let ack = world.retrieve(ACCESSING).await;
    for _ in 0..4 {
        assert!(receiver.next().await.is_some());
        world.das.control().inspect().await;
        tokio::time::timeout(Duration::from_secs(5), async {
            while world.das.control().inspect().await["retrievals"][0]["notification"] == "sending"
            {
                tokio::task::yield_now().await;
            }
        })
        .await
        .unwrap();
        world.pass(SignedDuration::from_mins(10));
    }
    settled(&world, "failed").await;
    assert_eq!(
        world.state_of(ACCESSING, &ack).await["requestStatusCategory"],
        "success"
    );
    assert!(receiver.is_silent().await);
}
