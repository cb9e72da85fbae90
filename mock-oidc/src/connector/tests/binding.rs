//! A DAT belongs to whoever shows one of the certificates that it lists.

use mock_kit::tls::ClientCertificate;
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::bench::{connector, dat};
use crate::connector::compact::Dat;
use crate::daps::Edition;

fn certificate(octets: &[u8]) -> ClientCertificate {
    ClientCertificate(octets.into())
}

fn fingerprint(octets: &[u8]) -> String {
    let digits = Sha256::digest(octets);
    let digits = digits.iter().map(|octet| format!("{octet:02x}"));
    digits.collect::<Vec<_>>().concat()
}

fn is_shown(listed: &Value, shown: Option<&[u8]>) -> bool {
    let connector = connector(Edition::IdsG);
    let shown = shown.map(certificate);
    connector.is_shown_by(&dat(listed), shown.as_ref()).is_ok()
}

#[test]
fn a_listed_certificate_is_taken_in_every_form_of_the_list() {
    let own = fingerprint(b"own");
    for listed in [
        json!([own]),
        json!([fingerprint(b"earlier"), own]),
        json!(own),
        json!([own.to_uppercase()]),
    ] {
        assert!(is_shown(&listed, Some(b"own")), "{listed}");
    }
}

#[test]
fn any_other_certificate_or_none_is_refused() {
    let listed = json!([fingerprint(b"own")]);
    assert!(!is_shown(&listed, Some(b"another")));
    assert!(!is_shown(&listed, None));
    assert!(!is_shown(&json!([]), Some(b"own")));
    assert!(!is_shown(&json!(null), Some(b"own")));
}

proptest! {
    #[test]
    fn a_certificate_that_is_not_listed_is_never_taken(listed in "[0-9a-f]{0,64}", shown: Vec<u8>) {
        prop_assume!(listed != fingerprint(&shown));
        prop_assert!(!is_shown(&json!([listed]), Some(&shown)));
    }

    #[test]
    fn any_text_is_a_dat_or_not(text: String) {
        let _ = Dat::read(&text);
    }
}
