//! Whether the certificate of a key was revoked (Part 4, verification 3), told by the lists that its certificate points to (RFC 5280, 4.2.1.13
//! and 5).

use std::cmp::Ordering;

use jiff::Timestamp;
use openssl::asn1::Asn1Time;
use openssl::error::ErrorStack;
use openssl::pkey::{PKey, Public};
use openssl::x509::{CrlStatus, X509, X509Crl};
use url::Url;

/// No lists at all: certificates that point to one are not believed.
pub static NONE: RevocationLists = RevocationLists { lists: Vec::new() };

/// The lists of revoked certificates that were fetched for a message.
#[derive(Default)]
pub struct RevocationLists {
    lists: Vec<X509Crl>,
}

impl RevocationLists {
    /// Takes note of a list; what is none is overlooked, so that a certificate that points to it is not believed.
    pub(crate) fn add(&mut self, der: &[u8]) {
        self.lists.extend(X509Crl::from_der(der));
    }

    /// Whether nobody has revoked a certificate of this issuer. Where it points to lists, one that counts has to be there.
    pub(crate) fn spares(&self, certificate: &X509, issuer: &PKey<Public>, now: Timestamp) -> bool {
        if addresses(certificate).is_empty() {
            return true;
        }
        let mut counting = self
            .lists
            .iter()
            .filter(|list| counts(list, certificate, issuer, now).unwrap_or(false))
            .peekable();
        counting.peek().is_some()
            && counting.all(|list| !matches!(list.get_by_cert(certificate), CrlStatus::Revoked(_)))
    }
}

/// Whether a list says anything of the certificate now: it is of its issuer, and in its time, which every list states (RFC 5280, 5.1.2 and
/// 6.3.3).
fn counts(
    list: &X509Crl,
    certificate: &X509,
    issuer: &PKey<Public>,
    now: Timestamp,
) -> Result<bool, ErrorStack> {
    let now = Asn1Time::from_unix(now.as_second())?;
    let names = list.issuer_name().try_cmp(certificate.issuer_name())?;
    let has_begun = list.last_update() <= now;
    let is_current = list.next_update().is_some_and(|next| *next > now);
    Ok(names == Ordering::Equal && has_begun && is_current && list.verify(issuer)?)
}

/// Where the lists are that a certificate points to.
pub(crate) fn addresses(certificate: &X509) -> Vec<Url> {
    let points = certificate.crl_distribution_points();
    let points = points.iter().flatten();
    let names = points.filter_map(|point| point.distpoint()?.fullname());
    let texts = names.flatten().filter_map(|name| name.uri());
    texts.filter_map(|text| Url::parse(text).ok()).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use openssl::asn1::{Asn1Object, Asn1OctetString};
    use openssl::bn::BigNum;
    use openssl::ec::{EcGroup, EcKey};
    use openssl::hash::MessageDigest;
    use openssl::nid::Nid;
    use openssl::pkey::Private;
    use openssl::x509::{X509CrlBuilder, X509Extension, X509Name, X509RevokedBuilder};

    use super::*;

    const NOW: i64 = 1_800_000_000;
    const DAY: i64 = 86_400;
    const REVOKED: u32 = 7;
    const ISSUER: &str = "Authority";

    fn key() -> PKey<Private> {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
    }

    fn name(text: &str) -> X509Name {
        let mut name = X509Name::builder().unwrap();
        name.append_entry_by_text("CN", text).unwrap();
        name.build()
    }

    fn at(second: i64) -> Asn1Time {
        Asn1Time::from_unix(second).unwrap()
    }

    /// A value of fewer than 128 octets behind its tag and its length.
    fn tagged(tag: u8, value: &[u8]) -> Vec<u8> {
        let length = u8::try_from(value.len()).unwrap();
        [&[tag, length], value].concat()
    }

    fn extension(kind: &str, der: &[u8]) -> X509Extension {
        let kind = Asn1Object::from_str(kind).unwrap();
        let value = Asn1OctetString::new_from_bytes(der).unwrap();
        X509Extension::new_from_der(&kind, false, &value).unwrap()
    }

    /// `SEQUENCE { SEQUENCE { [0] { [0] { [6] address } } } }` (RFC 5280, 4.2.1.13).
    fn pointer() -> X509Extension {
        let name = tagged(0x86, b"http://ca.test/list");
        let point = tagged(0x30, &tagged(0xA0, &tagged(0xA0, &name)));
        extension("crlDistributionPoints", &tagged(0x30, &point))
    }

    fn certificate(number: u32, key: &PKey<Private>) -> X509 {
        let mut draft = X509::builder().unwrap();
        let number = BigNum::from_u32(number).unwrap().to_asn1_integer().unwrap();
        draft.set_version(2).unwrap();
        draft.set_serial_number(&number).unwrap();
        draft.set_issuer_name(&name(ISSUER)).unwrap();
        draft.set_pubkey(key).unwrap();
        draft.append_extension(pointer()).unwrap();
        draft.sign(key, MessageDigest::sha256()).unwrap();
        draft.build()
    }

    /// A list of one, by its issuer, its signer and its time.
    fn list(issuer: &str, key: &PKey<Private>, (from, until): (i64, i64)) -> Vec<u8> {
        let number = BigNum::from_u32(REVOKED).unwrap();
        let mut entry = X509RevokedBuilder::new().unwrap();
        let number = number.to_asn1_integer().unwrap();
        entry.set_serial_number(&number).unwrap();
        entry.set_revocation_date(&at(from)).unwrap();
        let mut list = X509CrlBuilder::new().unwrap();
        list.set_issuer_name(&name(issuer)).unwrap();
        list.set_last_update(&at(from)).unwrap();
        list.set_next_update(&at(until)).unwrap();
        list.add_revoked(entry.build()).unwrap();
        let identifier = tagged(0x30, &tagged(0x80, &[1; 20]));
        let identifier = extension("authorityKeyIdentifier", &identifier);
        list.append_extension(identifier).unwrap();
        let number = extension("crlNumber", &[2, 1, 1]);
        list.append_extension(number).unwrap();
        list.sign(key, MessageDigest::sha256()).unwrap();
        list.build().unwrap().to_der().unwrap()
    }

    /// Whether a certificate with this number is believed beside these lists.
    fn spares(number: u32, key: &PKey<Private>, lists: &[&[u8]]) -> bool {
        let mut known = RevocationLists::default();
        for der in lists {
            known.add(der);
        }
        let public = PKey::public_key_from_der(&key.public_key_to_der().unwrap()).unwrap();
        let now = Timestamp::from_second(NOW).unwrap();
        known.spares(&certificate(number, key), &public, now)
    }

    #[test]
    fn a_list_that_is_current_decides() {
        let key = key();
        let current = list(ISSUER, &key, (NOW - DAY, NOW + DAY));
        assert!(spares(1, &key, &[&current]));
        assert!(!spares(REVOKED, &key, &[&current]));
    }

    #[test]
    fn a_list_that_does_not_count_is_none() {
        let (key, another) = (key(), key());
        let current = (NOW - DAY, NOW + DAY);
        let rows = [
            ("expired", list(ISSUER, &key, (NOW - 2 * DAY, NOW - DAY))),
            ("early", list(ISSUER, &key, (NOW + DAY, NOW + 2 * DAY))),
            ("of another issuer", list("Another", &key, current)),
            ("signed by another", list(ISSUER, &another, current)),
        ];
        let good = list(ISSUER, &key, current);
        for (what, list) in rows {
            assert!(!spares(1, &key, &[&list]), "{what}");
            assert!(spares(1, &key, &[&list, &good]), "{what}");
            assert!(!spares(REVOKED, &key, &[&list, &good]), "{what}");
        }
    }

    #[test]
    fn a_list_with_a_changed_signature_is_none() {
        let key = key();
        let mut changed = list(ISSUER, &key, (NOW - DAY, NOW + DAY));
        *changed.last_mut().unwrap() ^= 1;
        assert!(!spares(1, &key, &[&changed]));
    }
}
