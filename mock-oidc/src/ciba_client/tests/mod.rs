//! A client of the back channel that is left alone: by its server, which never has tokens, or by whoever made it ask.

mod stand_in;

use std::time::Duration;

use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use mock_kit::tls::{ClientIdentity, TestAuthority, http_client};
use mock_kit::{Clock, ListenerSettings};
use serde_json::{Value, json};

use self::stand_in::StandIn;
use super::{Handle, Settings, spawn};
use crate::settings::DeliveryMode;
use crate::testing::NOW;

/// After the end of every request.
const IN_A_CENTURY: &str = "Fri, 01 Jan 2100 00:00:00 GMT";

/// A client, and a server that acknowledges its requests so.
struct Bench {
    authority: TestAuthority,
    clock: Clock,
    server: StandIn,
    client: Handle,
}

impl Bench {
    async fn set_up(mode: DeliveryMode, acknowledgement: Value) -> Self {
        let authority = TestAuthority::new().unwrap();
        let clock = Clock::frozen_at(Timestamp::from_second(NOW).unwrap());
        let server = StandIn::spawn(&authority, &clock, acknowledgement).await;
        let identity = authority.identity_for(&["localhost"]).unwrap();
        let client = spawn(Settings {
            listener: ListenerSettings::ephemeral(Some(identity)),
            clock: clock.clone(),
            issuer: server.issuer.clone(),
            trust: vec![authority.pem().to_owned()],
            client_id: "call-centre".to_owned(),
            key: Jwk::generate_ec_key(EcCurve::P256).unwrap(),
            decryption: None,
            identity: ClientIdentity::self_signed("call-centre").unwrap(),
            scope: "openid".to_owned(),
            login_hint: "alice".to_owned(),
            gives_id_tokens_for_hints: false,
            mode,
            signs: false,
        });
        Self {
            authority,
            clock,
            server,
            client: client.await.unwrap(),
        }
    }

    async fn polling(acknowledgement: Value) -> Self {
        let bench = Self::set_up(DeliveryMode::Poll, acknowledgement).await;
        bench.post("start", 0).await;
        bench.clock.idle().await;
        bench
    }

    /// Posts so many octets.
    async fn post(&self, path: &str, length: usize) {
        let http = http_client(&[self.authority.pem()]).unwrap();
        let url = self.client.base().join(path).unwrap();
        let request = http.post(url).body(vec![b' '; length]);
        request.send().await.unwrap();
    }

    /// Lets so many seconds pass, and the client do what it does then.
    async fn pass(&self, seconds: i64) {
        self.pass_by(SignedDuration::from_secs(seconds)).await;
    }

    async fn pass_by(&self, span: SignedDuration) {
        self.clock.advance(span);
        self.clock.idle().await;
    }

    async fn flow(&self) -> Value {
        self.client.control().inspect().await["flows"]["0"].clone()
    }

    /// Lets others do what they can until this holds of the flow.
    async fn until(&self, holds: impl Fn(&Value) -> bool) {
        let waiting = async {
            while !holds(&self.flow().await) {
                tokio::task::yield_now().await;
            }
        };
        let limit = Duration::from_mins(1);
        tokio::time::timeout(limit, waiting).await.unwrap();
    }

    /// Has somebody make the client ask with a long body, and hang up once that holds of the flow.
    async fn is_left_once(&self, holds: impl Fn(&Value) -> bool) {
        tokio::select! {
            () = self.post("authenticate", 64 << 10) => panic!("the flow has ended"),
            () = self.until(holds) => {}
        }
        self.until(|flow| !flow["outcome"].is_null()).await;
        self.clock.idle().await;
    }
}

#[tokio::test]
async fn an_interval_that_is_not_positive_is_none() {
    for interval in [0, -1] {
        let answer = json!({ "expires_in": 600, "interval": interval });
        let bench = Bench::polling(answer).await;
        assert_eq!(bench.server.polls(), 1);
        assert_eq!(bench.flow().await["waits_until"], NOW + 5);
        bench.pass(5).await;
        assert_eq!(bench.server.polls(), 2);
    }
}

/// A client that polled once, and was answered so.
async fn answered(status: StatusCode, code: &str, retry_after: &'static str) -> Bench {
    let lasting = json!({ "expires_in": 600, "interval": 5 });
    let bench = Bench::set_up(DeliveryMode::Poll, lasting).await;
    bench.server.answer_polls(status, code, retry_after);
    bench.post("start", 0).await;
    bench.clock.idle().await;
    assert_eq!(bench.server.polls(), 1);
    bench
}

#[tokio::test]
async fn a_server_without_time_is_asked_again_when_it_has_some() {
    for (retry_after, wait) in [("20", 20), ("3", 5), ("Mon, 01 Jan 1990 00:00:00 GMT", 5)] {
        let bench = answered(StatusCode::SERVICE_UNAVAILABLE, "busy", retry_after).await;
        bench.pass(wait - 1).await;
        assert_eq!(bench.server.polls(), 1, "{retry_after}");
        bench.pass(1).await;
        assert_eq!(bench.server.polls(), 2, "{retry_after}");
    }
}

#[tokio::test]
async fn a_server_without_time_may_say_by_a_date_when_it_has_some() {
    let bench = answered(StatusCode::SERVICE_UNAVAILABLE, "busy", IN_A_CENTURY).await;
    assert_eq!(bench.flow().await["waits_until"], NOW + 600);
}

#[tokio::test]
async fn a_refusal_is_the_end_whenever_one_may_retry() {
    let bench = answered(StatusCode::BAD_REQUEST, "access_denied", "20").await;
    assert_eq!(
        bench.flow().await["outcome"],
        "stopped: the authentication ended: access_denied"
    );
}

#[tokio::test]
async fn without_an_interval_five_seconds_lie_between_two_polls() {
    let bench = Bench::polling(json!({ "expires_in": 600 })).await;
    bench.pass(4).await;
    assert_eq!(bench.server.polls(), 1);
    bench.pass(1).await;
    assert_eq!(bench.server.polls(), 2);
}

#[tokio::test]
async fn the_interval_is_kept_to_the_fraction_of_a_second() {
    let bench = Bench::set_up(DeliveryMode::Poll, json!({ "expires_in": 600 })).await;
    bench.pass_by(SignedDuration::from_millis(900)).await;
    bench.post("start", 0).await;
    bench.clock.idle().await;
    assert_eq!(bench.flow().await["waits_until"], NOW + 6);
    bench.pass_by(SignedDuration::from_millis(4999)).await;
    assert_eq!(bench.server.polls(), 1);
    bench.pass_by(SignedDuration::from_millis(1)).await;
    assert_eq!(bench.server.polls(), 2);
}

#[tokio::test]
async fn a_flow_ends_with_its_request_however_long_the_interval_is() {
    let bench = Bench::polling(json!({ "expires_in": 10, "interval": i64::MAX })).await;
    bench.pass(9).await;
    assert!(bench.flow().await["outcome"].is_null());
    bench.pass(1).await;
    assert_eq!(
        bench.flow().await["outcome"],
        "stopped: no answer came in time"
    );
    assert_eq!(bench.server.polls(), 1);
}

#[tokio::test]
async fn a_flow_ends_after_a_day_whatever_the_server_says() {
    let endless = json!({ "expires_in": i64::MAX, "interval": 1_000_000 });
    let bench = Bench::polling(endless).await;
    bench.pass(24 * 60 * 60).await;
    assert!(bench.flow().await["outcome"].is_string());
}

#[tokio::test]
async fn a_flow_that_polls_ends_when_its_caller_hangs_up() {
    let lasting = json!({ "expires_in": 600, "interval": 5 });
    let bench = Bench::set_up(DeliveryMode::Poll, lasting).await;
    bench
        .is_left_once(|flow| flow["waits_until"].is_number())
        .await;
    assert_eq!(
        bench.flow().await["outcome"],
        "stopped: whoever began it has hung up"
    );
    bench.pass(60).await;
    assert_eq!(bench.server.polls(), 1);
}

#[tokio::test]
async fn a_flow_that_awaits_a_notification_ends_when_its_caller_hangs_up() {
    let bench = Bench::set_up(DeliveryMode::Push, json!({ "expires_in": 600 })).await;
    bench
        .is_left_once(|flow| flow["awaits_notification"] == true)
        .await;
    let flow = bench.flow().await;
    assert_eq!(flow["outcome"], "stopped: whoever began it has hung up");
    assert_eq!(flow["awaits_notification"], false);
}
