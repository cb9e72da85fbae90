//! The scope granted is what the client asks for, all of it registered; asking for none means all (RFC 6749, 3.3).

use mock_kit::FaultPlan;

use super::form::Form;
use crate::faults::token_request::{GRANTS_UNREGISTERED_SCOPE, NARROWS_THE_SCOPE_SILENTLY};
use crate::oauth_error::Refusal;
use crate::state::client::RegisteredClient;

/// The scope of a token to be.
#[derive(Debug, PartialEq, Eq)]
pub struct Granted<'a> {
    /// Its values.
    pub values: Vec<&'a str>,
    /// Whether the token response says so.
    pub stated: bool,
}

impl<'a> Granted<'a> {
    /// A scope that the token response states.
    #[must_use]
    pub fn openly(values: Vec<&'a str>) -> Self {
        Self {
            values,
            stated: true,
        }
    }

    /// The scope as a text.
    #[must_use]
    pub fn text(&self) -> String {
        self.values.join(" ")
    }
}

/// Decides what scope to grant.
///
/// # Errors
/// [`Refusal::ScopeNotGranted`] when a value is asked for that is not registered, or nothing is.
pub fn decide<'a>(
    form: &'a Form<'_>,
    client: &'a RegisteredClient,
    faults: &FaultPlan,
) -> Result<Granted<'a>, Refusal> {
    let registered: Vec<&str> = client.scopes.iter().map(String::as_str).collect();
    let Some(text) = form.get("scope") else {
        return granted(registered, "");
    };
    let mut asked: Vec<&str> = Vec::new();
    for value in text.split(' ').filter(|value| !value.is_empty()) {
        if !asked.contains(&value) {
            asked.push(value);
        }
    }
    if faults.commits(&GRANTS_UNREGISTERED_SCOPE) {
        return Ok(Granted::openly(asked));
    }
    if faults.commits(&NARROWS_THE_SCOPE_SILENTLY) {
        return narrowed(asked, &registered, text);
    }
    if asked.iter().all(|value| registered.contains(value)) {
        return granted(asked, text);
    }
    Err(Refusal::ScopeNotGranted(text.to_owned()))
}

fn granted<'a>(values: Vec<&'a str>, asked: &str) -> Result<Granted<'a>, Refusal> {
    if values.is_empty() {
        return Err(Refusal::ScopeNotGranted(asked.to_owned()));
    }
    Ok(Granted::openly(values))
}

/// Grants the registered part of what was asked for, and at any rate less than all of several values.
fn narrowed<'a>(
    asked: Vec<&'a str>,
    registered: &[&str],
    text: &str,
) -> Result<Granted<'a>, Refusal> {
    let count = asked.len();
    let mut values: Vec<_> = asked
        .into_iter()
        .filter(|value| registered.contains(value))
        .collect();
    if values.len() == count && count > 1 {
        values.truncate(count - 1);
    }
    let stated = values.len() == count;
    granted(values, text).map(|granted| Granted { stated, ..granted })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;
    use crate::testing;

    fn decided(body: &str) -> Result<String, Refusal> {
        let faults = FaultPlan::default();
        let form = Form::parse(body.as_bytes(), &faults).unwrap();
        let client = testing::registered_client(&["das-api/das-access", "das-api/office-exchange"]);
        decide(&form, &client, &faults).map(|granted| granted.text())
    }

    #[test]
    fn what_is_registered_is_granted() {
        assert_eq!(
            decided("scope=das-api/das-access").unwrap(),
            "das-api/das-access"
        );
        let both = "das-api/office-exchange das-api/das-access";
        assert_eq!(
            decided("scope=das-api/office-exchange++das-api/das-access").unwrap(),
            both
        );
    }

    #[test]
    fn asking_for_nothing_grants_all_that_is_registered() {
        assert_eq!(
            decided("").unwrap(),
            "das-api/das-access das-api/office-exchange"
        );
        assert_eq!(
            decided("scope=").unwrap(),
            "das-api/das-access das-api/office-exchange"
        );
    }

    #[test]
    fn what_is_not_registered_is_refused_even_beside_what_is() {
        for scope in [
            "admin",
            "das-api/das-access+admin",
            "DAS-API/DAS-ACCESS",
            "das-api/das-access%0A",
            "+",
        ] {
            let verdict = decided(&format!("scope={scope}"));
            assert!(
                matches!(verdict, Err(Refusal::ScopeNotGranted(_))),
                "{scope}"
            );
        }
    }
}
