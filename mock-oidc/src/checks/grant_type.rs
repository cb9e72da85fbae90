//! The only grant is `client_credentials` (RFC 6749, 4.4.2).

use mock_kit::FaultPlan;

use super::form::Form;
use crate::faults::token_request::ACCEPTS_ANY_GRANT;
use crate::oauth_error::Refusal;

const CLIENT_CREDENTIALS: &str = "client_credentials";

/// Refuses any other grant.
///
/// # Errors
/// When the grant is missing or another one.
pub fn check(form: &Form<'_>, faults: &FaultPlan) -> Result<(), Refusal> {
    let grant = form.demand("grant_type")?;
    if grant == CLIENT_CREDENTIALS || faults.commits(&ACCEPTS_ANY_GRANT) {
        return Ok(());
    }
    Err(Refusal::UnsupportedGrant(grant.to_owned()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    fn judge(body: &str) -> Result<(), Refusal> {
        let faults = FaultPlan::default();
        check(&Form::parse(body.as_bytes(), &faults).unwrap(), &faults)
    }

    #[test]
    fn client_credentials_is_accepted() {
        assert!(judge("grant_type=client_credentials").is_ok());
    }

    #[test]
    fn another_grant_is_unsupported() {
        for grant in [
            "password",
            "authorization_code",
            "Client_Credentials",
            "client_credentials%20",
        ] {
            let verdict = judge(&format!("grant_type={grant}"));
            assert!(
                matches!(verdict, Err(Refusal::UnsupportedGrant(_))),
                "{grant}"
            );
        }
    }

    #[test]
    fn no_grant_is_a_missing_parameter() {
        assert!(matches!(
            judge("scope=a"),
            Err(Refusal::MissingParameter("grant_type"))
        ));
    }
}
