//! What is almost right, named: the mistake that makes the difference, where it is one of those that everybody makes once.

use base64ct::{Base64, Base64UrlUnpadded, Encoding as _};
use p256::ecdsa::Signature;
use serde_json::{Map, Value};
use url::Url;

use super::jwe::agreement_key::Curve;
use super::signature::KnownAlgorithm;

/// How much later or earlier a time may be than whole hours, in seconds, to be one of another time zone.
const BESIDE_THE_HOUR: f64 = 120.0;
/// An hour in seconds.
const HOUR: f64 = 3600.0;
/// From here on a count of seconds is one of milliseconds: the year 5138.
const MILLISECONDS: f64 = 1e11;

/// Whether one text is the other but for its spelling.
type Spelling = fn(&str, &str) -> bool;

/// What two texts may differ in and still be meant alike, with what is to be said: the first is expected, the second was received.
static SPELLINGS: &[(Spelling, &str)] = &[
    (
        |expected, received| expected.trim() == received.trim(),
        "they differ in white space at an end only",
    ),
    (
        |expected, received| format!("{expected}/") == received,
        "there is a slash too many at its end; names are compared character by character",
    ),
    (
        |expected, received| expected == format!("{received}/"),
        "the slash at its end is missing; names are compared character by character",
    ),
    (
        |expected, received| expected.replacen("https://", "http://", 1) == received,
        "it is the http address of what is meant by https",
    ),
    (
        |expected, received| expected.eq_ignore_ascii_case(received) && hex_of(expected).is_none(),
        "they differ in upper and lower case only",
    ),
    (same_url, "they differ in the spelling of one address only"),
    (
        |expected, received| expected.replacen(":keyid:", ":", 1) == received,
        "`keyid` is missing between the two key identifiers",
    ),
    (
        swapped,
        "the two key identifiers stand in the wrong order: the subject's comes first",
    ),
    (
        |expected, received| halves(expected).is_some() && bare(expected) == bare(received),
        "the two key identifiers are the right ones, written without colons or `keyid`, or in lower case",
    ),
    (
        |expected, received| expected == received.trim_end_matches('='),
        "it is padded with =, which base64url leaves away here (RFC 7515, 2)",
    ),
    (
        |expected, received| octets(expected).is_some_and(|one| hex_of(received) == Some(one)),
        "the octets are the right ones in hexadecimal; base64url is due",
    ),
    (
        |expected, received| octets(expected).is_some_and(|one| base64_of(received) == Some(one)),
        "the octets are the right ones in base64 with + and /; base64url is due (RFC 7515, 2)",
    ),
    (
        |expected, received| hex_of(expected).is_some_and(|one| base64_of(received) == Some(one)),
        "the octets are the right ones in base64; hexadecimal digits are due",
    ),
    (
        |expected, received| {
            let text = octets(received).and_then(|text| String::from_utf8(text).ok());
            octets(expected).is_some_and(|one| text.and_then(|text| hex_of(&text)) == Some(one))
        },
        "the hexadecimal text of the octets was encoded instead of the octets",
    ),
];

/// What makes the difference between two texts, if they are almost the same.
pub fn of_texts(expected: &str, received: &str) -> Option<&'static str> {
    if expected == received {
        return None;
    }
    let mut rows = SPELLINGS.iter();
    let found = rows.find(|(is_so, _)| is_so(expected, received));
    found.map(|(_, said)| *said)
}

/// What makes the difference between several texts of which one would do, and those that are there.
pub fn among(expected: &str, received: &[&str]) -> Option<&'static str> {
    received.iter().find_map(|one| of_texts(expected, one))
}

/// What is wrong with a time in a claim, in seconds since 1970, that should lie near this moment.
pub fn of_time(stated: f64, now: f64) -> Option<String> {
    if stated >= MILLISECONDS {
        return Some(
            "it counts milliseconds; a NumericDate counts seconds (RFC 7519, 2)".to_owned(),
        );
    }
    let distance = stated - now;
    let hours = (distance / HOUR).round();
    let beside = (distance - hours * HOUR).abs();
    if hours.abs() < 1.0 || hours.abs() > 14.0 || beside > BESIDE_THE_HOUR {
        return None;
    }
    let side = if hours < 0.0 { "behind" } else { "ahead" };
    Some(format!(
        "it lies {:.0} h {side}, as if local time were taken for UTC",
        hours.abs()
    ))
}

/// How far a time lies from this moment, which is the judge's.
pub fn distance(stated: f64, now: f64) -> String {
    let side = if stated < now { "behind" } else { "ahead of" };
    format!(
        "{:.0} s {side} the clock of the judge",
        (stated - now).abs()
    )
}

/// What is to be said of a `kid` that leads to no published key.
pub fn of_kid(stated: &str, published: &[&str]) -> String {
    if published.is_empty() {
        return format!("the token names the key {stated}, and no published key has a name");
    }
    let near = published.iter().find_map(|one| of_texts(one, stated));
    let near = near.map_or(String::new(), |near| format!(": {near}"));
    let published = published.join(", ");
    format!(
        "no published key has the name {stated} that the token gives; those published are {published}{near}"
    )
}

/// What is to be said of a token that is bound to another certificate than the one that was shown, by their thumbprints.
pub fn of_binding(shown: &str, bound: &str) -> Option<String> {
    if shown == bound {
        return None;
    }
    let near = of_texts(shown, bound).map_or(String::new(), |near| format!(": {near}"));
    Some(format!(
        "the thumbprint of the certificate is {shown}, and the token is bound to {bound}{near}"
    ))
}

/// What is wrong with a signature that does not verify. `verifies` tells whether another form of it would, under another algorithm.
pub fn of_signature(
    algorithm: KnownAlgorithm,
    signature: &[u8],
    verifies: impl Fn(KnownAlgorithm, &[u8]) -> bool,
) -> Option<&'static str> {
    match algorithm {
        KnownAlgorithm::Es256 => of_ecdsa(signature, verifies),
        KnownAlgorithm::Rs256 if verifies(KnownAlgorithm::Ps256, signature) => {
            Some("it verifies as PS256, and alg says RS256")
        }
        KnownAlgorithm::Ps256 if verifies(KnownAlgorithm::Rs256, signature) => {
            Some("it verifies as RS256, and alg says PS256")
        }
        _ => None,
    }
}

/// The forms in which libraries give a signature, and that JWS does not take (RFC 7518, 3.4).
fn of_ecdsa(
    signature: &[u8],
    verifies: impl Fn(KnownAlgorithm, &[u8]) -> bool,
) -> Option<&'static str> {
    if let Ok(read) = Signature::from_der(signature) {
        let raw = read.to_bytes();
        return Some(if verifies(KnownAlgorithm::Es256, &raw) {
            "it is DER and verifies as raw r‖s, which was expected (RFC 7518, 3.4)"
        } else {
            "it is DER, and raw r‖s was expected (RFC 7518, 3.4)"
        });
    }
    match signature.len() {
        96 => Some("96 octets are a signature on P-384, which ES384 names"),
        132 => Some("132 octets are a signature on P-521, which ES512 names"),
        60..64 => Some("r or s was not padded to 32 octets"),
        _ => None,
    }
}

/// The curve of a key that is not the one that an algorithm takes.
pub fn of_curve(key: &Map<String, Value>, wanted: &str) -> Option<String> {
    let stated = key.get("crv").and_then(Value::as_str).unwrap_or("no curve");
    (stated != wanted)
        .then(|| format!("the key lies on another curve: {stated} instead of {wanted}"))
}

/// The coordinate of a key that does not have as many octets as the curve wants, leading zeros included (RFC 7518, 6.2.1.2 and 6.2.1.3).
pub fn of_coordinates(key: &Map<String, Value>) -> Option<String> {
    let curve = Curve::of(key)?;
    ["x", "y"].into_iter().find_map(|name| {
        let text = key.get(name)?.as_str()?;
        let length = Base64UrlUnpadded::decode_vec(text).ok()?.len();
        let wanted = curve.width();
        (length != wanted)
            .then(|| format!("{name} has {length} octets, and {curve} wants {wanted}"))
    })
}

fn same_url(one: &str, other: &str) -> bool {
    matches!((Url::parse(one), Url::parse(other)), (Ok(one), Ok(other)) if one == other)
}

/// The two key identifiers of a connector, as one text names them (IDS-G, unique identifier).
fn halves(identifier: &str) -> Option<(&str, &str)> {
    identifier.split_once(":keyid:")
}

fn swapped(expected: &str, received: &str) -> bool {
    let both = halves(expected).zip(halves(received));
    both.is_some_and(|((subject, authority), (first, second))| {
        subject == second && authority == first
    })
}

/// An identifier without what stands between its octets.
fn bare(identifier: &str) -> String {
    let octets = identifier.to_ascii_lowercase().replace("keyid", "");
    octets.replace(':', "")
}

fn octets(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

fn base64_of(text: &str) -> Option<Vec<u8>> {
    let usual = text.replace('-', "+").replace('_', "/");
    let padded = format!("{0:=<1$}", usual, usual.len().next_multiple_of(4));
    Base64::decode_vec(&padded).ok()
}

/// The octets of a hexadecimal text, as tools print fingerprints: with or without colons.
fn hex_of(text: &str) -> Option<Vec<u8>> {
    let digits = text.replace(':', "");
    (digits.len() >= 32).then(|| hex::decode(digits).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The SHA-256 of nothing, in base64url.
    const THUMBPRINT: &str = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
    const IN_HEX: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn said(expected: &str, received: &str) -> &'static str {
        of_texts(expected, received).unwrap_or("nothing")
    }

    #[test]
    fn a_slash_at_the_end_is_named() {
        let bare = "https://das.example/api";
        assert!(said(bare, "https://das.example/api/").contains("slash too many"));
        assert!(said("https://das.example/api/", bare).contains("slash at its end is missing"));
    }

    #[test]
    fn spellings_of_one_name_are_told_apart() {
        assert!(said("das-api", "das-api ").contains("white space"));
        assert!(said("das-api", "DAS-API").contains("upper and lower case"));
        assert!(said("https://as.example/a", "http://as.example/a").contains("http address"));
        assert!(said("https://as.example/a", "https://as.example:443/a").contains("one address"));
        assert_eq!(of_texts("das-api", "das-api"), None);
        assert_eq!(of_texts("das-api", "another"), None);
    }

    #[test]
    fn a_thumbprint_in_hexadecimal_is_named() {
        assert!(said(THUMBPRINT, IN_HEX).contains("in hexadecimal"));
        let pairs: Vec<String> = IN_HEX
            .as_bytes()
            .chunks(2)
            .map(|pair| String::from_utf8_lossy(pair).to_uppercase())
            .collect();
        assert!(said(THUMBPRINT, &pairs.join(":")).contains("in hexadecimal"));
        let twice = Base64UrlUnpadded::encode_string(IN_HEX.as_bytes());
        assert!(said(THUMBPRINT, &twice).contains("hexadecimal text of the octets"));
    }

    #[test]
    fn padding_and_the_other_alphabet_are_named() {
        assert!(said(THUMBPRINT, &format!("{THUMBPRINT}=")).contains("padded with ="));
        let other = THUMBPRINT.replace('-', "+").replace('_', "/");
        assert!(said(THUMBPRINT, &other).contains("with + and /"));
        assert!(said(THUMBPRINT, &format!("{other}=")).contains("with + and /"));
    }

    #[test]
    fn a_time_in_another_unit_or_zone_is_named() {
        let now = 1_800_000_000.0;
        let said = |stated| of_time(stated, now).unwrap_or_default();
        assert!(said(now * 1000.0).contains("milliseconds"));
        assert!(said(now + 7200.0 + 10.0).contains("2 h ahead"));
        assert!(said(now - 3600.0 + 10.0).contains("1 h behind"));
        assert!(said(now + 60.0).is_empty() && said(now - 1800.0).is_empty());
    }

    #[test]
    fn the_identifier_of_a_connector_in_another_spelling_is_named() {
        let id = "DD:0B:keyid:CB:8C";
        assert!(said(id, "DD:0B:CB:8C").contains("`keyid` is missing"));
        assert!(said(id, "CB:8C:keyid:DD:0B").contains("wrong order"));
        assert!(said(id, "DD0B:keyid:CB8C").contains("without colons"));
        assert!(said(id, "dd:0b:keyid:cb:8c").contains("upper and lower case"));
        assert_eq!(of_texts(id, "DD:0B:keyid:CB:8D"), None);
    }

    #[test]
    fn a_hash_in_base64_is_named_where_hexadecimal_digits_are_due() {
        assert!(said(IN_HEX, THUMBPRINT).contains("hexadecimal digits are due"));
        assert_eq!(of_texts(IN_HEX, &IN_HEX.replace('e', "f")), None);
    }

    #[test]
    fn an_offset_is_told_in_seconds_and_on_its_side() {
        let now = 1_800_000_000.0;
        assert_eq!(
            distance(now - 90.0, now),
            "90 s behind the clock of the judge"
        );
        assert_eq!(
            distance(now + 5.0, now),
            "5 s ahead of the clock of the judge"
        );
    }

    #[test]
    fn a_kid_is_told_beside_those_that_are_published() {
        assert!(of_kid("one", &["two", "three"]).contains("those published are two, three"));
        assert!(of_kid("ONE", &["one"]).contains("upper and lower case"));
        assert!(of_kid("one", &[]).contains("no published key has a name"));
    }

    #[test]
    fn both_thumbprints_of_a_broken_binding_are_told() {
        let said = of_binding(THUMBPRINT, "another").unwrap_or_default();
        assert!(said.contains(THUMBPRINT) && said.ends_with("bound to another"));
        let said = of_binding(THUMBPRINT, IN_HEX).unwrap_or_default();
        assert!(said.contains("in hexadecimal"), "{said}");
        assert_eq!(of_binding(THUMBPRINT, THUMBPRINT), None);
    }

    #[test]
    fn a_signature_in_der_is_named_and_whether_it_would_verify() {
        let raw = [7_u8; 64];
        let signature = Signature::from_slice(&raw).map(|read| read.to_der());
        let der = signature
            .map(|der| der.as_bytes().to_vec())
            .unwrap_or_default();
        let as_raw = |_: KnownAlgorithm, octets: &[u8]| octets == raw;
        let said = of_signature(KnownAlgorithm::Es256, &der, as_raw);
        assert_eq!(
            said.map(|said| said.contains("DER and verifies")),
            Some(true)
        );
        let said = of_signature(KnownAlgorithm::Es256, &der, |_, _| false);
        assert_eq!(
            said.map(|said| said.contains("it is DER, and raw")),
            Some(true)
        );
    }

    #[test]
    fn another_curve_or_padding_of_rsa_is_named() {
        let said = of_signature(KnownAlgorithm::Es256, &[1; 96], |_, _| false);
        assert_eq!(said.map(|said| said.contains("P-384")), Some(true));
        let said = of_signature(KnownAlgorithm::Rs256, &[1; 256], |known, _| {
            known == KnownAlgorithm::Ps256
        });
        assert_eq!(said, Some("it verifies as PS256, and alg says RS256"));
        let key: Map<String, Value> = [("crv".to_owned(), "P-384".into())].into_iter().collect();
        let said = of_curve(&key, "P-256");
        assert_eq!(
            said.as_deref(),
            Some("the key lies on another curve: P-384 instead of P-256")
        );
    }

    #[test]
    fn a_coordinate_is_as_long_as_its_curve_wants() {
        let said = |curve: &str, [x, y]: [usize; 2]| {
            let [x, y] = [x, y].map(|length| Base64UrlUnpadded::encode_string(&vec![1; length]));
            let key = serde_json::json!({ "kty": "EC", "crv": curve, "x": x, "y": y });
            of_coordinates(key.as_object()?)
        };
        assert_eq!(said("P-256", [32, 32]), None);
        assert_eq!(said("P-521", [66, 66]), None);
        assert_eq!(said("secp256k1", [31, 32]), None);
        let short = said("P-256", [31, 32]);
        assert_eq!(
            short.as_deref(),
            Some("x has 31 octets, and P-256 wants 32")
        );
        let long = said("P-384", [48, 49]);
        assert_eq!(long.as_deref(), Some("y has 49 octets, and P-384 wants 48"));
    }
}
