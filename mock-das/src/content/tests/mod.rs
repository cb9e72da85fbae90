//! Claims about the examination of documents.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod ends;
mod hostile;
mod pdf;
mod sample;
mod zip;

use super::{
    Check, Checks, ContentError, Ends, Examined, FormatCategory, Limits, checksum, examine,
};

/// Examines bytes under their own checksum with every check.
fn examined(format: FormatCategory, bytes: &[u8]) -> Result<Examined, ContentError> {
    examined_with(format, bytes, Checks::ALL)
}

/// Examines bytes under their own checksum with some checks.
fn examined_with(
    format: FormatCategory,
    bytes: &[u8],
    checks: Checks,
) -> Result<Examined, ContentError> {
    examine(format, &checksum(bytes), bytes, &Limits::default(), checks)
}

/// Asserts that a document is refused by one check, and accepted once that one is left out.
#[track_caller]
fn assert_refused_only_by(check: Check, format: FormatCategory, bytes: &[u8]) {
    let refusal = examined(format, bytes).unwrap_err();
    assert_eq!(refusal.check(), check, "{refusal}");
    let forgetful = examined_with(format, bytes, Checks::ALL.without(check));
    assert!(forgetful.is_ok(), "without the check: {forgetful:?}");
}

#[test]
fn a_wrong_checksum_is_refused() {
    let document = sample::pdf(1);
    let limits = Limits::default();
    let declared = checksum(b"something else");
    let refusal = examine(
        FormatCategory::Pdf,
        &declared,
        &document,
        &limits,
        Checks::ALL,
    )
    .unwrap_err();
    assert_eq!(refusal.check(), Check::Checksum);
    let checks = Checks::ALL.without(Check::Checksum);
    assert!(examine(FormatCategory::Pdf, &declared, &document, &limits, checks).is_ok());
}

#[test]
fn a_checksum_in_capitals_is_not_the_declared_one() {
    let document = sample::pdf(1);
    let declared = checksum(&document).to_uppercase();
    let limits = Limits::default();
    let refusal = examine(
        FormatCategory::Pdf,
        &declared,
        &document,
        &limits,
        Checks::ALL,
    );
    assert_eq!(refusal.unwrap_err().check(), Check::Checksum);
}

#[test]
fn an_empty_document_is_refused() {
    let refusal = examined(FormatCategory::Pdf, b"").unwrap_err();
    assert_eq!(refusal, ContentError::Empty);
}

#[test]
fn a_document_above_the_limit_is_refused() {
    let document = sample::pdf(1);
    let limits = Limits {
        bytes: document.len() as u64 - 1,
        ..Limits::default()
    };
    let declared = checksum(&document);
    let refusal = examine(
        FormatCategory::Pdf,
        &declared,
        &document,
        &limits,
        Checks::ALL,
    );
    assert_eq!(refusal.unwrap_err().check(), Check::Size);
}

#[test]
fn a_document_of_another_format_is_refused() {
    let (pdf, zip) = (sample::pdf(1), sample::zip(&[("a.pdf", &sample::pdf(1))]));
    assert_refused_only_by(Check::Format, FormatCategory::Zip, &pdf);
    assert_refused_only_by(Check::Format, FormatCategory::Pdf, &zip);
}

#[test]
fn bytes_of_no_format_are_refused() {
    let refusal = examined(FormatCategory::Pdf, b"GIF89a").unwrap_err();
    assert_eq!(refusal.check(), Check::Format);
}

#[test]
fn a_set_lacks_only_what_was_left_out() {
    let checks = Checks::ALL.without(Check::ZipBomb);
    assert!(!checks.contains(Check::ZipBomb));
    assert!(checks.contains(Check::ZipContent));
    assert!(checks.contains(Check::Size));
}
