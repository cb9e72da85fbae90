//! Claims about the key set that an authorization server publishes, in every scenario (RFC 7517, 5).

use super::token_response::{Look, violated};
use super::{Invariant, Judgement, Scene};
use crate::actor::Party;
use crate::actor::oauth_client::answer::Answer;
use crate::exchange::model::Exchange;
use crate::oracle::key_set::KeySet;

/// The shortest key on an elliptic curve (FAPI 1.0 Baseline, 5.2.2, item 6).
const SHORTEST_CURVE: usize = 160;

/// The rows.
pub static ROWS: &[Invariant] = &[
    of_keys(
        "the published key set holds public keys only",
        "RFC7517-5-1",
        |exchange, scene| of_key_set(exchange, scene, holds_public_keys_only),
    ),
    of_keys(
        "the published key set repeats no kid",
        "FAPI1-ADV-8.9-03",
        |exchange, scene| of_key_set(exchange, scene, repeats_no_kid),
    ),
];

const fn of_keys(
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

fn of_key_set(exchange: &Exchange, scene: &Scene, look: Look) -> Judgement {
    let asked = scene
        .jwks_uri
        .as_ref()
        .is_some_and(|location| exchange.request.url == location.as_str());
    let answer = asked.then(|| Answer::new(exchange.clone()));
    answer
        .filter(Answer::succeeded)
        .as_ref()
        .map_or(Judgement::NotConcerned, look)
}

/// A published key set holds no private member of a key.
pub fn holds_public_keys_only(answer: &Answer) -> Judgement {
    match KeySet::read(&answer.response().body) {
        Err(defect) => violated(answer, "a JWK set", format!("a body in which {defect}")),
        Ok(keys) => match keys.private_member() {
            Some(member) => violated(
                answer,
                "public keys only",
                format!("a key with the private member {member}"),
            ),
            None => Judgement::Holds,
        },
    }
}

/// A published key set does not repeat a kid.
pub fn repeats_no_kid(answer: &Answer) -> Judgement {
    let Ok(keys) = KeySet::read(&answer.response().body) else {
        return Judgement::NotConcerned;
    };
    match keys.repeated_kid() {
        Some(kid) => violated(
            answer,
            "a name of its own for every key",
            format!("the kid {kid:?} on more than one key"),
        ),
        None => Judgement::Holds,
    }
}

/// Keys on elliptic curves are long enough.
pub fn holds_long_curves_only(answer: &Answer) -> Judgement {
    let Ok(keys) = KeySet::read(&answer.response().body) else {
        return Judgement::NotConcerned;
    };
    match keys.shortest_curve() {
        Some(bits) if bits < SHORTEST_CURVE => violated(
            answer,
            "keys of 160 bits or more on elliptic curves",
            format!("a key of {bits} bits"),
        ),
        _ => Judgement::Holds,
    }
}
