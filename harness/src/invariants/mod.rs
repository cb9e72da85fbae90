//! Invariants: what must hold in every exchange of every scenario, whatever the scenario is about.
//!
//! They judge only what a party under test emitted, never a forgery of ours.

pub mod backchannel_response;
pub mod das_response;
pub mod description;
pub mod key_set;
pub mod message;
pub mod resource_response;
pub mod token_response;

use std::sync::Arc;

use url::Url;

use crate::actor::Party;
use crate::exchange::field_names::FieldNames;
use crate::exchange::model::Exchange;
use crate::openapi::Own;
use crate::requirement::wire::Wire;
use crate::verdict::Finding;

/// One claim about every exchange with a party.
#[derive(Debug)]
pub struct Invariant {
    /// What is true of a conforming implementation.
    pub claim: &'static str,
    /// The requirement it judges.
    pub requirement: &'static str,
    /// Whose answers it looks at.
    pub party: Party,
    /// How it looks.
    pub judge: fn(&Exchange, &Scene) -> Judgement,
}

/// What an invariant says about one exchange.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Judgement {
    /// The exchange has nothing to do with the claim.
    NotConcerned,
    /// The claim is true of the exchange.
    Holds,
    /// The claim is not true of the exchange.
    Violated(Finding),
}

/// What an invariant may know of the surroundings.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The token endpoint, once known.
    pub token_endpoint: Option<Url>,
    /// The backchannel authentication endpoint, once known, where there is one.
    pub backchannel_endpoint: Option<Url>,
    /// The location of the authorization server's key set, once known.
    pub jwks_uri: Option<Url>,
    /// The base of the exchange API, once known.
    pub das_base: Option<Url>,
    /// The bases of what WIPO calls, as far as they are known: offices' own APIs, and the PCT service.
    pub peer_bases: Vec<(Party, Url)>,
    /// The wire variant in force.
    pub wire: Wire,
    /// Our description of the exchange API, made of that variant.
    pub description: Option<Arc<Own>>,
}

/// Every invariant.
pub fn all() -> impl Iterator<Item = &'static Invariant> {
    let topics = [
        token_response::ROWS,
        key_set::ROWS,
        das_response::ROWS,
        description::ROWS,
        resource_response::ROWS,
        backchannel_response::ROWS,
        message::ROWS,
    ];
    topics.into_iter().flatten()
}

/// What an invariant found over all exchanges of a scenario: the first violation, or that it held, or nothing.
pub fn judge(invariant: &Invariant, exchanges: &[Exchange], scene: &Scene) -> Judgement {
    let mut result = Judgement::NotConcerned;
    let names = FieldNames::of(&scene.wire.das.fields);
    for exchange in exchanges.iter().filter(|each| concerns(invariant, each)) {
        match (invariant.judge)(&names.inward(exchange), scene) {
            Judgement::Violated(finding) => {
                let finding = Finding {
                    exchange: finding.exchange.or(Some(exchange.number)),
                    ..finding
                };
                return Judgement::Violated(finding);
            }
            Judgement::Holds => result = Judgement::Holds,
            Judgement::NotConcerned => {}
        }
    }
    result
}

fn concerns(invariant: &Invariant, exchange: &Exchange) -> bool {
    exchange.judged && exchange.response.is_some() && exchange.to == invariant.party.name()
}
