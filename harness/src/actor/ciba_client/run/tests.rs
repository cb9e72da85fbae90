//! What is seen of a client that tells nothing before the end.

use super::*;
use crate::exchange::model::{Request, Response};

/// What happened at this second; a request names what it is about, or is acknowledged under that name.
fn exchange(second: i64, body: &str, answer: &str) -> Exchange {
    Exchange {
        number: 0,
        from: Party::CibaClient.name().to_owned(),
        to: Party::AuthorizationServer.name().to_owned(),
        at: Timestamp::from_second(second).unwrap_or_default(),
        request: Request {
            body: body.as_bytes().to_vec(),
            ..Request::default()
        },
        response: Some(Response {
            status: 200,
            body: answer.as_bytes().to_vec(),
            ..Response::default()
        }),
        failure: None,
        tls: None,
        raw: false,
        judged: true,
    }
}

fn poll(second: i64) -> Exchange {
    exchange(second, "auth_req_id=Name", "{}")
}

/// A client that was acknowledged at second 100, polled at these and told its end at this.
fn run(polls: &[i64], told: Option<i64>) -> Run {
    let acknowledgement = r#"{"auth_req_id":"Name","interval":5}"#;
    Run {
        outcome: told.map(|_| "done".to_owned()),
        is_silent: false,
        told_at: told.and_then(|second| Timestamp::from_second(second).ok()),
        request: Some(exchange(100, "", acknowledgement)),
        polls: polls.iter().map(|second| poll(*second)).collect(),
        overlaps: false,
        notifications: vec![exchange(102, "", "")],
    }
}

#[test]
fn a_client_that_does_nothing_believes_nothing() {
    let idle = run(&[], None);
    assert_eq!(idle.belief_since(&run(&[], None)), Belief::None);
    let polled_before = run(&[101], None);
    assert_eq!(polled_before.belief_since(&polled_before), Belief::None);
}

#[test]
fn a_client_that_polls_or_ends_believes() {
    let waiting = run(&[], None);
    assert_eq!(run(&[102], None).belief_since(&waiting), Belief::Held);
    assert_eq!(run(&[], Some(102)).belief_since(&waiting), Belief::Held);
}

#[test]
fn a_client_that_polls_unasked_may_believe_or_not() {
    let of_its_own = run(&[101], None);
    let polls_on = run(&[101, 106], None);
    assert_eq!(polls_on.belief_since(&of_its_own), Belief::Unknown);
    let after_the_interval = run(&[105], None);
    let waiting = run(&[], None);
    assert_eq!(after_the_interval.belief_since(&waiting), Belief::Unknown);
}

#[test]
fn a_reaction_is_a_poll_or_else_the_end() {
    let seconds = |run: &Run| run.reaction().map(|took| took.as_secs());
    assert_eq!(seconds(&run(&[101, 104], Some(107))), Some(2));
    assert_eq!(seconds(&run(&[], Some(107))), Some(5));
    assert_eq!(seconds(&run(&[101], None)), None);
}

#[test]
fn whoever_is_slow_is_given_more_time() {
    let second = SignedDuration::from_secs(1);
    assert_eq!(generous(second), second * 3);
    assert_eq!(generous(SignedDuration::ZERO), BREATH);
    assert_eq!(generous(second * 60), LONGEST_BREATH);
}

#[test]
fn polls_for_an_abandoned_request_are_no_polls_of_the_next_one() {
    let abandoned = ["another".to_owned(), "name".to_owned()];
    assert!(is_about(&poll(100), &abandoned));
    assert!(!is_about(&poll(100), &abandoned[..1]));
}
