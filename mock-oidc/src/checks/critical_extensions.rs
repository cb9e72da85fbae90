//! No header extension is understood here, so none may be critical (RFC 7515, 4.1.11).

use super::{AuthenticationFailure, Examination};
use crate::faults::assertion::IGNORES_CRIT;

/// Refuses an assertion with `crit`.
///
/// # Errors
/// [`AuthenticationFailure::CriticalExtension`].
pub fn check(examination: &Examination<'_>) -> Result<(), AuthenticationFailure> {
    let critical = examination.assertion.header.contains_key("crit");
    if critical && !examination.faults.commits(&IGNORES_CRIT) {
        return Err(AuthenticationFailure::CriticalExtension);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::examined;
    use serde_json::json;

    #[test]
    fn an_extension_that_is_not_critical_is_accepted() {
        assert_eq!(
            examined(check, |bench| bench.header("b64", json!(true))),
            Ok(())
        );
    }

    #[test]
    fn crit_is_refused_whatever_it_names() {
        for crit in [json!(["exp"]), json!(["b64"]), json!([]), json!("exp")] {
            let verdict = examined(check, |bench| bench.header("crit", crit.clone()));
            assert_eq!(
                verdict,
                Err(AuthenticationFailure::CriticalExtension),
                "{crit}"
            );
        }
    }
}
