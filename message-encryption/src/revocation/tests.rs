//! What is claimed of lists of revoked certificates, with lists that were made octet by octet.

use openssl::asn1::{Asn1Object, Asn1OctetString};
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::Private;
use openssl::sign::Signer;
use openssl::x509::extension::BasicConstraints;
use openssl::x509::{X509CrlBuilder, X509Extension, X509Name, X509RevokedBuilder};

use super::*;

const NOW: i64 = 1_800_000_000;
const DAY: i64 = 86_400;
const REVOKED: u32 = 7;
const ISSUER: &str = "Authority";
const ADDRESS: &str = "http://ca.test/list";
const CURRENT: (i64, i64) = (NOW - DAY, NOW + DAY);

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

/// A value of fewer than 65,536 octets behind its tag and its length.
fn tagged(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(value.len()).unwrap().to_be_bytes();
    let head = match length {
        [0, short @ 0..=0x7F] => vec![tag, short],
        [more, rest] => vec![tag, 0x82, more, rest],
    };
    [head, value.to_vec()].concat()
}

fn extension(kind: &str, is_critical: bool, der: &[u8]) -> X509Extension {
    let kind = Asn1Object::from_str(kind).unwrap();
    let value = Asn1OctetString::new_from_bytes(der).unwrap();
    X509Extension::new_from_der(&kind, is_critical, &value).unwrap()
}

/// `[0] { [0] { [6] address } }`: the name of a distribution point (RFC 5280, 4.2.1.13).
fn point(address: &str) -> Vec<u8> {
    let name = tagged(0x86, address.as_bytes());
    tagged(0xA0, &tagged(0xA0, &name))
}

fn pointer() -> X509Extension {
    let point = tagged(0x30, &point(ADDRESS));
    extension("crlDistributionPoints", false, &tagged(0x30, &point))
}

/// What a list says of its scope (RFC 5280, 5.2.5).
fn scope(members: &[u8]) -> X509Extension {
    extension("issuingDistributionPoint", true, &tagged(0x30, members))
}

fn certificate(number: u32, key: &PKey<Private>, is_authority: bool) -> X509 {
    let mut draft = X509::builder().unwrap();
    let number = BigNum::from_u32(number).unwrap().to_asn1_integer().unwrap();
    draft.set_version(2).unwrap();
    draft.set_serial_number(&number).unwrap();
    draft.set_issuer_name(&name(ISSUER)).unwrap();
    draft.set_not_before(&at(CURRENT.0)).unwrap();
    draft.set_not_after(&at(CURRENT.1)).unwrap();
    draft.set_pubkey(key).unwrap();
    draft.append_extension(pointer()).unwrap();
    if is_authority {
        let authority = BasicConstraints::new().critical().ca().build();
        draft.append_extension(authority.unwrap()).unwrap();
    }
    draft.sign(key, MessageDigest::sha256()).unwrap();
    draft.build()
}

/// A list of one, by its issuer, its signer and its time.
fn list(issuer: &str, key: &PKey<Private>, period: (i64, i64)) -> Vec<u8> {
    list_with(issuer, key, period, Vec::new())
}

fn list_with(
    issuer: &str,
    key: &PKey<Private>,
    (from, until): (i64, i64),
    further: Vec<X509Extension>,
) -> Vec<u8> {
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
    let identifier = extension("authorityKeyIdentifier", false, &identifier);
    list.append_extension(identifier).unwrap();
    let number = extension("crlNumber", false, &[2, 1, 1]);
    list.append_extension(number).unwrap();
    for extension in further {
        list.append_extension(extension).unwrap();
    }
    list.sign(key, MessageDigest::sha256()).unwrap();
    list.build().unwrap().to_der().unwrap()
}

/// Whether a certificate with this number is believed beside these lists.
fn spares(number: u32, key: &PKey<Private>, lists: &[&[u8]]) -> bool {
    spares_one(&certificate(number, key, false), key, lists)
}

fn spares_one(certificate: &X509, key: &PKey<Private>, lists: &[&[u8]]) -> bool {
    let mut known = RevocationLists::default();
    for der in lists {
        known.add(der);
    }
    let public = PKey::public_key_from_der(&key.public_key_to_der().unwrap()).unwrap();
    let now = Timestamp::from_second(NOW).unwrap();
    known.spares(certificate, &public, now)
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

/// `[n] TRUE`, as the members of a scope are that are true.
fn only(member: u8) -> Vec<u8> {
    tagged(0x80 + member, &[0xFF])
}

/// A list by its scope, which nobody stands behind but its issuer.
fn about(key: &PKey<Private>, extension: X509Extension) -> Vec<u8> {
    list_with(ISSUER, key, CURRENT, vec![extension])
}

#[test]
fn a_list_that_does_not_cover_the_certificate_counts_neither_for_it_nor_against_it() {
    let key = key();
    let rows = [
        ("authorities", scope(&only(2))),
        ("attributes", scope(&only(5))),
        ("contradictory", scope(&[only(1), only(2)].concat())),
        ("found elsewhere", scope(&point("http://ca.test/other"))),
        ("changes", extension("deltaCRL", true, &[2, 1, 1])),
        (
            "changes, not critical",
            extension("deltaCRL", false, &[2, 1, 1]),
        ),
        ("of an unknown kind", extension("1.2.3.4", true, &[5, 0])),
        (
            "unreadable",
            extension("issuingDistributionPoint", true, &[2, 1, 1]),
        ),
    ];
    let good = list(ISSUER, &key, CURRENT);
    for (what, extension) in rows {
        let list = about(&key, extension);
        assert!(!spares(1, &key, &[&list]), "{what}");
        assert!(spares(1, &key, &[&list, &good]), "{what}");
        assert!(!spares(REVOKED, &key, &[&list]), "{what}");
        let empty = certificate(REVOKED, &key, false);
        let other = list_of(&key, &[], &[]);
        assert!(spares_one(&empty, &key, &[&list, &other]), "{what}");
    }
}

#[test]
fn a_list_that_covers_the_certificate_decides_whatever_else_it_says() {
    let key = key();
    let rows = [
        ("end entities", scope(&only(1))),
        ("found here", scope(&point(ADDRESS))),
        ("indirect", scope(&only(4))),
        ("nothing narrower", scope(&[])),
        (
            "something that does not matter",
            extension("1.2.3.4", false, &[5, 0]),
        ),
    ];
    for (what, extension) in rows {
        let list = about(&key, extension);
        assert!(spares(1, &key, &[&list]), "{what}");
        assert!(!spares(REVOKED, &key, &[&list]), "{what}");
    }
}

#[test]
fn authorities_are_on_the_lists_of_authorities() {
    let key = key();
    let of_authorities = about(&key, scope(&only(2)));
    let of_others = about(&key, scope(&only(1)));
    let sound = certificate(1, &key, true);
    let revoked = certificate(REVOKED, &key, true);
    assert!(spares_one(&sound, &key, &[&of_authorities]));
    assert!(!spares_one(&sound, &key, &[&of_others]));
    assert!(!spares_one(&revoked, &key, &[&of_authorities]));
}

/// Bits 1 to 4 of the reasons on one list, the others on another.
#[test]
fn lists_for_some_reasons_spare_together() {
    let key = key();
    let some = about(&key, scope(&tagged(0x83, &[3, 0b0111_1000])));
    let others = about(&key, scope(&tagged(0x83, &[7, 0b0000_0111, 0b1000_0000])));
    assert!(!spares(1, &key, &[&some]));
    assert!(!spares(1, &key, &[&others]));
    assert!(spares(1, &key, &[&some, &others]));
    assert!(!spares(REVOKED, &key, &[&some]));
}

/// An entry is about the issuer that it or one before it names (RFC 5280, 5.3.3).
#[test]
fn an_entry_about_the_certificate_of_another_issuer_revokes_nothing_here() {
    let key = key();
    let indirect = extension_der(&[0x55, 0x1D, 0x1C], &tagged(0x30, &only(4)));
    let about_another = list_of(&key, &[(REVOKED, Some("Another"))], &indirect);
    let about_ours = list_of(
        &key,
        &[(1, Some("Another")), (REVOKED, Some(ISSUER))],
        &indirect,
    );
    assert!(spares(REVOKED, &key, &[&about_another]));
    assert!(spares(1, &key, &[&about_ours]));
    assert!(!spares(REVOKED, &key, &[&about_ours]));
}

/// An extension that is critical, by the octets of its kind.
fn extension_der(kind: &[u8], value: &[u8]) -> Vec<u8> {
    let members = [tagged(0x06, kind), vec![1, 1, 0xFF], tagged(0x04, value)];
    tagged(0x30, &members.concat())
}

/// A list whose entries may name the issuer of their certificate; its extensions in DER (RFC 5280, 5.1).
fn list_of(key: &PKey<Private>, entries: &[(u32, Option<&str>)], extensions: &[u8]) -> Vec<u8> {
    let time = |second: i64| {
        let moment = Timestamp::from_second(second).unwrap();
        tagged(
            0x17,
            moment.strftime("%y%m%d%H%M%SZ").to_string().as_bytes(),
        )
    };
    let entry = |(number, issuer): &(u32, Option<&str>)| {
        let number = tagged(0x02, &[u8::try_from(*number).unwrap()]);
        let issuer = issuer.map(|issuer| {
            let names = tagged(0x30, &tagged(0xA4, &name(issuer).to_der().unwrap()));
            tagged(0x30, &extension_der(&[0x55, 0x1D, 0x1D], &names))
        });
        let members = [number, time(NOW - DAY), issuer.unwrap_or_default()];
        tagged(0x30, &members.concat())
    };
    let entries: Vec<u8> = entries.iter().flat_map(entry).collect();
    let optional = |tag: u8, content: &[u8]| {
        let inner = tagged(0x30, content);
        let whole = if tag == 0x30 {
            inner
        } else {
            tagged(tag, &inner)
        };
        Some(whole)
            .filter(|_| !content.is_empty())
            .unwrap_or_default()
    };
    let ecdsa_with_sha256 = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02];
    let algorithm = tagged(0x30, &tagged(0x06, &ecdsa_with_sha256));
    let members = [
        vec![2, 1, 1],
        algorithm.clone(),
        name(ISSUER).to_der().unwrap(),
        time(CURRENT.0),
        time(CURRENT.1),
        optional(0x30, &entries),
        optional(0xA0, extensions),
    ];
    let list = tagged(0x30, &members.concat());
    let mut signer = Signer::new(MessageDigest::sha256(), key).unwrap();
    let signature = signer.sign_oneshot_to_vec(&list).unwrap();
    let signature = tagged(0x03, &[vec![0], signature].concat());
    tagged(0x30, &[list, algorithm, signature].concat())
}
