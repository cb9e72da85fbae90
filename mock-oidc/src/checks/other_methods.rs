//! A client authenticates in one way (RFC 6749, 2.3), and here that is an assertion.

use super::AuthenticationFailure;
use super::client_authentication::Caller;

/// Refuses a request with a password, beside or instead of an assertion.
///
/// # Errors
/// [`AuthenticationFailure::OtherMethod`].
pub fn check(caller: &Caller<'_>) -> Result<(), AuthenticationFailure> {
    if caller.authorization.is_some() || caller.form.get("client_secret").is_some() {
        return Err(AuthenticationFailure::OtherMethod);
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;
    use crate::checks::form::Form;
    use mock_kit::FaultPlan;

    fn judge(authorization: Option<&str>, body: &str) -> Result<(), AuthenticationFailure> {
        let form = Form::parse(body.as_bytes(), &FaultPlan::default()).unwrap();
        check(&Caller {
            authorization,
            certificate: None,
            form: &form,
        })
    }

    #[test]
    fn an_assertion_alone_is_accepted() {
        assert_eq!(judge(None, "client_assertion=a.b.c&client_id=a"), Ok(()));
    }

    #[test]
    fn a_password_is_refused_wherever_it_stands() {
        let refused = Err(AuthenticationFailure::OtherMethod);
        assert_eq!(judge(Some("Basic YTpi"), "client_assertion=a.b.c"), refused);
        assert_eq!(
            judge(None, "client_assertion=a.b.c&client_secret=b"),
            refused
        );
    }
}
