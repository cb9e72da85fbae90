//! The assertion is a JWT by its stated type (RFC 7523, 2.2).

use mock_kit::FaultPlan;

use super::AuthenticationFailure;
use super::form::Form;
use crate::faults::token_request::IGNORES_ASSERTION_TYPE;

/// The one assertion type taken.
pub const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Refuses a missing and any other type.
///
/// # Errors
/// [`AuthenticationFailure::OtherAssertionType`].
pub fn check(form: &Form<'_>, faults: &FaultPlan) -> Result<(), AuthenticationFailure> {
    if form.get("client_assertion_type") == Some(JWT_BEARER)
        || faults.commits(&IGNORES_ASSERTION_TYPE)
    {
        return Ok(());
    }
    Err(AuthenticationFailure::OtherAssertionType)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    fn judge(body: &str) -> Result<(), AuthenticationFailure> {
        let faults = FaultPlan::default();
        check(&Form::parse(body.as_bytes(), &faults).unwrap(), &faults)
    }

    #[test]
    fn the_jwt_type_is_accepted() {
        assert!(judge(&format!("client_assertion_type={JWT_BEARER}")).is_ok());
    }

    #[test]
    fn a_missing_or_other_type_is_refused() {
        let saml = "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:saml2-bearer";
        for body in ["client_assertion=a.b.c", saml, "client_assertion_type="] {
            assert_eq!(
                judge(body),
                Err(AuthenticationFailure::OtherAssertionType),
                "{body}"
            );
        }
    }
}
