//! A certificate for the identity of a connector: X.509 version 3 with the two key identifiers that name it (IDS-G, unique identifier).

use jiff::SignedDuration;
use openssl::asn1::{Asn1Object, Asn1OctetString, Asn1Time};
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::x509::{X509, X509Builder, X509Extension, X509Name, X509NameBuilder};

/// How long it is valid, from a year before its making on.
const VALIDITY: SignedDuration = SignedDuration::from_hours(24 * 365 * 10);
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 365);
/// The object identifiers of the two extensions (RFC 5280, 4.2.1.1 and 4.2.1.2).
const SUBJECT_KEY: &str = "2.5.29.14";
const AUTHORITY_KEY: &str = "2.5.29.35";

/// Who certifies connectors.
pub struct Authority {
    key: PKey<Private>,
    key_identifier: Vec<u8>,
}

/// Whom a certificate is for.
pub struct Holder<'a> {
    /// The key.
    pub key: &'a PKey<Private>,
    /// The common name.
    pub name: &'a str,
    /// The Subject Key Identifier; a certificate without one identifies nobody.
    pub key_identifier: Option<&'a [u8]>,
}

impl Authority {
    /// One that is called by this key identifier.
    pub fn new(key_identifier: Vec<u8>) -> Result<Self, ErrorStack> {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
        let key = PKey::from_ec_key(EcKey::generate(&group)?)?;
        Ok(Self {
            key,
            key_identifier,
        })
    }

    /// Its key identifier.
    pub fn key_identifier(&self) -> &[u8] {
        &self.key_identifier
    }

    /// Makes the certificate of a connector, as of `now` (in seconds since 1970).
    pub fn certify(&self, holder: &Holder<'_>, now: i64) -> Result<X509, ErrorStack> {
        let mut certificate = X509::builder()?;
        certificate.set_version(2)?;
        certificate.set_serial_number(&*BigNum::from_u32(1)?.to_asn1_integer()?)?;
        certificate.set_subject_name(&*name(holder.name)?)?;
        certificate.set_issuer_name(&*name("an authority of connectors")?)?;
        let begins = now - YEAR.as_secs();
        certificate.set_not_before(&*Asn1Time::from_unix(begins)?)?;
        certificate.set_not_after(&*Asn1Time::from_unix(begins + VALIDITY.as_secs())?)?;
        certificate.set_pubkey(holder.key)?;
        if let Some(key_identifier) = holder.key_identifier {
            let value = tagged(0x04, key_identifier);
            extend(&mut certificate, SUBJECT_KEY, &value)?;
        }
        let named = tagged(0x30, &tagged(0x80, &self.key_identifier));
        extend(&mut certificate, AUTHORITY_KEY, &named)?;
        certificate.sign(&self.key, MessageDigest::sha256())?;
        Ok(certificate.build())
    }
}

/// One element in DER; none here is longer than a length of one octet says.
fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap_or(0x7f);
    [&[tag, length], content].concat()
}

fn extend(certificate: &mut X509Builder, id: &str, value: &[u8]) -> Result<(), ErrorStack> {
    let (id, value) = (
        Asn1Object::from_str(id)?,
        Asn1OctetString::new_from_bytes(value)?,
    );
    let extension = X509Extension::new_from_der(&id, false, &value)?;
    certificate.append_extension(extension)
}

fn name(common_name: &str) -> Result<X509Name, ErrorStack> {
    let mut name = X509NameBuilder::new()?;
    name.append_entry_by_text("CN", common_name)?;
    Ok(name.build())
}
