//! What DAS answered: served, refused, and why.

use cucumber::then;

use crate::actor::office::answer::Answer;
use crate::actor::office::file::signed_url;
use crate::stop::{Step, Stop};
use crate::world::World;

#[then(expr = "DAS serves the request")]
fn serves(world: &mut World) -> Step {
    world
        .das
        .demand_served("DAS serves the request (200, 201, 202 or 204)")
        .map(drop)
}

#[then(expr = "DAS refuses the request")]
fn refuses(world: &mut World) -> Step {
    world
        .das
        .demand_refused("DAS refuses the request")
        .map(drop)
}

#[then(regex = r"^DAS refuses with the detail code (-\d+)$")]
fn refuses_with_code(world: &mut World, code: i64) -> Step {
    let expected = format!("DAS refuses the request with the detail code {code}");
    let answer = world.das.demand_refused(&expected)?;
    demand_code(&answer, code, &expected)
}

/// Demands that a refusal names a detail code.
pub fn demand_code(answer: &Answer, code: i64, expected: &str) -> Step {
    if answer.has_code(&code.to_string()) {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(expected, answer.to_string())))
}

#[then(expr = "every signed URL handed out is encrypted")]
fn urls_are_encrypted(world: &mut World) -> Step {
    let answer = world.das.demand_served("DAS hands out a signed URL")?;
    let body = answer.body();
    let urls = ["fileUploadUrl", "fileDownloadUrl"].map(|name| signed_url(&body, name));
    for url in urls.into_iter().flatten() {
        if url.scheme() != "https" {
            let received = format!("{}: in a signed URL", url.scheme());
            return Err(Stop::violated(
                answer.finding("signed URLs begin with https:", received),
            ));
        }
    }
    Ok(())
}

#[then(expr = "the error has a code and details")]
fn error_has_details(world: &mut World) -> Step {
    let answer = world.das.demand_refused("DAS refuses the request")?;
    let is_wrapped = world.environment.wire().das.error_wrapper;
    match crate::invariants::das_response::defect_of_error(&answer.body(), is_wrapped) {
        None => Ok(()),
        Some(defect) => {
            let expected = "an error body with a code and details, each with a code of its own";
            Err(Stop::violated(answer.finding(expected, defect)))
        }
    }
}

#[then(expr = "the refusal discloses neither access code nor date")]
fn discloses_nothing(world: &mut World) -> Step {
    let answer = world.das.demand_refused("DAS refuses the request")?;
    let right = world.das.document()?.identity;
    let messages = answer
        .refusal
        .clone()
        .map(|refusal| refusal.messages)
        .unwrap_or_default();
    let secrets = [right.access_code, right.date.to_string()];
    let telling = messages
        .iter()
        .find(|message| secrets.iter().any(|secret| message.contains(secret)));
    match telling {
        None => Ok(()),
        Some(message) => {
            let received = format!("the value that was expected: {message}");
            Err(Stop::violated(answer.finding(
                "an error without the right access code or date",
                received,
            )))
        }
    }
}

/// A 401 tells how to authenticate (RFC 6750, 3).
pub fn demand_challenge(answer: &Answer) -> Step {
    if answer.status() != 401 || answer.header("WWW-Authenticate").is_some() {
        return Ok(());
    }
    let received = format!("{} without WWW-Authenticate", answer.status());
    Err(Stop::violated(answer.finding(
        "a 401 answer carries a WWW-Authenticate challenge",
        received,
    )))
}

/// What is expected of a refusal of a token that is not valid (RFC 6750, 3.1).
pub const INVALID_TOKEN: &str = "401 with the error invalid_token in the challenge";
/// What is expected of a refusal of a token whose scope does not cover the request (RFC 6750, 3.1).
pub const INSUFFICIENT_SCOPE: &str = "403, the token being valid but not sufficient";

/// A refusal of a token that is not valid.
pub fn demand_invalid_token(answer: &Answer) -> Step {
    let challenge = answer.header("WWW-Authenticate").unwrap_or_default();
    if answer.status() == 401 && challenge.contains("invalid_token") {
        return Ok(());
    }
    let received = format!("{answer}, challenge {challenge:?}");
    Err(Stop::violated(answer.finding(INVALID_TOKEN, received)))
}

/// A refusal of a token whose scope does not cover the request.
pub fn demand_insufficient_scope(answer: &Answer) -> Step {
    if answer.status() == 403 {
        return Ok(());
    }
    Err(Stop::violated(
        answer.finding(INSUFFICIENT_SCOPE, answer.to_string()),
    ))
}
