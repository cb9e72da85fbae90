//! Lists of revoked certificates, and the extension by which a certificate points to one (RFC 5280, 4.2.1.13 and 5).

use openssl::asn1::{Asn1Integer, Asn1Object, Asn1OctetString, Asn1Time};
use openssl::bn::BigNum;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::sha::sha256;
use openssl::x509::{X509CrlBuilder, X509Extension, X509RevokedBuilder};
use url::Url;

use super::Authority;
use crate::randomness;

/// The number of a certificate.
#[derive(Debug, Clone)]
pub struct SerialNumber([u8; 16]);

impl SerialNumber {
    /// A number that no other certificate has.
    pub fn fresh() -> Self {
        Self(randomness::octets())
    }

    pub(super) fn integer(&self) -> Result<Asn1Integer, ErrorStack> {
        BigNum::from_slice(&self.0)?.to_asn1_integer()
    }
}

impl Authority {
    /// A list on which this certificate of the authority stands, good from 2020 to 2049; in DER.
    pub fn revocation_list(&self, revoked: &SerialNumber) -> Result<Vec<u8>, ErrorStack> {
        let begin = Asn1Time::from_str("20200101000000Z")?;
        let mut entry = X509RevokedBuilder::new()?;
        entry.set_serial_number(&*revoked.integer()?)?;
        entry.set_revocation_date(&begin)?;
        let mut list = X509CrlBuilder::new()?;
        list.set_issuer_name(self.certificate.subject_name())?;
        list.set_last_update(&begin)?;
        list.set_next_update(&*Asn1Time::from_str("20491231000000Z")?)?;
        list.add_revoked(entry.build())?;
        list.append_extension(self.key_identifier()?)?;
        // INTEGER 1.
        list.append_extension(extension(Nid::CRL_NUMBER, &[2, 1, 1])?)?;
        list.sort()?;
        list.sign(&self.key, MessageDigest::sha256())?;
        list.build()?.to_der()
    }

    /// Whose key the list is signed with (RFC 5280, 5.2.1; RFC 7093, 2, method 4).
    fn key_identifier(&self) -> Result<X509Extension, ErrorStack> {
        let digest = sha256(&self.key.public_key_to_der()?);
        let identifier = tagged(0x30, &tagged(0x80, &digest[..20]));
        extension(Nid::AUTHORITY_KEY_IDENTIFIER, &identifier)
    }
}

/// The extension with the address of a list: `SEQUENCE { SEQUENCE { [0] { [0] { [6] address } } } }`.
pub(super) fn pointer(list: &Url) -> Result<X509Extension, ErrorStack> {
    let name = tagged(0x86, list.as_str().as_bytes());
    let point = tagged(0x30, &tagged(0xA0, &tagged(0xA0, &name)));
    extension(Nid::CRL_DISTRIBUTION_POINTS, &tagged(0x30, &point))
}

/// A value of fewer than 128 octets behind its tag and its length.
fn tagged(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = u8::try_from(value.len()).unwrap_or(u8::MAX);
    [&[tag, length], value].concat()
}

fn extension(kind: Nid, der: &[u8]) -> Result<X509Extension, ErrorStack> {
    let kind = Asn1Object::from_str(kind.long_name()?)?;
    X509Extension::new_from_der(&kind, false, &*Asn1OctetString::new_from_bytes(der)?)
}
