//! What ID tokens claim for the sake of judging a client.

use mock_kit::{Fault, FaultPlan};
use serde_json::{Map, Value, json};

use crate::faults::stimuli_in_jwts::{
    ADDS_A_CLAIM_TO_ID_TOKENS, ISSUES_ID_TOKENS_THAT_HAVE_JUST_EXPIRED,
    NAMES_OTHERS_BESIDE_THE_CLIENT, OMITS_AT_HASH, OMITS_THE_AUDIENCE_OF_ID_TOKENS,
    OMITS_THE_ISSUER_OF_ID_TOKENS, REACHES_ANOTHER_ACR, RETURNS_ANOTHER_NONCE,
    SWAPS_THE_CASE_OF_S_HASH, WRITES_AUDIENCES_AS_ARRAYS,
};

/// A claim that is replaced, where which fault is committed, by what.
type Replacement = (&'static str, &'static Fault, fn(&Value) -> Value);

static REPLACED: &[Replacement] = &[
    ("exp", &ISSUES_ID_TOKENS_THAT_HAVE_JUST_EXPIRED, set_back),
    ("iat", &ISSUES_ID_TOKENS_THAT_HAVE_JUST_EXPIRED, set_back),
    ("aud", &NAMES_OTHERS_BESIDE_THE_CLIENT, |own| {
        json!([own, "another-client"])
    }),
    ("aud", &WRITES_AUDIENCES_AS_ARRAYS, |own| json!([own])),
    ("nonce", &RETURNS_ANOTHER_NONCE, |_| {
        json!("of-another-request")
    }),
    ("s_hash", &SWAPS_THE_CASE_OF_S_HASH, swapped),
    ("acr", &REACHES_ANOTHER_ACR, |_| {
        json!("urn:example:hardly-assured")
    }),
];

/// Takes claims away, and replaces those that are there.
pub fn stimulate(claims: &mut Map<String, Value>, faults: &FaultPlan) {
    let omitted = [
        ("iss", &OMITS_THE_ISSUER_OF_ID_TOKENS),
        ("aud", &OMITS_THE_AUDIENCE_OF_ID_TOKENS),
        ("at_hash", &OMITS_AT_HASH),
    ];
    for (claim, fault) in omitted {
        if faults.commits(fault) {
            claims.shift_remove(claim);
        }
    }
    for (claim, fault, other) in REPLACED {
        if let Some(value) = claims.get_mut(*claim).filter(|_| faults.commits(fault)) {
            *value = other(value);
        }
    }
    if faults.commits(&ADDS_A_CLAIM_TO_ID_TOKENS) {
        claims.insert("what_nobody_knows".into(), json!({ "new": [1] }));
    }
}

/// Earlier by a quarter of an hour: beyond every leeway, and no great age.
fn set_back(seconds: &Value) -> Value {
    json!(seconds.as_i64().unwrap_or_default() - 900)
}

/// The same letters in the other case.
fn swapped(text: &Value) -> Value {
    let letters = text.as_str().unwrap_or_default().chars();
    let swapped = letters.map(|letter| {
        if letter.is_ascii_lowercase() {
            letter.to_ascii_uppercase()
        } else {
            letter.to_ascii_lowercase()
        }
    });
    Value::from(swapped.collect::<String>())
}
