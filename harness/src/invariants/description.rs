//! Claims that the answers of DAS are those that its description has for them.
//!
//! What is judged is the answer to an operation that the description knows; everything else may be a probe of ours.

use super::{Invariant, Judgement, Scene};
use crate::actor::Party;
use crate::exchange::model::{Exchange, Response};
use crate::openapi::{
    Api, Asked, Defect, Description, Judged, Operation, judge_body, judge_status,
};
use crate::verdict::Finding;

/// The requirement that statuses are documented.
pub const STATUS: &str = "DAS-API-WIRE-01";
/// The requirement that bodies are as described.
pub const BODY: &str = "DAS-API-WIRE-02";

/// What is true of every answer of a DAS that keeps to its description.
pub static ROWS: &[Invariant] = &[
    Invariant {
        claim: "an operation answers with a documented status",
        requirement: STATUS,
        party: Party::Das,
        judge: |exchange, scene| by_our_own(exchange, scene, status),
    },
    Invariant {
        claim: "the body of an answer has the form that its description has for it",
        requirement: BODY,
        party: Party::Das,
        judge: |exchange, scene| by_our_own(exchange, scene, body),
    },
];

type Look = fn(&Description, &Operation, &Response) -> Judgement;

/// The looks by requirement, for a description that the operator brings.
pub static LOOKS: &[(&str, Look)] = &[(STATUS, status), (BODY, body)];

fn by_our_own(exchange: &Exchange, scene: &Scene, look: Look) -> Judgement {
    let base = scene.das_base.as_ref().map(url::Url::as_str);
    match (&scene.description, base) {
        (Some(own), Some(base)) => judge(&own.description, base, exchange, look),
        _ => Judgement::NotConcerned,
    }
}

/// Looks at an exchange with DAS, whose operations lie below `base`.
pub fn judge(description: &Description, base: &str, exchange: &Exchange, look: Look) -> Judgement {
    let Some(asked) = Asked::of(exchange, base) else {
        return Judgement::NotConcerned;
    };
    let method = &exchange.request.method;
    let operation = description.operation(Api::Das, method, &asked.path, &asked.below);
    match (operation, &exchange.response) {
        (Some(operation), Some(response)) if !exchange.raw => {
            look(description, operation, response)
        }
        _ => Judgement::NotConcerned,
    }
}

fn status(_: &Description, operation: &Operation, response: &Response) -> Judgement {
    judge_status(operation, response).map_or(Judgement::Holds, violated)
}

fn body(description: &Description, operation: &Operation, response: &Response) -> Judgement {
    match judge_body(description, operation, response) {
        None => Judgement::NotConcerned,
        Some(Judged::Fits) => Judgement::Holds,
        Some(Judged::Defect(defect)) => violated(defect),
    }
}

fn violated(defect: Defect) -> Judgement {
    Judgement::Violated(Finding::new(defect.expected, defect.received))
}
