//! The grants: `client_credentials` (RFC 6749, 4.4.2), and where resource owners are asked also those that follow (4.1.3 and 6).

use mock_kit::FaultPlan;

use super::form::Form;
use crate::faults::ciba_grant::ACCEPTS_THE_FORMER_CIBA_GRANT;
use crate::faults::token_request::ACCEPTS_ANY_GRANT;
use crate::oauth_error::Refusal;

/// What the CIBA grant was called in drafts.
const FORMER_CIBA: &str = "urn:openid:params:modrna:grant-type:backchannel_request";

/// A way to a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// For the client itself.
    ClientCredentials,
    /// For what a resource owner approved of.
    AuthorizationCode,
    /// For what a resource owner approved of earlier.
    RefreshToken,
    /// For what a resource owner approved of over the back channel (CIBA, 4).
    Ciba,
}

impl Grant {
    /// Those that every server has.
    pub const FOR_MACHINES: &[Self] = &[Self::ClientCredentials];
    /// Those of a server that asks resource owners.
    pub const FOR_USERS: &[Self] = &[
        Self::AuthorizationCode,
        Self::RefreshToken,
        Self::ClientCredentials,
    ];
    /// Those of a server that asks them over the back channel too.
    pub const WITH_BACK_CHANNEL: &[Self] = &[
        Self::AuthorizationCode,
        Self::RefreshToken,
        Self::ClientCredentials,
        Self::Ciba,
    ];

    /// Its registered name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ClientCredentials => "client_credentials",
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::Ciba => "urn:openid:params:grant-type:ciba",
        }
    }
}

/// The grant asked for, which is one of those `offered`.
///
/// # Errors
/// When the grant is missing or another one.
pub fn check(form: &Form<'_>, offered: &[Grant], faults: &FaultPlan) -> Result<Grant, Refusal> {
    let asked = form.demand("grant_type")?;
    match offered.iter().find(|grant| grant.name() == asked) {
        Some(grant) => Ok(*grant),
        None if asked == FORMER_CIBA && faults.commits(&ACCEPTS_THE_FORMER_CIBA_GRANT) => {
            Ok(Grant::Ciba)
        }
        None if faults.commits(&ACCEPTS_ANY_GRANT) => Ok(Grant::ClientCredentials),
        None => Err(Refusal::UnsupportedGrant(asked.to_owned())),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    fn judge(body: &str) -> Result<Grant, Refusal> {
        let faults = FaultPlan::default();
        let form = Form::parse(body.as_bytes(), &faults).unwrap();
        check(&form, Grant::FOR_MACHINES, &faults)
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
