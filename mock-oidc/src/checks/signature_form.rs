//! An ECDSA signature is the 64 octets of r and s, each of full length (RFC 7518, 3.4).

use std::borrow::Cow;

use openssl::ecdsa::EcdsaSig;

use super::{AuthenticationFailure, Examination};
use crate::faults::assertion::{ACCEPTS_DER_SIGNATURE, ACCEPTS_SHORT_SIGNATURE};
use crate::settings::Algorithm;

/// Octets of r, and of s.
const HALF: usize = 32;

/// The signature as the octets to verify. An honest server has one reading; one that misbehaves guesses.
///
/// # Errors
/// [`AuthenticationFailure::SignatureForm`].
pub fn readings<'a>(
    examination: &'a Examination<'_>,
    algorithm: Algorithm,
) -> Result<Vec<Cow<'a, [u8]>>, AuthenticationFailure> {
    let signature = examination.assertion.signature.as_slice();
    if algorithm != Algorithm::Es256 || signature.len() == 2 * HALF {
        return Ok(vec![Cow::Borrowed(signature)]);
    }
    let guesses: Vec<_> = guesses(examination).into_iter().map(Cow::Owned).collect();
    if guesses.is_empty() {
        return Err(AuthenticationFailure::SignatureForm);
    }
    Ok(guesses)
}

fn guesses(examination: &Examination<'_>) -> Vec<Vec<u8>> {
    let signature = examination.assertion.signature.as_slice();
    let mut guesses = Vec::new();
    if examination.faults.commits(&ACCEPTS_DER_SIGNATURE) {
        guesses.extend(from_der(signature));
    }
    if examination.faults.commits(&ACCEPTS_SHORT_SIGNATURE) {
        guesses.extend(padded(signature));
    }
    guesses
}

fn from_der(signature: &[u8]) -> Option<Vec<u8>> {
    let pair = EcdsaSig::from_der(signature).ok()?;
    let half = |number: &openssl::bn::BigNumRef| full(&number.to_vec());
    Some([half(pair.r())?, half(pair.s())?].concat())
}

/// Every place where r may end and s begin.
fn padded(signature: &[u8]) -> Vec<Vec<u8>> {
    let splits = signature.len().saturating_sub(HALF)..=signature.len().min(HALF);
    let halves = splits.map(|at| signature.split_at(at));
    halves
        .filter_map(|(r, s)| Some([full(r)?, full(s)?].concat()))
        .collect()
}

fn full(number: &[u8]) -> Option<Vec<u8>> {
    let missing = HALF.checked_sub(number.len())?;
    Some([&[0; HALF][..missing], number].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Bench, examined};

    fn count(
        signature: &[u8],
        prepare: impl FnOnce(&mut Bench),
    ) -> Result<usize, AuthenticationFailure> {
        let judge = |examination: &Examination<'_>| {
            readings(examination, Algorithm::Es256).map(|found| found.len())
        };
        examined(judge, |bench| {
            bench.signature = signature.to_vec();
            prepare(bench);
        })
    }

    #[test]
    fn sixty_four_octets_are_accepted() {
        assert_eq!(count(&[1; 64], |_| {}), Ok(1));
    }

    #[test]
    fn any_other_length_is_refused() {
        for length in [0, 1, 62, 63, 65, 70, 71, 72, 96, 128] {
            assert_eq!(
                count(&vec![1; length], |_| {}),
                Err(AuthenticationFailure::SignatureForm),
                "{length}"
            );
        }
    }

    #[test]
    fn one_that_pads_tries_each_split() {
        let pads = |bench: &mut Bench| bench.commit("accepts-short-signature");
        assert_eq!(count(&[1; 63], pads), Ok(2));
        assert_eq!(count(&[1; 62], pads), Ok(3));
        assert_eq!(
            count(&[1; 65], pads),
            Err(AuthenticationFailure::SignatureForm)
        );
    }
}
