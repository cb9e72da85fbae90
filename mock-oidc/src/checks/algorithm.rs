//! The algorithm is one that the profile allows (RFC 8725, 3.1; FAPI 1.0 Advanced, 8.6).

use super::{AuthenticationFailure, Examination};
use crate::faults::assertion::{
    ACCEPTS_HMAC_KEYED_WITH_THE_PUBLIC_KEY, ACCEPTS_OTHER_ALGORITHMS, ACCEPTS_UNSIGNED_ASSERTION,
};
use crate::settings::Algorithm;

/// How the signature of an assertion is to be judged. An honest server knows only the first way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// With the client's public key.
    ByKey(Algorithm),
    /// As an HMAC with the client's public key for its secret.
    ByPublicKeyAsSecret(HashLength),
    /// Not at all.
    Waived,
}

/// Bits of the hash in an HMAC algorithm's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashLength {
    /// HS256.
    Short,
    /// HS384.
    Middle,
    /// HS512.
    Long,
}

/// Says how the signature is to be judged, or refuses the algorithm.
///
/// # Errors
/// [`AuthenticationFailure::OtherAlgorithm`].
pub fn admit(examination: &Examination<'_>) -> Result<Judgement, AuthenticationFailure> {
    let stated = examination.assertion.header.get("alg");
    let name = stated.and_then(|alg| alg.as_str()).unwrap_or_default();
    let allowed = Algorithm::named(name)
        .filter(|known| examination.variant.assertion_algorithms.contains(known));
    allowed
        .map(Judgement::ByKey)
        .or_else(|| unsigned(name, examination))
        .or_else(|| keyed_with_the_public_key(name, examination))
        .or_else(|| other(name, examination))
        .ok_or(AuthenticationFailure::OtherAlgorithm)
}

fn unsigned(name: &str, examination: &Examination<'_>) -> Option<Judgement> {
    let unsigned = name.eq_ignore_ascii_case("none") && examination.assertion.signature.is_empty();
    (unsigned && examination.faults.commits(&ACCEPTS_UNSIGNED_ASSERTION))
        .then_some(Judgement::Waived)
}

fn keyed_with_the_public_key(name: &str, examination: &Examination<'_>) -> Option<Judgement> {
    let length = match name {
        "HS256" => HashLength::Short,
        "HS384" => HashLength::Middle,
        "HS512" => HashLength::Long,
        _ => return None,
    };
    let committed = examination
        .faults
        .commits(&ACCEPTS_HMAC_KEYED_WITH_THE_PUBLIC_KEY);
    committed.then_some(Judgement::ByPublicKeyAsSecret(length))
}

fn other(name: &str, examination: &Examination<'_>) -> Option<Judgement> {
    let asymmetric = ["RS", "PS", "ES", "EdDSA", "Ed"]
        .iter()
        .any(|family| name.starts_with(family));
    (asymmetric && examination.faults.commits(&ACCEPTS_OTHER_ALGORITHMS))
        .then_some(Judgement::Waived)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Bench, examined};
    use serde_json::json;

    fn judge(
        alg: &serde_json::Value,
        also: &[Algorithm],
    ) -> Result<Judgement, AuthenticationFailure> {
        examined(admit, |bench: &mut Bench| {
            bench.header("alg", alg.clone());
            bench.variant.assertion_algorithms.extend(also);
        })
    }

    #[test]
    fn what_the_profile_allows_is_accepted() {
        assert_eq!(
            judge(&json!("ES256"), &[]),
            Ok(Judgement::ByKey(Algorithm::Es256))
        );
        assert_eq!(
            judge(&json!("PS256"), &[Algorithm::Ps256]),
            Ok(Judgement::ByKey(Algorithm::Ps256))
        );
    }

    #[test]
    fn everything_else_is_refused() {
        for alg in [
            "none", "None", "nOnE", "HS256", "RS256", "PS256", "ES384", "ES256K", "es256", "EdDSA",
            "",
        ] {
            assert_eq!(
                judge(&json!(alg), &[]),
                Err(AuthenticationFailure::OtherAlgorithm),
                "{alg}"
            );
        }
        assert_eq!(
            judge(&json!(256), &[]),
            Err(AuthenticationFailure::OtherAlgorithm)
        );
    }
}
