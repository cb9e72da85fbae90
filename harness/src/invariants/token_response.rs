//! Claims about whatever the token endpoint answers, in every scenario (RFC 6749, 5.1 and 5.2).

use serde_json::Value;

use super::{Invariant, Judgement, Scene};
use crate::actor::Party;
use crate::actor::oauth_client::answer::Answer;
use crate::exchange::model::Exchange;
use crate::oracle::strict_json;
use crate::requirement::wire::ClientAuthentication;
use crate::verdict::Finding;

/// The rows.
pub static ROWS: &[Invariant] = &[
    of_token(
        "token responses name the token and its type",
        "RFC6749-5.1-1",
        |exchange, scene| of_issue(exchange, scene, names_token_and_type),
    ),
    of_token(
        "token responses state a lifetime",
        "RFC6749-5.1-2",
        |exchange, scene| of_issue(exchange, scene, states_lifetime),
    ),
    of_token(
        "token responses are not cacheable",
        "RFC6749-5.1-3",
        |exchange, scene| of_issue(exchange, scene, is_not_cacheable),
    ),
    of_token(
        "token responses are JSON",
        "RFC6749-5.1-4",
        |exchange, scene| of_issue(exchange, scene, is_json),
    ),
    of_token(
        "refusals have a status of their own and an error code in JSON",
        "RFC6749-5.2-1",
        |exchange, scene| of_refusal(exchange, scene, look_at_refusals(scene)),
    ),
    of_token(
        "errors keep to the permitted characters",
        "RFC6749-5.2-3",
        |exchange, scene| of_refusal(exchange, scene, keeps_to_permitted_characters),
    ),
];

const fn of_token(
    claim: &'static str,
    requirement: &'static str,
    judge: fn(&Exchange, &Scene) -> Judgement,
) -> Invariant {
    Invariant {
        claim,
        requirement,
        party: Party::AuthorizationServer,
        judge,
    }
}

/// How one answer is looked at.
pub type Look = fn(&Answer) -> Judgement;

fn of_issue(exchange: &Exchange, scene: &Scene, look: Look) -> Judgement {
    let answer = token_answer(exchange, scene);
    let issue = answer.filter(|answer| answer.succeeded() && answer.error().is_none());
    issue.as_ref().map_or(Judgement::NotConcerned, look)
}

fn of_refusal(exchange: &Exchange, scene: &Scene, look: Look) -> Judgement {
    let answer = token_answer(exchange, scene);
    let refusal = answer.filter(|answer| !answer.succeeded() || answer.error().is_some());
    refusal.as_ref().map_or(Judgement::NotConcerned, look)
}

/// Where clients show certificates, a proxy turns them away with a page of its own, before there is a token endpoint.
fn look_at_refusals(scene: &Scene) -> Look {
    let methods = &scene.wire.authorization_server.client_authentication;
    let by_certificate = methods.iter().any(|method| {
        use ClientAuthentication::{SelfSignedTlsClientAuth, TlsClientAuth};
        matches!(method, TlsClientAuth | SelfSignedTlsClientAuth)
    });
    if by_certificate {
        is_a_proper_refusal_or_page
    } else {
        is_a_proper_refusal
    }
}

fn is_a_proper_refusal_or_page(answer: &Answer) -> Judgement {
    let is_page = media_type(answer).is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"));
    if is_page && (400..500).contains(&answer.status()) && is_about_certificates(answer) {
        return Judgement::NotConcerned;
    }
    is_a_proper_refusal(answer)
}

/// Whoever proves nothing by a secret or a signature has shown a certificate or should have; else the page says what it is about.
fn is_about_certificates(answer: &Answer) -> bool {
    let exchange = answer.exchange();
    let sent = String::from_utf8_lossy(&exchange.request.body);
    let proves = ["client_assertion=", "client_secret="]
        .iter()
        .any(|parameter| sent.contains(parameter));
    let page = exchange.response.as_ref().map(|response| &response.body);
    let page = page.map(|body| String::from_utf8_lossy(body).to_ascii_lowercase());
    let says = page.is_some_and(|page| page.contains("certificate"));
    says || !(proves || exchange.request.header("authorization").is_some())
}

fn token_answer(exchange: &Exchange, scene: &Scene) -> Option<Answer> {
    asks_for_a_token(exchange, scene).then(|| Answer::new(exchange.clone()))
}

fn asks_for_a_token(exchange: &Exchange, scene: &Scene) -> bool {
    let endpoint = scene.token_endpoint.as_ref();
    exchange.request.method == "POST"
        && endpoint.is_some_and(|endpoint| exchange.request.url == endpoint.as_str())
}

/// A token response names the access token and its type, whatever it is (RFC 6749, 5.1).
pub fn names_token_and_type(answer: &Answer) -> Judgement {
    let named = |member: &str| answer.text(member).is_some_and(|text| !text.is_empty());
    if !named("access_token") {
        return violated(
            answer,
            "a token response with access_token",
            "no access_token",
        );
    }
    if !named("token_type") {
        return violated(answer, "a token response with token_type", "no token_type");
    }
    Judgement::Holds
}

/// A token response states a lifetime, as a positive number of seconds.
pub fn states_lifetime(answer: &Answer) -> Judgement {
    match answer.body().get("expires_in") {
        Some(Value::Number(seconds)) if seconds.as_f64().is_some_and(|seconds| seconds > 0.0) => {
            Judgement::Holds
        }
        Some(other) => violated(
            answer,
            "expires_in as a positive number",
            format!("expires_in {other}"),
        ),
        None => violated(answer, "a token response with expires_in", "no expires_in"),
    }
}

/// A token response is marked `no-store`, in whatever company.
pub fn is_not_cacheable(answer: &Answer) -> Judgement {
    let stated = headers(answer, "cache-control");
    let forbidden = stated
        .iter()
        .flat_map(|value| value.split(','))
        .any(|part| part.trim().eq_ignore_ascii_case("no-store"));
    if forbidden {
        return Judgement::Holds;
    }
    let received = if stated.is_empty() {
        "no Cache-Control".to_owned()
    } else {
        format!("Cache-Control: {}", stated.join(", "))
    };
    violated(answer, "Cache-Control: no-store", received)
}

/// A token response is a strict JSON object, and says so.
pub fn is_json(answer: &Answer) -> Judgement {
    match (
        media_type(answer),
        strict_json::read_object(&answer.response().body),
    ) {
        (Some(kind), _) if !is_json_type(&kind) => violated(
            answer,
            "Content-Type application/json",
            format!("Content-Type {kind}"),
        ),
        (None, _) => violated(answer, "Content-Type application/json", "no Content-Type"),
        (_, Err(defect)) => violated(answer, "a JSON object", format!("a body that is {defect}")),
        (_, Ok(_)) => Judgement::Holds,
    }
}

/// A refusal has a status between 400 and 499, and an error code in JSON (RFC 6749, 5.2).
///
/// What a server in front may answer by itself is not judged: the method or size refused, the request put off.
pub fn is_a_proper_refusal(answer: &Answer) -> Judgement {
    let status = answer.status();
    if answer.puts_off()
        || matches!(
            status,
            300..=399 | 404 | 405 | 408 | 411 | 413 | 414 | 415 | 431
        )
    {
        return Judgement::NotConcerned;
    }
    if !(400..500).contains(&status) {
        return violated(
            answer,
            "a status from 400 to 499",
            format!("{status}{}", error_in_words(answer)),
        );
    }
    match media_type(answer) {
        Some(kind) if is_json_type(&kind) && answer.error().is_some() => Judgement::Holds,
        Some(kind) if is_json_type(&kind) => violated(
            answer,
            "a JSON object with error",
            format!("{status} without an error code"),
        ),
        Some(kind) => violated(
            answer,
            "Content-Type application/json",
            format!("{status} with Content-Type {kind}"),
        ),
        None => violated(
            answer,
            "Content-Type application/json",
            format!("{status} without Content-Type"),
        ),
    }
}

/// Code and description of an error keep to the characters of RFC 6749, 5.2.
pub fn keeps_to_permitted_characters(answer: &Answer) -> Judgement {
    let members = ["error", "error_description"];
    match members.into_iter().find_map(|member| {
        Some((
            member,
            answer.text(member)?.chars().find(|c| !is_permitted(*c))?,
        ))
    }) {
        Some((member, character)) => violated(
            answer,
            "printable ASCII without quotes and backslashes",
            format!("{member} with {character:?}"),
        ),
        None if answer.error().is_some() => Judgement::Holds,
        None => Judgement::NotConcerned,
    }
}

pub(super) fn violated(answer: &Answer, expected: &str, received: impl Into<String>) -> Judgement {
    Judgement::Violated(Finding::new(expected, received).at(answer.exchange().number))
}

fn error_in_words(answer: &Answer) -> String {
    answer
        .error()
        .map(|error| format!(" with the error {error}"))
        .unwrap_or_default()
}

/// %x20-21, %x23-5B and %x5D-7E.
fn is_permitted(character: char) -> bool {
    matches!(character, ' '..='!' | '#'..='[' | ']'..='~')
}

fn is_json_type(kind: &str) -> bool {
    kind.eq_ignore_ascii_case("application/json")
}

fn media_type(answer: &Answer) -> Option<String> {
    let stated = answer.response().header("content-type")?;
    stated.split(';').next().map(|kind| kind.trim().to_owned())
}

fn headers<'a>(answer: &'a Answer, name: &str) -> Vec<&'a str> {
    let fields = &answer.response().headers;
    fields
        .iter()
        .filter(|(field, _)| field.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::oauth_client::answer::tests::exchange;

    const JSON: (&str, &str) = ("Content-Type", "application/json;charset=UTF-8");
    const NO_STORE: (&str, &str) = ("cache-control", "private, No-Store");

    fn received(look: Look, status: u16, headers: &[(&str, &str)], body: &str) -> String {
        match look(&Answer::new(exchange(status, headers, body))) {
            Judgement::Violated(finding) => finding.received,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_plain_token_response_satisfies_every_claim() {
        let body = r#"{"access_token":"a","token_type":"bearer","expires_in":3599}"#;
        for look in [
            names_token_and_type,
            states_lifetime,
            is_not_cacheable,
            is_json,
        ] as [Look; 4]
        {
            assert_eq!(received(look, 200, &[JSON, NO_STORE], body), "Holds");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let body = r#"{"access_token":"a"}"#;
        assert_eq!(
            received(names_token_and_type, 200, &[], body),
            "no token_type"
        );
        assert_eq!(received(states_lifetime, 200, &[], body), "no expires_in");
        assert_eq!(
            received(
                is_not_cacheable,
                200,
                &[("Cache-Control", "no-cache")],
                body
            ),
            "Cache-Control: no-cache"
        );
        assert_eq!(
            received(is_json, 200, &[("Content-Type", "text/plain")], body),
            "Content-Type text/plain"
        );
    }

    #[test]
    fn a_refusal_is_judged_by_status_type_and_code() {
        let body = r#"{"error":"invalid_client"}"#;
        assert_eq!(received(is_a_proper_refusal, 401, &[JSON], body), "Holds");
        assert_eq!(
            received(is_a_proper_refusal, 200, &[JSON], body),
            "200 with the error invalid_client"
        );
        assert_eq!(
            received(
                is_a_proper_refusal,
                400,
                &[("Content-Type", "text/html")],
                "<p>"
            ),
            "400 with Content-Type text/html"
        );
        assert_eq!(
            received(is_a_proper_refusal, 400, &[JSON], "{}"),
            "400 without an error code"
        );
        assert_eq!(received(is_a_proper_refusal, 429, &[], ""), "NotConcerned");
    }

    #[test]
    fn a_page_of_whoever_looks_at_certificates_is_no_refusal_of_the_server() {
        let page: &[(&str, &str)] = &[("Content-Type", "text/html; charset=utf-8")];
        let look = is_a_proper_refusal_or_page;
        assert_eq!(received(look, 400, page, "<p>"), "NotConcerned");
        assert_eq!(
            received(look, 400, &[JSON], "{}"),
            "400 without an error code"
        );
        assert_eq!(received(look, 500, page, "<p>"), "500");
    }

    #[test]
    fn a_page_for_whoever_signed_its_request_has_to_be_about_certificates() {
        let page = [("Content-Type", "text/html")];
        let judged = |body| {
            let mut sent = exchange(400, &page, body);
            sent.request.body = b"grant_type=a&client_assertion=b".to_vec();
            is_a_proper_refusal_or_page(&Answer::new(sent))
        };
        let about = judged("<h1>No required SSL Certificate was sent</h1>");
        assert_eq!(about, Judgement::NotConcerned);
        assert!(matches!(judged("<p>"), Judgement::Violated(_)));
    }

    #[test]
    fn quotes_and_letters_beyond_ascii_are_forbidden_in_errors() {
        let look = keeps_to_permitted_characters;
        assert_eq!(
            received(
                look,
                400,
                &[],
                r#"{"error":"e","error_description":"all is [well]"}"#
            ),
            "Holds"
        );
        assert_eq!(
            received(look, 400, &[], r#"{"error":"e","error_description":"ü"}"#),
            "error_description with 'ü'"
        );
        assert_eq!(
            received(look, 400, &[], r#"{"error":"\"e"}"#),
            "error with '\"'"
        );
    }
}
