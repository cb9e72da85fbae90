//! Exactly one hint says who the user is (CIBA, 7.1).

use super::admission::Admission;
use super::failure::BackchannelError;
use super::{id_token_hint, login_hint_token};
use crate::faults::backchannel_request::{
    ACCEPTS_REQUESTS_WITHOUT_HINT, ACCEPTS_SEVERAL_HINTS, ACKNOWLEDGES_REQUESTS_FOR_NOBODY,
};
use crate::settings::User;

/// The three hints.
pub const NAMES: [&str; 3] = ["login_hint_token", "id_token_hint", "login_hint"];

/// The user that the hint leads to.
///
/// # Errors
/// When there is another number of hints than one, or it leads to nobody.
pub fn check(admission: &Admission<'_>) -> Result<User, BackchannelError> {
    let faults = admission.faults();
    let mut given = Vec::new();
    for name in NAMES {
        if let Some(hint) = admission.parameters.text(name)? {
            given.push((name, hint));
        }
    }
    match given[..] {
        [(name, hint)] => user(admission, name, hint),
        [(name, hint), ..] if faults.commits(&ACCEPTS_SEVERAL_HINTS) => user(admission, name, hint),
        [] if faults.commits(&ACCEPTS_REQUESTS_WITHOUT_HINT) => anybody(admission),
        _ => Err(BackchannelError::OtherThanOneHint),
    }
}

fn user(admission: &Admission<'_>, name: &str, hint: &str) -> Result<User, BackchannelError> {
    let found = match name {
        "login_hint_token" => login_hint_token::user(admission, hint)?,
        "id_token_hint" => id_token_hint::user(admission, hint)?,
        _ => known_as(admission, hint),
    };
    match found {
        Some(user) => Ok(user),
        None if admission
            .faults()
            .commits(&ACKNOWLEDGES_REQUESTS_FOR_NOBODY) =>
        {
            anybody(admission)
        }
        None => Err(BackchannelError::UnknownUser),
    }
}

/// The user who logs in by this name.
pub(super) fn known_as(admission: &Admission<'_>, name: &str) -> Option<User> {
    let mut users = admission.server.users.iter();
    users.find(|user| user.username == name).cloned()
}

/// Whom only a server that misbehaves disturbs.
fn anybody(admission: &Admission<'_>) -> Result<User, BackchannelError> {
    let first = admission.server.users.first();
    first.cloned().ok_or(BackchannelError::UnknownUser)
}
