//! Claims that answers are those that the description has for them: those of DAS, of offices and of the PCT service.
//!
//! What is judged is the answer to an operation that the description knows; everything else may be a probe of ours.

use url::Url;

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

/// The requirement that an office's own API answers as described.
pub const OFFICE: &str = "DAS-OFFICE-82";
/// The requirement that the PCT service answers as described.
pub const PCT: &str = "PCT-DOC-16";

/// What is true of every answer of a party that keeps to the description.
pub static ROWS: &[Invariant] = &[
    Invariant {
        claim: "an operation answers with a documented status",
        requirement: STATUS,
        party: Party::Das,
        judge: |exchange, scene| by_our_own(exchange, scene, Api::Das, status),
    },
    Invariant {
        claim: "the body of an answer has the form that its description has for it",
        requirement: BODY,
        party: Party::Das,
        judge: |exchange, scene| by_our_own(exchange, scene, Api::Das, body),
    },
    Invariant {
        claim: "an office answers with the status and in the form that the description has for it",
        requirement: OFFICE,
        party: Party::OfficeServer,
        judge: |exchange, scene| by_our_own(exchange, scene, Api::Office, status_and_body),
    },
    Invariant {
        claim: "the PCT service answers with the status and in the form that the description has for it",
        requirement: PCT,
        party: Party::Pct,
        judge: |exchange, scene| by_our_own(exchange, scene, Api::Pct, status_and_body),
    },
];

/// What is looked at in the answer to an operation.
type Look = fn(&Description, &Operation, &Response) -> Judgement;

/// The looks by requirement, for a description of DAS that the operator brings.
static LOOKS: &[(&str, Look)] = &[(STATUS, status), (BODY, body)];

fn by_our_own(exchange: &Exchange, scene: &Scene, api: Api, look: Look) -> Judgement {
    let Some(own) = &scene.description else {
        return Judgement::NotConcerned;
    };
    let judged =
        bases(scene, api).map(|base| at(&own.description, api, base.as_str(), exchange, look));
    let mut concerned = judged.filter(|judgement| *judgement != Judgement::NotConcerned);
    concerned.next().unwrap_or(Judgement::NotConcerned)
}

/// Where the operations of an API lie.
fn bases(scene: &Scene, api: Api) -> impl Iterator<Item = &Url> {
    let party = match api {
        Api::Das => Party::Das,
        Api::Office => Party::OfficeServer,
        Api::Pct => Party::Pct,
    };
    let peers = scene
        .peer_bases
        .iter()
        .filter(move |(known, _)| *known == party);
    let das = scene.das_base.iter().filter(move |_| party == Party::Das);
    das.chain(peers.map(|(_, base)| base))
}

/// What a description that the operator brings judges in place of ours: DAS. Offices and the PCT service are no matter of it.
pub fn replaced() -> impl Iterator<Item = &'static Invariant> {
    ROWS.iter().filter(|row| look_of(row).is_some())
}

fn look_of(row: &Invariant) -> Option<Look> {
    let look = LOOKS.iter().find(|(id, _)| *id == row.requirement);
    look.map(|(_, look)| *look)
}

/// What an invariant of these says of all exchanges with DAS where the operator brought a description in place of ours; nothing where ours
/// goes on to judge. Operations lie below `base`, once that is known.
pub fn judge_by(
    brought: &Description,
    row: &Invariant,
    exchanges: &[Exchange],
    base: Option<&Url>,
) -> Option<Judgement> {
    let look = look_of(replaced().find(|own| std::ptr::eq(*own, row))?)?;
    let Some(base) = base else {
        return Some(Judgement::NotConcerned);
    };
    let mut result = Judgement::NotConcerned;
    let exchanges = exchanges.iter();
    for exchange in exchanges.filter(|each| each.judged && each.to == Party::Das.name()) {
        match at(brought, Api::Das, base.as_str(), exchange, look) {
            Judgement::Violated(finding) => {
                return Some(Judgement::Violated(finding.at(exchange.number)));
            }
            Judgement::Holds => result = Judgement::Holds,
            Judgement::NotConcerned => {}
        }
    }
    Some(result)
}

fn at(
    description: &Description,
    api: Api,
    base: &str,
    exchange: &Exchange,
    look: Look,
) -> Judgement {
    let Some(asked) = Asked::of(exchange, base) else {
        return Judgement::NotConcerned;
    };
    let method = &exchange.request.method;
    let operation = description.operation(api, method, &asked.path, &asked.below);
    match (operation, &exchange.response) {
        (Some(operation), Some(response)) if !exchange.raw => {
            look(description, operation, response)
        }
        _ => Judgement::NotConcerned,
    }
}

fn status_and_body(
    description: &Description,
    operation: &Operation,
    response: &Response,
) -> Judgement {
    match status(description, operation, response) {
        Judgement::Holds => match body(description, operation, response) {
            Judgement::NotConcerned => Judgement::Holds,
            judged => judged,
        },
        violated => violated,
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
