//! RSA keys of fewer than 2048 bits verify nothing (FAPI 1.0 Baseline, 5.2.2-5), except for a server that misbehaves.

use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{Id, PKey, Public};
use openssl::rsa::Padding;
use openssl::sign::{RsaPssSaltlen, Verifier};

use super::Examination;
use crate::faults::client_method::ACCEPTS_SHORT_RSA_KEYS;
use crate::settings::Algorithm;
use crate::state::client_key::ClientKey;

/// The fewest bits of an RSA key.
const BITS: u32 = 2048;

/// Whether `key` is too short, and used all the same.
#[must_use]
pub fn is_overlooked(examination: &Examination<'_>, key: &ClientKey) -> bool {
    let short = |public: &PKey<Public>| public.id() == Id::RSA && public.bits() < BITS;
    key.public.as_ref().is_some_and(short) && examination.faults.commits(&ACCEPTS_SHORT_RSA_KEYS)
}

/// Whether a key that is too short has made the signature.
#[must_use]
pub fn has_signed(examination: &Examination<'_>, algorithm: Algorithm, key: &ClientKey) -> bool {
    let public = key.public.as_ref();
    let public =
        public.filter(|_| algorithm == Algorithm::Ps256 && is_overlooked(examination, key));
    public.is_some_and(|public| verifies(public, examination).unwrap_or(false))
}

fn verifies(key: &PKey<Public>, examination: &Examination<'_>) -> Result<bool, ErrorStack> {
    let mut verifier = Verifier::new(MessageDigest::sha256(), key)?;
    verifier.set_rsa_padding(Padding::PKCS1_PSS)?;
    verifier.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
    let input = examination.assertion.signing_input.as_bytes();
    verifier.verify_oneshot(&examination.assertion.signature, input)
}
