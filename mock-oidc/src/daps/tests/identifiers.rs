//! Identifiers are read in every spelling that means the same, and written in one.

use openssl::x509::X509;
use proptest::prelude::*;

use super::bench::certificate;
use crate::daps::ConnectorId;

/// The example of the text.
const EXAMPLE: &str = "DD:CB:FD:0B:93:84:33:01:11:EB:5D:94:94:88:BE:78:7D:57:FC:4A:keyid:CB:8C:C7:B6:85:79:A8:23:A6:CB:15:AB:17:50:2F:E6:65:43:5D:E8";

fn read(text: &str) -> Option<ConnectorId> {
    text.parse().ok()
}

#[test]
fn the_example_is_read_and_written_alike() {
    assert_eq!(read(EXAMPLE).unwrap().to_string(), EXAMPLE);
}

#[test]
fn other_spellings_mean_the_same() {
    for spelt in [EXAMPLE.to_lowercase(), EXAMPLE.replace("keyid:", "")] {
        assert_eq!(read(&spelt), read(EXAMPLE), "{spelt}");
    }
}

#[test]
fn what_names_no_two_keys_is_no_identifier() {
    let half = EXAMPLE.split(":keyid").next().unwrap();
    let others = [
        "",
        "democonnector1",
        half,
        &format!("{half}:keyid:"),
        &format!(":keyid:{half}"),
        &EXAMPLE.replace("DD:", "D:"),
        &EXAMPLE.replace("DD:", "+D:"),
        &EXAMPLE.replace(':', ""),
        &format!("{EXAMPLE}:keyid:AA"),
    ];
    for text in others {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn the_authority_is_part_of_the_identifier() {
    let (here, there) = (
        certificate("c", [1; 20], [2; 20]),
        certificate("c", [1; 20], [3; 20]),
    );
    let [here, there] = [here, there].map(|made| {
        let certificate = X509::from_pem(made.enrolment.certificate_pem.as_bytes()).unwrap();
        ConnectorId::of_certificate(&certificate).unwrap()
    });
    assert_eq!(here.subject_key, there.subject_key);
    assert_ne!(here, there);
}

proptest! {
    #[test]
    fn every_identifier_is_read_as_it_is_written(subject_key: [u8; 20], authority_key: [u8; 20]) {
        let id = ConnectorId {
            subject_key: subject_key.to_vec(),
            authority_key: authority_key.to_vec(),
        };
        let written = id.to_string();
        prop_assert_eq!(read(&written), Some(id.clone()));
        prop_assert_eq!(read(&written.to_lowercase()), Some(id.clone()));
        prop_assert_eq!(read(&written.replace("keyid:", "")), Some(id));
    }

    #[test]
    fn what_is_read_is_written_in_one_spelling(text in "([0-9a-fA-F]{2}:){1,40}(keyid:)?([0-9a-fA-F]{2}:){0,40}[0-9a-fA-F]{2}") {
        if let Some(id) = read(&text) {
            prop_assert_eq!(read(&id.to_string()), Some(id));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text: String) {
        let _ = read(&text);
    }
}
