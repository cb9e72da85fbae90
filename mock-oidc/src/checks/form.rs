//! A request body is a form with one value per parameter (RFC 6749, 3.2 and appendix B).

use std::borrow::Cow;

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use mock_kit::FaultPlan;
use url::form_urlencoded;

use crate::faults::token_request::{ACCEPTS_REPEATED_PARAMETERS, REFUSES_UNKNOWN_PARAMETERS};
use crate::oauth_error::Refusal;
use crate::received::Received;

const FORM_TYPE: &str = "application/x-www-form-urlencoded";
/// Parameters that some endpoint here reads.
const KNOWN: [&str; 35] = [
    "grant_type",
    "scope",
    "client_id",
    "client_secret",
    "client_assertion_type",
    "client_assertion",
    "token",
    "token_type_hint",
    "code",
    "code_verifier",
    "refresh_token",
    "redirect_uri",
    "response_type",
    "response_mode",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "request",
    "request_uri",
    "claims",
    "acr_values",
    "prompt",
    "max_age",
    "authorization_details",
    "access_token",
    "interaction",
    "auth_req_id",
    "binding_message",
    "client_notification_token",
    "id_token_hint",
    "login_hint",
    "login_hint_token",
    "requested_expiry",
    "user_code",
];

/// The parameters of a request, each with one value.
#[derive(Debug)]
pub struct Form<'a> {
    parameters: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Form<'a> {
    /// Reads the body of `received`.
    ///
    /// # Errors
    /// When it is no form, or a parameter occurs more than once.
    pub fn read(received: &'a Received, faults: &FaultPlan) -> Result<Self, Refusal> {
        if !is_form(&received.head.headers) {
            return Err(Refusal::NotAForm);
        }
        Self::parse(&received.body, faults)
    }

    /// Reads a query or a body in form encoding.
    ///
    /// # Errors
    /// When a parameter occurs more than once.
    pub fn parse(octets: &'a [u8], faults: &FaultPlan) -> Result<Self, Refusal> {
        let mut form = Self {
            parameters: Vec::with_capacity(KNOWN.len()),
        };
        for (name, value) in form_urlencoded::parse(octets) {
            form.add(name, value, faults)?;
        }
        Ok(form)
    }

    /// Every parameter with its value.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.parameters.iter();
        pairs.map(|(name, value)| (name.as_ref(), value.as_ref()))
    }

    /// The value of a parameter; one without value counts as left out (RFC 6749, 3.2).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut named = self.parameters.iter().filter(|(known, _)| known == name);
        named
            .next()
            .map(|(_, value)| value.as_ref())
            .filter(|value| !value.is_empty())
    }

    /// The value of a parameter that has to be there.
    ///
    /// # Errors
    /// [`Refusal::MissingParameter`] without it.
    pub fn demand(&self, name: &'static str) -> Result<&str, Refusal> {
        self.get(name).ok_or(Refusal::MissingParameter(name))
    }

    fn add(
        &mut self,
        name: Cow<'a, str>,
        value: Cow<'a, str>,
        faults: &FaultPlan,
    ) -> Result<(), Refusal> {
        let known = KNOWN.contains(&name.as_ref());
        if !known && faults.commits(&REFUSES_UNKNOWN_PARAMETERS) {
            return Err(Refusal::UnknownParameter(name.into_owned()));
        }
        let Some(earlier) = self
            .parameters
            .iter_mut()
            .find(|(earlier, _)| *earlier == name)
        else {
            self.parameters.push((name, value));
            return Ok(());
        };
        if !faults.commits(&ACCEPTS_REPEATED_PARAMETERS) {
            return Err(Refusal::RepeatedParameter(name.into_owned()));
        }
        earlier.1 = value;
        Ok(())
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let given = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = given.and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case(FORM_TYPE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(body: &str) -> Result<Form<'_>, Refusal> {
        Form::parse(body.as_bytes(), &FaultPlan::default())
    }

    #[test]
    fn one_value_per_parameter_is_read() {
        let form = parse("grant_type=client_credentials&scope=a+b%2Fc").ok();
        assert_eq!(
            form.as_ref().and_then(|form| form.get("scope")),
            Some("a b/c")
        );
    }

    #[test]
    fn a_repeated_parameter_is_refused_even_with_the_same_value() {
        assert!(matches!(
            parse("scope=a&scope=a"),
            Err(Refusal::RepeatedParameter(_))
        ));
        assert!(matches!(
            parse("sc%6Fpe=a&scope="),
            Err(Refusal::RepeatedParameter(_))
        ));
    }

    #[test]
    fn an_unknown_parameter_is_ignored() {
        assert!(parse("surprise=1&scope=a").is_ok());
    }

    #[test]
    fn a_parameter_without_value_is_left_out() {
        assert!(parse("scope=").is_ok_and(|form| form.get("scope").is_none()));
    }

    #[test]
    fn only_a_form_is_read_as_one() {
        let typed = |text: &'static str| {
            HeaderMap::from_iter([(CONTENT_TYPE, http::HeaderValue::from_static(text))])
        };
        assert!(is_form(&typed(
            "Application/X-WWW-Form-URLencoded; charset=UTF-8"
        )));
        assert!(!is_form(&typed("application/json")));
        assert!(!is_form(&HeaderMap::new()));
    }
}
