//! Claims about every encrypted message of a producer.

use serde_json::Value;

use super::{Invariant, Judgement, Scene};
use crate::actor::Party;
use crate::actor::message::received::{FULL_COORDINATES, message_in};
use crate::exchange::model::Exchange;
use crate::oracle::near_miss;
use crate::verdict::Finding;

/// The rows.
pub static ROWS: &[Invariant] = &[Invariant {
    claim: "the coordinates of an ephemeral key have the full length of the curve",
    requirement: "FDX-E2E-56-COORDINATES",
    party: Party::MessageProducer,
    judge: has_full_coordinates,
}];

fn has_full_coordinates(exchange: &Exchange, _: &Scene) -> Judgement {
    let response = exchange.response.as_ref();
    response.map_or(Judgement::NotConcerned, |response| judged(&response.body))
}

fn judged(answer: &[u8]) -> Judgement {
    let message = message_in(answer).and_then(Result::ok);
    let epk = message.and_then(|message| message.header.get("epk").cloned());
    let Some(Value::Object(ephemeral)) = epk else {
        return Judgement::NotConcerned;
    };
    match near_miss::of_coordinates(&ephemeral) {
        Some(mistake) => Judgement::Violated(Finding::new(FULL_COORDINATES, mistake)),
        None => Judgement::Holds,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::actor::forge::encoding::base64url;

    fn answered(epk: &Value, by_field: bool) -> Judgement {
        let header = base64url(json!({ "epk": epk }).to_string().as_bytes());
        let message = format!("{header}....");
        let body = if by_field {
            json!({ "customer": { "name": message } }).to_string()
        } else {
            message
        };
        judged(body.as_bytes())
    }

    #[test]
    fn a_coordinate_without_its_leading_zero_is_named() {
        let epk = |length| {
            let [x, y] = [32, length].map(|length| base64url(&vec![1; length]));
            json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y })
        };
        for by_field in [false, true] {
            assert_eq!(answered(&epk(32), by_field), Judgement::Holds);
            let Judgement::Violated(finding) = answered(&epk(31), by_field) else {
                panic!("it was not noticed");
            };
            assert_eq!(finding.received, "y has 31 octets, and P-256 wants 32");
        }
        assert_eq!(answered(&json!("none"), false), Judgement::NotConcerned);
    }
}
