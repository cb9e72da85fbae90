//! A user who has a code is not disturbed without it (CIBA, 7.1.2).

use subtle::ConstantTimeEq as _;

use super::admission::Admission;
use super::failure::BackchannelError;
use crate::faults::backchannel_request::{ACCEPTS_WRONG_USER_CODES, MISNAMES_MISSING_USER_CODES};
use crate::settings::User;

/// Refuses a request for a user with a code that does not come with it.
///
/// # Errors
/// [`BackchannelError::NoUserCode`] and [`BackchannelError::WrongUserCode`].
pub fn check(admission: &Admission<'_>, user: &User) -> Result<(), BackchannelError> {
    let faults = admission.faults();
    let code = user.user_code.as_deref();
    let Some(code) = code.filter(|_| admission.offer.user_codes) else {
        return Ok(());
    };
    // A client that did not register for codes knows none (CIBA, 7.1).
    let given = admission.parameters.text("user_code")?;
    match given.filter(|_| admission.registration.user_code) {
        None if faults.commits(&MISNAMES_MISSING_USER_CODES) => Err(BackchannelError::UnknownUser),
        None => Err(BackchannelError::NoUserCode),
        Some(given) => {
            let same = bool::from(given.as_bytes().ct_eq(code.as_bytes()));
            (same || faults.commits(&ACCEPTS_WRONG_USER_CODES))
                .then_some(())
                .ok_or(BackchannelError::WrongUserCode)
        }
    }
}
