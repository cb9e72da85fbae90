//! Claims about documents of which only the ends are looked at.

use super::{Check, Checks, ContentError, Ends, FormatCategory, Limits, checksum, sample};

/// How many octets of each end are at hand.
const END: usize = 200;

fn examined(format: FormatCategory, bytes: &[u8], checks: Checks) -> Result<(), ContentError> {
    let count = END.min(bytes.len());
    let checksum = checksum(bytes);
    let ends = Ends {
        checksum: &checksum,
        size: bytes.len() as u64,
        head: &bytes[..count],
        tail: &bytes[bytes.len() - count..],
    };
    ends.examine(format, &checksum, &Limits::default(), checks)
}

#[track_caller]
fn assert_refused_only_by(check: Check, format: FormatCategory, bytes: &[u8]) {
    let refusal = examined(format, bytes, Checks::ALL).unwrap_err();
    assert_eq!(refusal.check(), check, "{refusal}");
    let forgetful = examined(format, bytes, Checks::ALL.without(check));
    assert!(forgetful.is_ok(), "without the check: {forgetful:?}");
}

#[test]
fn good_documents_are_accepted() {
    let pdf = sample::pdf(40);
    assert!(pdf.len() > 2 * END);
    examined(FormatCategory::Pdf, &pdf, Checks::ALL).unwrap();
    let archive = sample::zip(&[("a.pdf", &pdf)]);
    assert!(archive.len() > 2 * END);
    examined(FormatCategory::Zip, &archive, Checks::ALL).unwrap();
}

#[test]
fn what_lies_around_a_document_is_refused() {
    let pdf = sample::pdf(40);
    let behind = [&pdf[..], b"and more"].concat();
    let front = [b"junk", &pdf[..]].concat();
    assert_refused_only_by(Check::Polyglot, FormatCategory::Pdf, &behind);
    assert_refused_only_by(Check::Polyglot, FormatCategory::Pdf, &front);
    let archive = sample::zip(&[("a.pdf", &pdf)]);
    let behind = [&archive[..], b"and more"].concat();
    assert_refused_only_by(Check::Polyglot, FormatCategory::Zip, &behind);
}

#[test]
fn an_index_that_is_not_where_the_end_says_is_refused() {
    let pdf = sample::pdf(40);
    let cut = [&pdf[..300], &pdf[pdf.len() - 60..]].concat();
    assert_refused_only_by(Check::PdfStructure, FormatCategory::Pdf, &cut);
    let archive = sample::zip(&[("a.pdf", &pdf)]);
    let cut = [&archive[..300], &archive[320..]].concat();
    assert_refused_only_by(Check::ZipDirectory, FormatCategory::Zip, &cut);
}

#[test]
fn another_format_or_checksum_is_refused() {
    let pdf = sample::pdf(40);
    let refusal = examined(FormatCategory::Zip, &pdf, Checks::ALL).unwrap_err();
    assert_eq!(refusal.check(), Check::Format);
    let ends = Ends {
        checksum: &checksum(b"other"),
        size: pdf.len() as u64,
        head: &pdf,
        tail: &pdf,
    };
    let limits = Limits::default();
    let examine = |limits: &Limits| {
        let declared = checksum(&pdf);
        ends.examine(FormatCategory::Pdf, &declared, limits, Checks::ALL)
    };
    assert_eq!(examine(&limits).unwrap_err().check(), Check::Checksum);
    let tight = Limits {
        bytes: 10,
        ..limits
    };
    assert_eq!(examine(&tight).unwrap_err().check(), Check::Size);
}
