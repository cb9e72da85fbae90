//! What the authorization server answers to a token request.

use cucumber::then;

use crate::actor::oauth_client::attempt::Attempt;
use crate::invariants::Judgement;
use crate::invariants::token_response::{self as claims, Look};
use crate::requirement::RequirementId;
use crate::requirement::wire::CertificateExpiry;
use crate::stop::{Step, Stop};
use crate::world::World;

/// The rule that says how a failed client authentication is named.
const NAMING: &str = "RFC7523-3.2-1";

#[then("the authorization server issues an access token")]
fn issues_an_access_token(world: &mut World) -> Step {
    let Attempt { answer, hint } = world.attempt()?;
    if answer.issues_a_token() {
        return Ok(());
    }
    let finding = answer.finding("an access token", answer.to_string());
    Err(Stop::violated(finding.turned_away().hinting_at(*hint)))
}

#[then("no access token is issued")]
fn issues_no_access_token(world: &mut World) -> Step {
    demand_refusal(world.attempt()?, "that no access token is issued")
}

#[then("the authorization server refuses the request")]
fn refuses_the_request(world: &mut World) -> Step {
    demand_refusal(world.attempt()?, "a refusal")
}

#[then("the authorization server treats the end of the certificate as the profile has it")]
fn treats_the_end_of_the_certificate(world: &mut World) -> Step {
    match world
        .environment
        .wire()
        .authorization_server
        .certificate_expiry
    {
        CertificateExpiry::Enforced => refuses_the_client(world),
        CertificateExpiry::Ignored => issues_an_access_token(world),
    }
}

/// 400 or 401, `invalid_client` or `invalid_request`. Status and form are judged by rules of their own; a wrong name for the error
/// is held against the rule about names.
#[then("the authorization server refuses the client")]
fn refuses_the_client(world: &mut World) -> Step {
    let attempt = world.attempt()?;
    demand_refusal(attempt, "a refused client authentication")?;
    let accepted = alternatives("invalid_client");
    match attempt.answer.error() {
        Some(stated) if !accepted.contains(&stated) => {
            let finding = attempt
                .answer
                .finding(accepted.join(" or "), attempt.answer.to_string());
            let naming = RequirementId::new(NAMING).map_err(Stop::harness_bug)?;
            Err(Stop::violated(finding.against(naming)))
        }
        _ => Ok(()),
    }
}

/// Where a request names two clients, the error is this one and no other (FAPI 1.0 Baseline, 5.2.2, item 19).
#[then("the authorization server calls the client invalid")]
fn calls_the_client_invalid(world: &mut World) -> Step {
    let attempt = world.attempt()?;
    demand_refusal(attempt, "invalid_client")?;
    match attempt.answer.error() {
        Some("invalid_client") => Ok(()),
        _ => Err(violated(
            attempt,
            "invalid_client",
            attempt.answer.to_string(),
        )),
    }
}

#[then(expr = "the authorization server refuses with {string}")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn refuses_with(world: &mut World, error: String) -> Step {
    let attempt = world.attempt()?;
    demand_refusal(attempt, &error)?;
    let accepted = alternatives(&error);
    match attempt.answer.error() {
        Some(stated) if accepted.contains(&stated) => Ok(()),
        _ => Err(violated(
            attempt,
            &accepted.join(" or "),
            attempt.answer.to_string(),
        )),
    }
}

#[then("the token response names the access token and its type")]
fn response_names_token_and_type(world: &mut World) -> Step {
    holds_of_issue(world, claims::names_token_and_type)
}

#[then("the token response states the lifetime of the token")]
fn response_states_lifetime(world: &mut World) -> Step {
    holds_of_issue(world, claims::states_lifetime)
}

#[then("the token response is not to be stored")]
fn response_is_not_cacheable(world: &mut World) -> Step {
    holds_of_issue(world, claims::is_not_cacheable)
}

#[then("the token response is JSON")]
fn response_is_json(world: &mut World) -> Step {
    holds_of_issue(world, claims::is_json)
}

#[then("the refusal has a status of its own and an error code in JSON")]
fn refusal_is_proper(world: &mut World) -> Step {
    holds_of_refusal(world, claims::is_a_proper_refusal)
}

#[then("the error keeps to the permitted characters")]
fn error_keeps_to_permitted_characters(world: &mut World) -> Step {
    holds_of_refusal(world, claims::keeps_to_permitted_characters)
}

/// What else a refusal may be called (RFC 6749, 5.2).
fn alternatives(error: &str) -> Vec<&str> {
    match error {
        "unsupported_grant_type" => vec![error, "unauthorized_client"],
        "invalid_scope" => vec![error, "access_denied"],
        "invalid_client" => vec![error, "invalid_request"],
        _ => vec![error],
    }
}

fn demand_refusal(attempt: &Attempt, expected: &str) -> Step {
    if attempt.answer.issues_a_token() {
        return Err(violated(attempt, expected, attempt.answer.to_string()));
    }
    Ok(())
}

pub(super) fn violated(attempt: &Attempt, expected: &str, received: String) -> Stop {
    let finding = attempt.answer.finding(expected, received);
    Stop::violated(finding.hinting_at(attempt.hint))
}

fn holds_of_issue(world: &World, look: Look) -> Step {
    let answer = &world.attempt()?.answer;
    if answer.succeeded() {
        return holds(look(answer));
    }
    Err(Stop::inconclusive(format!(
        "there is no token response to look at: {answer}"
    )))
}

fn holds_of_refusal(world: &World, look: Look) -> Step {
    let answer = &world.attempt()?.answer;
    if answer.issues_a_token() {
        return Err(Stop::inconclusive(format!(
            "there is no refusal to look at: {answer}"
        )));
    }
    holds(look(answer))
}

pub(super) fn holds(judgement: Judgement) -> Step {
    match judgement {
        Judgement::Holds | Judgement::NotConcerned => Ok(()),
        Judgement::Violated(finding) => Err(Stop::violated(finding)),
    }
}
