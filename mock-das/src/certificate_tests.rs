//! Claims about certificates, made by an independent reader.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use jiff::civil::date;

use super::{Application, CertificateData, TITLE, certificate_pdf};
use crate::content::{Checks, FormatCategory, Limits, checksum, examine};
use crate::number::DocumentKind;

fn data() -> CertificateData {
    CertificateData {
        document_kind: DocumentKind::UtilityModel,
        document_number: "AT GM 50012/2020".into(),
        document_date: date(2020, 1, 31),
        office: "AT".into(),
        application: Some(Application {
            category: "priority document".into(),
            number: "PCT/AT2021/123456".into(),
            filing_date: date(2021, 2, 1),
        }),
        availability_date: date(2022, 3, 4),
        date_of_issue: date(2023, 5, 6),
    }
}

fn text_of(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    document.extract_text(&[1]).unwrap()
}

#[test]
fn every_value_is_shown() {
    let text = text_of(&certificate_pdf(&data()));
    for value in [
        TITLE,
        "utility model",
        "AT GM 50012/2020",
        "2020-01-31",
        "Depositing office: AT",
        "priority document",
        "PCT/AT2021/123456",
        "2021-02-01",
        "2022-03-04",
        "2023-05-06",
    ] {
        assert!(text.contains(value), "{value} is missing in {text}");
    }
}

#[test]
fn without_a_parent_application_nothing_is_said_of_it() {
    let text = text_of(&certificate_pdf(&CertificateData {
        application: None,
        ..data()
    }));
    assert!(!text.contains("Application"), "{text}");
}

#[test]
fn the_certificate_passes_our_own_examination() {
    let pdf = certificate_pdf(&data());
    let limits = Limits::default();
    let examined = examine(
        FormatCategory::Pdf,
        &checksum(&pdf),
        &pdf,
        &limits,
        Checks::ALL,
    );
    assert_eq!(examined.unwrap().pages, 1);
}

#[test]
fn the_same_data_give_the_same_bytes() {
    assert_eq!(certificate_pdf(&data()), certificate_pdf(&data()));
}

#[test]
fn values_cannot_leave_their_string() {
    let office = "A) Tj (B\\ €é\u{4e2d}\n";
    let text = text_of(&certificate_pdf(&CertificateData {
        office: office.into(),
        ..data()
    }));
    assert!(
        text.contains("Depositing office: A) Tj (B\\ €é??"),
        "{text}"
    );
}

#[test]
fn a_long_value_ends_on_the_page() {
    let pdf = certificate_pdf(&CertificateData {
        office: "X".repeat(10_000),
        ..data()
    });
    assert!(pdf.len() < 4000);
}
