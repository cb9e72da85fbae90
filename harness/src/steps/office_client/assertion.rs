//! The assertions of the client.

use cucumber::then;
use serde_json::Value;
use url::form_urlencoded;

use super::time_zone::Reckoning;
use crate::actor::environment::clients::Who;
use crate::actor::office_client::assertion::TokenRequest;
use crate::actor::office_client::run::Run;
use crate::exchange::model::Exchange;
use crate::oracle::compact::Compact;
use crate::oracle::key_set::KeySet;
use crate::oracle::signature::{SignatureVerdict, of_jwt};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// Octets of an ES256 signature (RFC 7518, 3.4).
const SIGNATURE_OCTETS: usize = 64;
/// The farthest expiry that raises no question, in seconds.
const USUAL_LIFETIME: i64 = 60;
/// How far clocks may differ, and how long an assertion may be on its way, in seconds.
const LEEWAY: i64 = 60;

/// The client's requests for tokens; without any there is nothing to judge.
pub(super) fn token_requests(world: &World) -> Result<Vec<TokenRequest>, Stop> {
    let run = world.office_client.run()?;
    demand_some(run)?;
    Ok(run.token_requests())
}

/// A client that asked for no token and for nothing else shows nothing.
pub(super) fn demand_some(run: &Run) -> Step {
    if run.token_requests().is_empty() {
        let why = format!("the client asked for no token: {}", run.ended.how);
        return Err(Stop::inconclusive(why));
    }
    Ok(())
}

/// Each request with its assertion; one that cannot be read is held against the rule about its form.
fn assertions(world: &World) -> Result<Vec<(TokenRequest, Compact)>, Stop> {
    let requests = token_requests(world)?.into_iter();
    let read = requests.map(|request| match request.assertion() {
        Some(Ok(assertion)) => Ok((request, assertion)),
        Some(Err(defect)) => Err(Stop::inconclusive(format!(
            "the assertion cannot be read: {defect}"
        ))),
        None => Err(Stop::inconclusive("a token request carries no assertion")),
    });
    read.collect()
}

fn violated(request: &TokenRequest, expected: impl Into<String>, received: String) -> Step {
    let finding = Finding::new(expected, received).at(request.number);
    Err(Stop::violated(finding))
}

fn demand_client_as(world: &World, claim: &str) -> Step {
    let client_id = world.environment.client(Who::Client)?.client_id;
    for (request, assertion) in assertions(world)? {
        let stated = assertion.claims.get(claim);
        if stated.and_then(Value::as_str) != Some(&client_id) {
            let received = format!("{claim} {}", shown(stated));
            return violated(&request, format!("{claim} {client_id}"), received);
        }
    }
    Ok(())
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "missing".to_owned(), ToString::to_string)
}

#[then("the assertion names the client as its issuer")]
fn names_issuer(world: &mut World) -> Step {
    demand_client_as(world, "iss")
}

#[then("the assertion names the client as its subject")]
fn names_subject(world: &mut World) -> Step {
    demand_client_as(world, "sub")
}

/// The token endpoint or the issuer, alone or among others, the default port written out or not.
#[then("the assertion is addressed to the authorization server")]
async fn is_addressed_rightly(world: &mut World) -> Step {
    let server = world.environment.authorization_server().await?;
    let own = [server.issuer.as_str(), server.token_endpoint.as_str()].map(bare);
    for request in token_requests(world)? {
        let audiences = request.audiences();
        if !audiences.iter().any(|named| own.contains(&bare(named))) {
            let received = format!("aud {}", audiences.join(", "));
            return violated(&request, "the token endpoint as the audience", received);
        }
    }
    Ok(())
}

fn bare(url: &str) -> String {
    url.replacen(":443/", "/", 1)
        .trim_end_matches('/')
        .to_owned()
}

/// Seconds between the arrival of an assertion and its expiry.
fn lifetime(request: &TokenRequest, assertion: &Compact) -> Option<i64> {
    seconds_ahead("exp", request, assertion)
}

/// How far ahead of the arrival of an assertion a time in it lies, in seconds.
fn seconds_ahead(claim: &str, request: &TokenRequest, assertion: &Compact) -> Option<i64> {
    let time = assertion.claims.get(claim)?.as_f64()?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float saturates, and fractions of a second are of no interest"
    )]
    let seconds = time as i64;
    Some(seconds.saturating_sub(request.at.as_second()))
}

#[then("the assertion states an expiry that lies ahead")]
fn expiry_lies_ahead(world: &mut World) -> Step {
    for (request, assertion) in assertions(world)? {
        if lifetime(&request, &assertion).is_none_or(|seconds| seconds <= -LEEWAY) {
            let stated = assertion.claims.get("exp");
            let received = format!(
                "exp {}, when it is {}",
                shown(stated),
                request.at.as_second()
            );
            return violated(&request, "an expiry some seconds ahead", received);
        }
    }
    Ok(())
}

#[then("the assertion expires within a minute")]
fn expires_soon(world: &mut World) -> Step {
    for (request, assertion) in assertions(world)? {
        let seconds = lifetime(&request, &assertion).unwrap_or_default();
        if seconds > USUAL_LIFETIME {
            let expected = format!("at most {USUAL_LIFETIME} s");
            return violated(&request, expected, format!("{seconds} s"));
        }
    }
    Ok(())
}

#[then("the expiry is computed from UTC")]
fn expiry_is_in_utc(world: &mut World) -> Step {
    for (request, assertion) in assertions(world)? {
        let issued = seconds_ahead("iat", &request, &assertion);
        let expires = seconds_ahead("exp", &request, &assertion);
        match Reckoning::of(issued, expires) {
            Reckoning::Utc => {}
            Reckoning::Beside(minutes) => {
                let received = format!("a time that is {minutes} min beside UTC");
                return violated(&request, "an expiry computed from UTC", received);
            }
            Reckoning::Unclear(minutes) => {
                return Err(Stop::inconclusive(format!(
                    "the expiry lies {minutes} min beside the usual one: another time zone, or so long a lifetime"
                )));
            }
        }
    }
    Ok(())
}

#[then("the assertion is signed with ES256 by the key of the client")]
fn is_signed(world: &mut World) -> Step {
    let set = world.environment.client_key_set()?;
    let keys = KeySet::read(set.to_string().as_bytes()).map_err(Stop::configuration)?;
    for (request, assertion) in assertions(world)? {
        let expected = "a signature of ES256 by the registered key, r and s in 32 octets each";
        match assertion.header_text("alg") {
            Some("ES256") => {}
            other => {
                let received = format!("alg {}", other.unwrap_or("missing"));
                return violated(&request, expected, received);
            }
        }
        // Any other length is held against the rule about the size of the numbers.
        if is_der(&assertion.signature) {
            return violated(&request, expected, "a signature in DER".to_owned());
        }
        if assertion.signature.len() == SIGNATURE_OCTETS {
            demand_valid(&request, of_jwt(&assertion, &keys))?;
        }
    }
    Ok(())
}

fn demand_valid(request: &TokenRequest, verdict: SignatureVerdict) -> Step {
    match verdict {
        SignatureVerdict::Valid => Ok(()),
        SignatureVerdict::Invalid(why) => violated(
            request,
            "a signature by the registered key",
            format!("a signature that does not verify: {why}"),
        ),
        SignatureVerdict::Disputed(one, other) => {
            Err(Stop::inconclusive(format!("{one}; {other}")))
        }
    }
}

/// A sequence of two integers that fills the octets.
fn is_der(signature: &[u8]) -> bool {
    signature.first() == Some(&0x30)
        && signature.len() > SIGNATURE_OCTETS
        && signature.get(1).copied().map(usize::from) == Some(signature.len() - 2)
}

#[then("the assertion is three unpadded base64url parts")]
fn is_compact(world: &mut World) -> Step {
    for request in token_requests(world)? {
        if let Some(Err(defect)) = request.assertion() {
            let expected = "three parts of unpadded base64url";
            return violated(&request, expected, defect.to_string());
        }
    }
    Ok(())
}

#[then("the signature has 64 octets")]
fn signature_is_whole(world: &mut World) -> Step {
    for (request, assertion) in assertions(world)? {
        let count = assertion.signature.len();
        // One in DER is held against the rule about the algorithm.
        if count != SIGNATURE_OCTETS && !is_der(&assertion.signature) {
            let expected = format!("{SIGNATURE_OCTETS} octets");
            return violated(&request, expected, format!("{count} octets"));
        }
    }
    Ok(())
}

#[then("the private key stays with the client")]
fn keeps_private_key(world: &mut World) -> Step {
    let traces = world.environment.traces_of_client_key()?;
    let run = world.office_client.run()?;
    let exchanges = run.to_authorization_server().iter().chain(run.to_das());
    for exchange in exchanges {
        let sent = sent(exchange);
        if traces.iter().any(|trace| sent.contains(trace)) {
            let expected = "requests without the private key";
            return super::shown_by(exchange, expected, "the private key of the client");
        }
    }
    Ok(())
}

/// Everything in a request, what is percent-encoded also decoded.
fn sent(exchange: &Exchange) -> String {
    let request = &exchange.request;
    let body = String::from_utf8_lossy(&request.body);
    let encoded = format!("{}&{body}", request.url);
    let decoded = form_urlencoded::parse(encoded.as_bytes());
    let decoded: Vec<String> = decoded
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    format!(
        "{} {:?} {body} {}",
        request.url,
        request.headers,
        decoded.join(" ")
    )
}
