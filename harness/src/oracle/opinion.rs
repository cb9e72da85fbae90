//! What a look at a token of a data space comes to, and what both kinds of them have in common.

use serde_json::{Map, Value};

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
        (Some(value), None) => bad(format!("a time in {name}"), format!("{name} {value}")),
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
        Some(life) => bad(expected, format!("a life of {life} seconds")),
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
