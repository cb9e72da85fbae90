//! `typ` is absent or says JWT, in any case and with or without `application/` (RFC 7515, 4.1.9).

use super::{AuthenticationFailure, Examination};

/// Refuses an assertion that says it is something else.
///
/// # Errors
/// [`AuthenticationFailure::OtherType`].
pub fn check(examination: &Examination<'_>) -> Result<(), AuthenticationFailure> {
    match examination.assertion.header.get("typ") {
        None => Ok(()),
        Some(typ) if typ.as_str().is_some_and(says_jwt) => Ok(()),
        Some(_) => Err(AuthenticationFailure::OtherType),
    }
}

fn says_jwt(typ: &str) -> bool {
    typ.eq_ignore_ascii_case("JWT") || typ.eq_ignore_ascii_case("application/jwt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::examined;
    use serde_json::json;

    #[test]
    fn a_jwt_in_any_case_and_no_type_are_accepted() {
        for typ in ["JWT", "jwt", "Jwt", "application/JWT"] {
            assert_eq!(
                examined(check, |bench| bench.header("typ", json!(typ))),
                Ok(()),
                "{typ}"
            );
        }
        assert_eq!(examined(check, |bench| bench.without_header("typ")), Ok(()));
    }

    #[test]
    fn another_type_is_refused() {
        for typ in [json!("at+jwt"), json!("JWE"), json!(1), json!(["JWT"])] {
            let verdict = examined(check, |bench| bench.header("typ", typ.clone()));
            assert_eq!(verdict, Err(AuthenticationFailure::OtherType), "{typ}");
        }
    }
}
