//! The signature verifies with a key registered for the client (RFC 7523, 3 item 9; RFC 7515, 5.2).

use std::borrow::Cow;
use std::sync::Arc;

use josekit::jws::{HS256, HS384, HS512, JwsVerifier};

use super::algorithm::{HashLength, Judgement};
use super::{AuthenticationFailure, Examination, short_key, signature_form};
use crate::faults::assertion::{
    ACCEPTS_BROKEN_SIGNATURE, ACCEPTS_PADDED_BASE64, ACCEPTS_ZERO_SIGNATURE,
};
use crate::settings::Algorithm;
use crate::state::client_key::ClientKey;

/// Refuses an assertion that none of `keys` has signed.
///
/// # Errors
/// When the signature has another form, or does not verify.
pub fn check(
    examination: &Examination<'_>,
    judgement: Judgement,
    keys: &[Arc<ClientKey>],
) -> Result<(), AuthenticationFailure> {
    let genuine = match judgement {
        Judgement::Waived => true,
        Judgement::ByKey(algorithm) => is_signed(examination, algorithm, keys)?,
        Judgement::ByPublicKeyAsSecret(length) => {
            keys.iter().any(|key| is_keyed(examination, length, key))
        }
    };
    if genuine || is_overlooked(examination) {
        return Ok(());
    }
    Err(AuthenticationFailure::BrokenSignature)
}

fn is_signed(
    examination: &Examination<'_>,
    algorithm: Algorithm,
    keys: &[Arc<ClientKey>],
) -> Result<bool, AuthenticationFailure> {
    let readings = signature_form::readings(examination, algorithm)?;
    let inputs = signing_inputs(examination);
    let signed = |key: &dyn JwsVerifier, reading: &[u8]| {
        let mut inputs = inputs.iter();
        inputs.any(|input| key.verify(input.as_bytes(), reading).is_ok())
    };
    let mut verifiers = keys.iter().filter_map(|key| key.verifier(algorithm));
    Ok(
        verifiers.any(|key| readings.iter().any(|reading| signed(key, reading)))
            || keys
                .iter()
                .any(|key| short_key::has_signed(examination, algorithm, key)),
    )
}

/// What was signed: header and claims as they were sent, and for one who drops padding also without it.
fn signing_inputs<'a>(examination: &'a Examination<'_>) -> Vec<Cow<'a, str>> {
    let sent = examination.assertion.signing_input;
    let mut inputs = vec![Cow::Borrowed(sent)];
    if sent.contains('=') && examination.faults.commits(&ACCEPTS_PADDED_BASE64) {
        inputs.push(Cow::Owned(sent.replace('=', "")));
    }
    inputs
}

fn is_overlooked(examination: &Examination<'_>) -> bool {
    let zero = examination.assertion.signature == [0; 64];
    let faults = examination.faults;
    faults.commits(&ACCEPTS_BROKEN_SIGNATURE) || (zero && faults.commits(&ACCEPTS_ZERO_SIGNATURE))
}

fn is_keyed(examination: &Examination<'_>, length: HashLength, key: &ClientKey) -> bool {
    secrets(key)
        .iter()
        .any(|secret| has_mac(examination, length, secret))
}

/// The public key as an attacker may have hashed it: PEM with and without its last line break, and DER.
fn secrets(key: &ClientKey) -> Vec<Vec<u8>> {
    let Some(public) = &key.public else {
        return Vec::new();
    };
    let pem = public.public_key_to_pem().unwrap_or_default();
    let trimmed = pem.trim_ascii_end().to_vec();
    vec![pem, trimmed, public.public_key_to_der().unwrap_or_default()]
}

fn has_mac(examination: &Examination<'_>, length: HashLength, secret: &[u8]) -> bool {
    let algorithm = match length {
        HashLength::Short => HS256,
        HashLength::Middle => HS384,
        HashLength::Long => HS512,
    };
    let verifier = algorithm.verifier_from_bytes(secret);
    let input = examination.assertion.signing_input.as_bytes();
    verifier.is_ok_and(|verifier| {
        verifier
            .verify(input, &examination.assertion.signature)
            .is_ok()
    })
}
