//! A `client_id` beside the assertion names the same client (RFC 7521, 4.2).

use super::{AuthenticationFailure, Examination};
use crate::faults::assertion::IGNORES_CLIENT_ID_MISMATCH;

/// Refuses a request that names two clients.
///
/// # Errors
/// [`AuthenticationFailure::OtherClientId`].
pub fn check(examination: &Examination<'_>) -> Result<(), AuthenticationFailure> {
    let given = examination.form.get("client_id");
    let differs = given.is_some_and(|client_id| client_id != examination.client.client_id);
    if differs && !examination.faults.commits(&IGNORES_CLIENT_ID_MISMATCH) {
        return Err(AuthenticationFailure::OtherClientId);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{CLIENT, examined};

    #[test]
    fn the_same_client_or_none_is_accepted() {
        assert_eq!(
            examined(check, |bench| bench.parameter("client_id", CLIENT)),
            Ok(())
        );
        assert_eq!(examined(check, |_| {}), Ok(()));
    }

    #[test]
    fn another_client_is_refused() {
        let verdict = examined(check, |bench| bench.parameter("client_id", "another"));
        assert_eq!(verdict, Err(AuthenticationFailure::OtherClientId));
    }
}
