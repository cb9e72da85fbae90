//! A certificate as the key script of the WIPO specification makes it: self-signed, version 1, thirty days, a container for the key.

use jiff::SignedDuration;
use openssl::asn1::{Asn1Integer, Asn1Time};
use openssl::bn::{BigNum, MsbOption};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::x509::{X509, X509NameBuilder};
use p256::SecretKey;
use p256::pkcs8::EncodePrivateKey as _;

/// How long `openssl req -x509` makes a certificate valid when it is told nothing else.
pub const VALIDITY: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The bits of its serial number.
const SERIAL_BITS: i32 = 159;

/// Makes the certificate of a client's key, in PEM, as of `now` (in seconds since 1970).
pub fn of_key(key: &SecretKey, client_name: &str, now: i64) -> Result<String, ErrorStack> {
    let pem = make(key, client_name, now)?.to_pem()?;
    Ok(String::from_utf8_lossy(&pem).into_owned())
}

/// The same in DER.
pub fn der_of_key(key: &SecretKey, client_name: &str, now: i64) -> Result<Vec<u8>, ErrorStack> {
    make(key, client_name, now)?.to_der()
}

fn make(key: &SecretKey, client_name: &str, now: i64) -> Result<X509, ErrorStack> {
    let document = key.to_pkcs8_der().map_err(|_| ErrorStack::get())?;
    let key = PKey::private_key_from_pkcs8(document.as_bytes())?;
    let mut certificate = X509::builder()?;
    certificate.set_serial_number(&*serial_number()?)?;
    let name = name(client_name)?.build();
    certificate.set_subject_name(&name)?;
    certificate.set_issuer_name(&name)?;
    certificate.set_not_before(&*Asn1Time::from_unix(now)?)?;
    certificate.set_not_after(&*Asn1Time::from_unix(now + VALIDITY.as_secs())?)?;
    certificate.set_pubkey(&key)?;
    certificate.sign(&key, MessageDigest::sha256())?;
    Ok(certificate.build())
}

fn name(client_name: &str) -> Result<X509NameBuilder, ErrorStack> {
    let mut name = X509NameBuilder::new()?;
    name.append_entry_by_text(
        "CN",
        &format!("{client_name} private_key_jwt authentication"),
    )?;
    Ok(name)
}

fn serial_number() -> Result<Asn1Integer, ErrorStack> {
    let mut number = BigNum::new()?;
    number.rand(SERIAL_BITS, MsbOption::MAYBE_ZERO, false)?;
    number.to_asn1_integer()
}
