//! How clients are made to act: nothing that a client or its driver does may stop or break the judge.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::path::Path;
use std::time::Duration;

use mock_kit::front::Front;
use mock_kit::tls::TestAuthority;
use mock_kit::{Clock, ListenerSettings};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use super::handover::Handover;
use super::{
    ClientPublicKey, ClientUnderTest, Driver, Ended, Operation, Order, Ports, Surroundings,
    command, trigger,
};
use crate::stop::Stop;
use crate::verdict::Outcome;

/// More than any of these tests takes, however busy the machine is.
const LONG: Duration = Duration::from_mins(2);

fn order() -> Order {
    Order {
        operation: Operation::Register,
        kind: "patent".to_owned(),
        number: "AT 1".to_owned(),
        date: "2026-01-01".to_owned(),
        access_code: "A1B2".to_owned(),
        format: "pdf",
        content: Some(b"%PDF-".to_vec()),
        leading_zero: false,
        content_key: None,
    }
}

fn surroundings() -> Surroundings {
    let authority = TestAuthority::new().unwrap();
    Surroundings {
        issuer: "https://localhost:1/".to_owned(),
        das_base: "https://localhost:2/".parse().unwrap(),
        authority_pem: authority.pem().to_owned(),
        client_id: "office-at".to_owned(),
        private_key_pem: None,
        key_file: None,
        scope: "das".to_owned(),
        audience: None,
    }
}

/// What comes of a shell script as a driver.
async fn scripted(script: &str, deadline: Duration) -> Ended {
    let handover = Handover::prepare(&order(), &surroundings()).unwrap();
    let command = ["sh", "-c", script].map(str::to_owned);
    let ran = command::run(&command, Path::new(""), &handover, deadline);
    ran.await.unwrap()
}

#[tokio::test]
async fn a_program_that_leaves_another_behind_has_ended() {
    let ended = scripted("sleep 600 & echo registered", LONG).await;
    assert!(ended.done, "{ended:?}");
    assert_eq!(ended.said, "registered\n");
}

#[tokio::test]
async fn what_a_program_leaves_behind_ends_with_it() {
    let script = "sleep 600 >/dev/null 2>&1 & echo $!";
    let ended = scripted(script, LONG).await;
    let left = format!("/proc/{}/stat", ended.said.trim());
    let ending = async {
        // Whoever is not yet collected is a zombie.
        while std::fs::read_to_string(&left).is_ok_and(|state| !state.contains(") Z ")) {
            tokio::task::yield_now().await;
        }
    };
    assert!(tokio::time::timeout(LONG, ending).await.is_ok(), "{left}");
}

#[tokio::test]
async fn a_program_that_takes_too_long_is_not_done_and_its_words_are_kept() {
    let ended = scripted("echo so far; exec sleep 600", Duration::from_secs(1)).await;
    assert!(
        !ended.done && ended.how.contains("did not end"),
        "{ended:?}"
    );
    assert_eq!(ended.said, "so far\n");
}

#[tokio::test]
async fn the_time_of_programs_is_that_of_another_zone() {
    let ended = scripted("date +%z", LONG).await;
    assert_eq!(ended.said, "-1000\n");
}

fn triggered(url: &Url, deadline: Duration, trust: Option<String>) -> ClientUnderTest {
    ClientUnderTest {
        client_id: "office-at".to_owned(),
        key: ClientPublicKey::Jwks(json!({ "keys": [] })),
        key_file: None,
        office: "AT".to_owned(),
        driver: Driver::Trigger(url.clone()),
        ports: Ports::default(),
        deadline,
        trust,
    }
}

async fn posted(url: &Url, deadline: Duration, trust: Option<String>) -> Result<Ended, Stop> {
    let client = triggered(url, deadline, trust);
    trigger::post(url, &order(), &surroundings(), &client).await
}

/// A place that reads what the first comer says and then does this.
async fn place_that<Answer>(answer: impl FnOnce(TcpStream) -> Answer + Send + 'static) -> Url
where
    Answer: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 64 << 10];
        let _ = stream.read(&mut request).await;
        answer(stream).await;
    });
    url.parse().unwrap()
}

/// A place that answers whoever comes first with these octets and ends the connection, or keeps silent without any.
async fn place(answer: Option<&'static str>) -> Url {
    place_that(async move |mut stream: TcpStream| match answer {
        Some(answer) => stream.write_all(answer.as_bytes()).await.unwrap(),
        None => std::future::pending().await,
    })
    .await
}

#[tokio::test]
async fn a_trigger_that_is_silent_or_breaks_off_belongs_to_a_client_that_is_not_done() {
    let silent = posted(&place(None).await, Duration::from_millis(200), None).await;
    assert!(!silent.unwrap().done);
    let half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";
    let broken = posted(&place(Some(half)).await, LONG, None).await;
    assert!(!broken.unwrap().done);
    let whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    let done = posted(&place(Some(whole)).await, LONG, None).await;
    assert!(done.unwrap().done);
}

#[tokio::test]
async fn an_answer_of_a_trigger_without_end_belongs_to_a_client_that_is_not_done() {
    let endless = place_that(async |mut stream: TcpStream| {
        let mut taken = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
        while taken.is_ok() {
            taken = stream.write_all(&[b' '; 8 << 10]).await;
        }
    })
    .await;
    let ended = posted(&endless, LONG, None).await.unwrap();
    assert!(
        !ended.done && ended.how.ends_with("at excessive length"),
        "{}",
        ended.how
    );
}

#[tokio::test]
async fn a_trigger_is_vouched_for_by_the_authority_of_the_target_file() {
    let authority = TestAuthority::new().unwrap();
    let identity = authority.identity_for(&["localhost"]).unwrap();
    let settings = ListenerSettings::ephemeral(Some(identity));
    let upstream = place(Some("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")).await;
    let front = Front::open(&settings, upstream, Clock::system())
        .await
        .unwrap();
    let unknown = posted(front.base(), LONG, None)
        .await
        .unwrap_err()
        .outcome();
    assert!(
        matches!(unknown, Outcome::ConfigurationError(_)),
        "{unknown:?}"
    );
    let trust = Some(authority.pem().to_owned());
    assert!(posted(front.base(), LONG, trust).await.unwrap().done);
}

#[tokio::test]
async fn a_trigger_that_is_not_there_is_a_matter_of_configuration() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let missing = posted(&url.parse().unwrap(), LONG, None).await;
    let outcome = missing.unwrap_err().outcome();
    assert!(
        matches!(outcome, Outcome::ConfigurationError(_)),
        "{outcome:?}"
    );
}

#[test]
fn a_person_gets_hours() {
    let url: Url = "https://localhost/".parse().unwrap();
    let client = triggered(&url, Duration::from_secs(30), None);
    assert_eq!(client.patience().as_secs(), 30);
    let by_hand = ClientUnderTest {
        driver: Driver::Operator,
        ..client
    };
    assert!(by_hand.patience() >= Duration::from_hours(1));
}
