//! An authority of the judge's own, and the certificates that it issues for signing and encryption keys, good and bad.

mod revocation;

use base64ct::{Base64, Encoding as _};
use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{HasPublic, PKey, Private};
use openssl::x509::extension::BasicConstraints;
use openssl::x509::{X509, X509Builder, X509Name, X509NameRef};
use p256::pkcs8::EncodePrivateKey;
use serde_json::Value;
use url::Url;

pub use revocation::SerialNumber;

/// A certificate authority with its key.
#[derive(Debug, Clone)]
pub struct Authority {
    certificate: X509,
    key: PKey<Private>,
}

impl Authority {
    /// A fresh authority, valid from 2020 to 2049.
    pub fn new(name: &str) -> Result<Self, ErrorStack> {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
        let key = PKey::from_ec_key(EcKey::generate(&group)?)?;
        let own = named(name)?;
        let mut draft = draft(&own, &own, &key)?;
        draft.set_not_before(&*Asn1Time::from_str("20200101000000Z")?)?;
        draft.set_not_after(&*Asn1Time::from_str("20491231000000Z")?)?;
        draft.append_extension(BasicConstraints::new().critical().ca().build()?)?;
        draft.sign(&key, MessageDigest::sha256())?;
        let certificate = draft.build();
        Ok(Self { certificate, key })
    }

    /// Its certificate and its key, in PEM.
    pub fn pem(&self) -> Result<(String, String), ErrorStack> {
        let text = |pem: Vec<u8>| String::from_utf8_lossy(&pem).into_owned();
        let key = text(self.key.private_key_to_pem_pkcs8()?);
        Ok((text(self.certificate.to_pem()?), key))
    }

    /// A certificate of this key from one moment to another (in seconds since 1970), and behind it the authority's own, in DER.
    pub fn chain(
        &self,
        key: &impl EncodePrivateKey,
        name: &str,
        validity: (i64, i64),
    ) -> Result<Vec<Vec<u8>>, ErrorStack> {
        self.signed(self.draft_for(key, name, validity)?)
    }

    /// The same with a serial number, pointing to the list on which it would stand if it were revoked (RFC 5280, 4.2.1.13).
    pub fn chain_with_list(
        &self,
        key: &impl EncodePrivateKey,
        name: &str,
        validity: (i64, i64),
        (number, list): (&SerialNumber, &Url),
    ) -> Result<Vec<Vec<u8>>, ErrorStack> {
        let mut draft = self.draft_for(key, name, validity)?;
        draft.set_serial_number(&*number.integer()?)?;
        draft.append_extension(revocation::pointer(list)?)?;
        self.signed(draft)
    }

    fn draft_for(
        &self,
        key: &impl EncodePrivateKey,
        name: &str,
        (from, until): (i64, i64),
    ) -> Result<X509Builder, ErrorStack> {
        let document = key.to_pkcs8_der().map_err(|_| ErrorStack::get())?;
        let key = PKey::private_key_from_pkcs8(document.as_bytes())?;
        let mut draft = draft(&*named(name)?, self.certificate.subject_name(), &key)?;
        draft.set_not_before(&*Asn1Time::from_unix(from)?)?;
        draft.set_not_after(&*Asn1Time::from_unix(until)?)?;
        Ok(draft)
    }

    fn signed(&self, mut draft: X509Builder) -> Result<Vec<Vec<u8>>, ErrorStack> {
        draft.sign(&self.key, MessageDigest::sha256())?;
        Ok(vec![draft.build().to_der()?, self.certificate.to_der()?])
    }
}

/// A chain as `x5c` has it (RFC 7515, 4.1.6): standard base64, not base64url.
pub fn x5c(chain: &[Vec<u8>]) -> Value {
    chain.iter().map(|der| Base64::encode_string(der)).collect()
}

fn draft<T: HasPublic>(
    subject: &X509NameRef,
    issuer: &X509NameRef,
    key: &PKey<T>,
) -> Result<X509Builder, ErrorStack> {
    let mut number = BigNum::new()?;
    number.rand(159, MsbOption::MAYBE_ZERO, false)?;
    let mut draft = X509::builder()?;
    draft.set_version(2)?;
    draft.set_serial_number(&*number.to_asn1_integer()?)?;
    draft.set_subject_name(subject)?;
    draft.set_issuer_name(issuer)?;
    draft.set_pubkey(key)?;
    Ok(draft)
}

fn named(name: &str) -> Result<X509Name, ErrorStack> {
    let mut builder = X509Name::builder()?;
    builder.append_entry_by_text("CN", name)?;
    Ok(builder.build())
}
