//! The assertion is made for this server (RFC 7523, 3 item 3; OIDC Core, 9).

use mock_kit::{Fault, FaultPlan};
use serde_json::Value;

use super::{AuthenticationFailure, Examination};
use crate::faults::assertion::{
    ACCEPTS_FOREIGN_AUDIENCE, ACCEPTS_MISSING_AUDIENCE, REFUSES_AN_AUDIENCE_IN_AN_ARRAY,
};

/// Refuses an assertion for nobody or for somebody else. An array may name others beside this server.
///
/// # Errors
/// [`AuthenticationFailure::OtherAudience`].
pub fn check(examination: &Examination<'_>) -> Result<(), AuthenticationFailure> {
    let faults = examination.faults;
    let accepted = match examination.assertion.claims.get("aud") {
        None => faults.commits(&ACCEPTS_MISSING_AUDIENCE),
        Some(Value::Array(_)) if faults.commits(&REFUSES_AN_AUDIENCE_IN_AN_ARRAY) => false,
        Some(audience) => {
            names_us(audience, examination.audiences) || faults.commits(&ACCEPTS_FOREIGN_AUDIENCE)
        }
    };
    accepted
        .then_some(())
        .ok_or(AuthenticationFailure::OtherAudience)
}

/// The known audiences but for those that a server at fault refuses.
pub fn liked(
    known: &[String],
    faults: &FaultPlan,
    disliked: &[(String, &'static Fault)],
) -> Vec<String> {
    let refuses = |audience: &String| {
        let mut disliked = disliked.iter();
        disliked.any(|(other, fault)| other == audience && faults.commits(fault))
    };
    known
        .iter()
        .filter(|known| !refuses(known))
        .cloned()
        .collect()
}

fn names_us(audience: &Value, known: &[String]) -> bool {
    match audience {
        Value::String(one) => known.contains(one),
        Value::Array(all) => {
            all.iter().all(Value::is_string) && all.iter().any(|one| names_us(one, known))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::examined;
    use serde_json::json;

    const TOKEN_ENDPOINT: &str = "https://login.example/am/oauth2/access_token";

    #[test]
    fn the_token_endpoint_and_the_issuer_are_accepted_in_either_spelling_and_form() {
        for audience in [
            json!(TOKEN_ENDPOINT),
            json!("https://login.example:443/am/oauth2/access_token"),
            json!("https://login.example/am/oauth2"),
            json!([TOKEN_ENDPOINT]),
            json!(["https://elsewhere.example", TOKEN_ENDPOINT]),
        ] {
            assert_eq!(
                examined(check, |bench| bench.claim("aud", audience.clone())),
                Ok(()),
                "{audience}"
            );
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for audience in [
            json!("https://login.example/am/oauth2/access_token/"),
            json!("https://login.example:8443/am/oauth2/access_token"),
            json!("http://login.example/am/oauth2/access_token"),
            json!("https://login.example"),
            json!([]),
            json!([[TOKEN_ENDPOINT]]),
            json!([TOKEN_ENDPOINT, 1]),
            json!(null),
        ] {
            let verdict = examined(check, |bench| bench.claim("aud", audience.clone()));
            assert_eq!(
                verdict,
                Err(AuthenticationFailure::OtherAudience),
                "{audience}"
            );
        }
        let verdict = examined(check, |bench| bench.without_claim("aud"));
        assert_eq!(verdict, Err(AuthenticationFailure::OtherAudience));
    }
}
