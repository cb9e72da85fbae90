//! What a look at a token of a data space comes to, and what both kinds of them have in common.

use serde_json::{Map, Value};

use super::near_miss;

/// What is demanded, and what is there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// What is demanded.
    pub expected: String,
    /// What is there.
    pub received: String,
}

/// What a look at a token comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opinion {
    /// It is as demanded.
    Good,
    /// It is not.
    Bad(Defect),
    /// There is no telling: the two stacks disagree about its signature, or the judge does not know what stands there.
    Disputed(String),
}

/// Something else than is demanded.
pub(super) fn bad(expected: impl Into<String>, received: impl Into<String>) -> Opinion {
    Opinion::Bad(Defect {
        expected: expected.into(),
        received: received.into(),
    })
}

/// What is there, with what makes the difference where that is known.
pub(super) fn explained(received: String, near: Option<impl AsRef<str>>) -> String {
    match near {
        Some(near) => format!("{received}: {}", near.as_ref()),
        None => received,
    }
}

/// A claim with its value, and what makes the difference to the text that it should be.
pub(super) fn other_text(name: &str, wanted: &str, value: &Value) -> String {
    let near = value
        .as_str()
        .and_then(|text| near_miss::of_texts(wanted, text));
    explained(format!("{name} {value}"), near)
}

/// Whether an algorithm is of no digital signature at all: none, or one with a secret.
pub(super) fn signs_nothing(algorithm: &str) -> bool {
    let name = algorithm.to_ascii_uppercase();
    name == "NONE" || name == "ABSENT" || name.starts_with("HS")
}

/// What the judge has no two stacks for is not held against anybody.
pub(super) fn unjudged(algorithm: &str) -> Opinion {
    Opinion::Disputed(format!("the judge has not two stacks for {algorithm}"))
}

/// One text, or a list of texts.
pub fn texts(value: Option<&Value>) -> Option<Vec<&str>> {
    match value? {
        Value::String(text) => Some(vec![text]),
        Value::Array(items) => items.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

/// A claim that is a time, in seconds since 1970.
pub fn seconds(claims: &Map<String, Value>, name: &str) -> Option<f64> {
    claims.get(name)?.as_f64()
}

/// Whether there is a time.
pub fn time(claims: &Map<String, Value>, name: &str) -> Opinion {
    match (claims.get(name), seconds(claims, name)) {
        (_, Some(_)) => Opinion::Good,
        (None, None) => bad(format!("a time in {name}"), format!("no {name}")),
        (Some(value), None) => {
            let text = value.as_str().and_then(|text| text.parse::<f64>().ok());
            let near = text.map(|_| "it is a text; a NumericDate is a number (RFC 7519, 2)");
            bad(
                format!("a time in {name}"),
                explained(format!("{name} {value}"), near),
            )
        }
    }
}

/// Whether the time between making and expiry is short. Without one of the two there is no telling: other rows demand them.
pub fn short_life(claims: &Map<String, Value>, longest: f64) -> Opinion {
    let expected = format!("a life of {longest} seconds at most");
    let made = seconds(claims, "iat").or_else(|| seconds(claims, "nbf"));
    let life = seconds(claims, "exp")
        .zip(made)
        .map(|(end, made)| end - made);
    match life {
        Some(life) if life <= longest => Opinion::Good,
        Some(life) => {
            let near = seconds(claims, "exp").zip(made);
            let near = near.and_then(|(end, made)| near_miss::of_time(end, made));
            bad(
                expected,
                explained(format!("a life of {life} seconds"), near),
            )
        }
        None => bad(expected, "a life that cannot be told"),
    }
}

/// Whether validity begins with the making.
pub fn immediate_validity(claims: &Map<String, Value>) -> Opinion {
    let expected = "nbf equal to iat";
    let Some((begin, made)) = seconds(claims, "nbf").zip(seconds(claims, "iat")) else {
        return bad(expected, "nbf or iat missing");
    };
    let distance = (begin - made).abs();
    if distance <= 1.0 {
        return Opinion::Good;
    }
    let side = if begin > made { "behind" } else { "before" };
    bad(expected, format!("nbf lies {distance} seconds {side} iat"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn received(opinion: Opinion) -> String {
        match opinion {
            Opinion::Bad(defect) => defect.received,
            Opinion::Good | Opinion::Disputed(_) => String::new(),
        }
    }

    #[test]
    fn a_life_counted_in_milliseconds_is_named() {
        let made = 1_800_000_000_u64;
        let claims = json!({ "iat": made, "exp": made * 1000 });
        let said = received(short_life(claims.as_object().unwrap_or(&Map::new()), 300.0));
        assert!(said.contains("milliseconds"), "{said}");
    }

    #[test]
    fn a_time_that_is_a_text_is_named() {
        let claims = json!({ "exp": "1800000000" });
        let said = received(time(claims.as_object().unwrap_or(&Map::new()), "exp"));
        assert!(said.contains("NumericDate is a number"), "{said}");
    }

    #[test]
    fn a_near_spelling_is_named_beside_the_value() {
        let said = other_text("aud", "https://one.example", &json!("https://one.example/"));
        assert!(said.contains("slash too many"), "{said}");
        assert_eq!(other_text("aud", "one", &json!("two")), "aud \"two\"");
    }
}
