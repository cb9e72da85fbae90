//! Claims about document numbers.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use proptest::prelude::*;

use super::{DocumentKind, DocumentNumber, FORMATS, NumberError};

fn canonical(text: &str, kind: DocumentKind) -> Result<String, NumberError> {
    DocumentNumber::parse(text, kind).map(|number| number.canonical().to_owned())
}

fn patent(text: &str) -> DocumentNumber {
    DocumentNumber::parse(text, DocumentKind::Patent).unwrap()
}

#[test]
fn the_embedded_table_is_read() {
    assert!(FORMATS.len() >= 6);
}

#[test]
fn spellings_of_an_international_number_meet() {
    for spelling in [
        "PCT/IB2021/057271",
        "pct/ib2021/057271",
        "PCT IB2021 057271",
        "PCT/IB 2021/057271",
        "PCTIB2021057271",
        "PCT/RO/IB/2021/057271",
        "PCT/IB2021/57271",
        " PCT / IB2021 / 057271 ",
        "PCT-IB2021-057271",
    ] {
        let number = patent(spelling);
        assert_eq!(number.canonical(), "PCT/IB2021/057271", "{spelling}");
        assert_eq!(number.office(), "IB");
        assert!(number.is_ro_ib() && number.is_international());
    }
}

#[test]
fn the_receiving_office_is_the_office_of_an_international_number() {
    let number = patent("PCT/AT2019/123456");
    assert_eq!(number.office(), "AT");
    assert!(!number.is_ro_ib());
    assert_eq!(patent("PCT/RO2019/123456").office(), "RO");
}

#[test]
fn no_spelling_launders_a_number_of_the_international_bureau() {
    for spelling in [
        "IB 2021057271",
        "IB2021/057271",
        "WO 2021/057271",
        "PCT/2021/057271",
        "PC TIB2021057271 1",
        "PCT/IB2021/0057271",
    ] {
        for kind in DocumentKind::ALL {
            assert!(canonical(spelling, kind).is_err(), "{spelling} as {kind}");
        }
    }
    for kind in [
        DocumentKind::Design,
        DocumentKind::UtilityModel,
        DocumentKind::Trademark,
    ] {
        assert!(canonical("PCT/IB2021/057271", kind).is_err());
    }
}

#[test]
fn austrian_numbers_follow_their_kind() {
    for (text, kind, expected) in [
        ("AT A 1/2019", DocumentKind::Patent, "AT A 1/2019"),
        ("ata00001/2019", DocumentKind::Patent, "AT A 1/2019"),
        ("AT A 12019", DocumentKind::Patent, "AT A 1/2019"),
        (
            "AT GM 50012/2020",
            DocumentKind::UtilityModel,
            "AT GM 50012/2020",
        ),
        ("AT MU 7/2020", DocumentKind::Design, "AT MU 7/2020"),
        ("AT AM 7/2020", DocumentKind::Trademark, "AT AM 7/2020"),
    ] {
        assert_eq!(canonical(text, kind).as_deref(), Ok(expected), "{text}");
    }
    let refused = canonical("AT GM 1/2019", DocumentKind::Patent);
    assert_eq!(refused, Err(NumberError::UnknownFormat));
}

#[test]
fn french_numbers_repeat_their_code_or_not() {
    for spelling in ["FR 1234567", "FR FR1234567", "fr1234567", "FRFR 1234567"] {
        assert_eq!(patent(spelling).canonical(), "FR 1234567", "{spelling}");
    }
    let bare = DocumentNumber::parse_of("FR", "1234567", DocumentKind::Patent);
    assert_eq!(bare.unwrap(), patent("FR 1234567"));
}

#[test]
fn numbers_of_other_offices_are_a_code_and_digits() {
    for (text, expected, office) in [
        ("US 16/123,456", "US 16123456", "US"),
        ("DE 10 2019 123 456.7", "DE 1020191234567", "DE"),
        ("CN 201910123456.X", "CN 201910123456X", "CN"),
        ("ES P201930001", "ES P201930001", "ES"),
    ] {
        assert_eq!(patent(text).canonical(), expected);
        assert_eq!(patent(text).office(), office);
    }
}

#[test]
fn what_is_no_number_is_refused() {
    let long = "US".to_owned() + &"1".repeat(63);
    for (text, error) in [
        ("", NumberError::Length { length: 0 }),
        (long.as_str(), NumberError::Length { length: 65 }),
        ("US 1234\u{ff15}6", NumberError::Characters),
        ("US 1234\t56", NumberError::Characters),
        ("US 12;drop", NumberError::Characters),
        ("   ", NumberError::UnknownFormat),
        ("US", NumberError::UnknownFormat),
        ("12345678", NumberError::UnknownFormat),
    ] {
        assert_eq!(
            canonical(text, DocumentKind::Patent),
            Err(error),
            "{text:?}"
        );
    }
}

#[test]
fn kinds_are_read_as_they_are_written() {
    for kind in DocumentKind::ALL {
        assert_eq!(DocumentKind::from_wire(kind.as_str()), Some(kind));
        let json = serde_json::to_value(kind).unwrap();
        assert_eq!(json, kind.as_str());
    }
    assert_eq!(DocumentKind::from_wire("Patent"), None);
}

fn kinds() -> impl Strategy<Value = DocumentKind> {
    prop::sample::select(DocumentKind::ALL.to_vec())
}

/// Texts that are numbers, or nearly.
fn numbers() -> impl Strategy<Value = String> {
    prop_oneof![
        "PCT/[A-Z]{2}[0-9]{4}/[0-9]{5,6}",
        "AT (A|GM|MU|AM) [0-9]{1,5}/[0-9]{4}",
        "FR (FR)?[0-9]{7}",
        "[A-Z]{2} [A-Z]?[0-9]{4,12}[.]?[0-9X]?",
        "[A-Z/., -]{0,8}[0-9/]{0,12}",
    ]
}

/// The text in small letters and with the spaces somewhere else.
fn respelt(text: &str, spaces: &[prop::sample::Index]) -> String {
    let mut respelt = text.to_lowercase().replace(' ', "");
    for space in spaces {
        respelt.insert(space.index(respelt.len() + 1), ' ');
    }
    respelt
}

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>(), kind in kinds()) {
        let _ = DocumentNumber::parse(&text, kind);
        let _ = DocumentNumber::parse_of("AT", &text, kind);
    }

    #[test]
    fn the_canonical_spelling_is_a_fixed_point(text in numbers(), kind in kinds()) {
        if let Ok(number) = DocumentNumber::parse(&text, kind) {
            let again = DocumentNumber::parse(number.canonical(), kind);
            prop_assert_eq!(again, Ok(number));
        }
    }

    #[test]
    fn spaces_and_case_make_no_other_number(
        text in numbers(),
        kind in kinds(),
        spaces: [prop::sample::Index; 6],
    ) {
        let number = DocumentNumber::parse(&text, kind).ok();
        prop_assert_eq!(DocumentNumber::parse(&respelt(&text, &spaces), kind).ok(), number);
    }
}
