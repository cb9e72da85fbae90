//! How a request names a document, and the parent application of a foreign one.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::fields::{Fields, malformed};
use crate::das::Das;
use crate::das_error::Reason;
use crate::faults::registration as faulty;
use crate::number::{DocumentKind, DocumentNumber, NumberError};
use crate::state::registration::{DocumentKey, Parent, StatedIdentity};

/// Number, kind, date and access code of a document that is asked for, all of which must be there and well formed.
///
/// A number that no document of its kind can bear is not registered: a wrong kind looks like a wrong number.
pub fn stated(das: &Das, fields: &Fields) -> Result<StatedIdentity, Reason> {
    stated_with(das, fields, DocumentNumber::parse).map_err(|reason| unregistered(fields, reason))
}

fn unregistered(fields: &Fields, reason: Reason) -> Reason {
    let number = fields.required("documentNumber");
    let kind = fields.required("documentKindCategory");
    match (reason, number, kind) {
        (Reason::Malformed { field, .. }, Ok(number), Ok(kind)) if field == "documentNumber" => {
            Reason::NotRegistered {
                number: number.to_owned(),
                kind: kind.to_owned(),
            }
        }
        (reason, ..) => reason,
    }
}

/// The same from an office about its own documents, whose numbers it may write without its code.
pub fn stated_by(das: &Das, fields: &Fields, office: &str) -> Result<StatedIdentity, Reason> {
    let parse = |text: &str, kind| DocumentNumber::parse_of(office, text, kind);
    stated_with(das, fields, parse)
}

fn stated_with(das: &Das, fields: &Fields, parse: impl Parse) -> Result<StatedIdentity, Reason> {
    let (number, spelling, kind) = number_with(fields, parse)?;
    Ok(StatedIdentity {
        number,
        spelling,
        kind,
        date: fields.date("documentDate")?,
        access_code: access_code(das, fields)?,
    })
}

/// How a text becomes a number.
trait Parse: Fn(&str, DocumentKind) -> Result<DocumentNumber, NumberError> {}

impl<F: Fn(&str, DocumentKind) -> Result<DocumentNumber, NumberError>> Parse for F {}

/// Number and kind alone.
pub fn number(fields: &Fields) -> Result<(DocumentNumber, String, DocumentKind), Reason> {
    number_with(fields, DocumentNumber::parse)
}

fn number_with(
    fields: &Fields,
    parse: impl Parse,
) -> Result<(DocumentNumber, String, DocumentKind), Reason> {
    let kind = DocumentKind::from_wire(fields.required("documentKindCategory")?);
    let kind = kind.ok_or_else(|| malformed("documentKindCategory", "a known kind"))?;
    let spelling = fields.required("documentNumber")?;
    let number = parse(spelling, kind)
        .map_err(|_| malformed("documentNumber", "a number as the office writes it"))?;
    Ok((number, spelling.to_owned(), kind))
}

fn access_code(das: &Das, fields: &Fields) -> Result<String, Reason> {
    let code = fields.required("dasAccessCode")?;
    if das.variant.access_code.admits(code) {
        return Ok(code.to_ascii_uppercase());
    }
    Err(malformed("dasAccessCode", "an access code"))
}

/// Under which key a document is found: every spelling of a number reaches it (DAS-API-REG-09).
pub fn key(das: &Das, number: &DocumentNumber, spelling: &str, kind: DocumentKind) -> DocumentKey {
    let by_letter = das
        .faults
        .commits(&faulty::COMPARES_NUMBERS_LETTER_BY_LETTER);
    let number = if by_letter {
        spelling
    } else {
        number.canonical()
    };
    DocumentKey {
        number: number.to_owned(),
        kind,
    }
}

/// The same for a document as it was stated.
pub fn key_of(das: &Das, stated: &StatedIdentity) -> DocumentKey {
    key(das, &stated.number, &stated.spelling, stated.kind)
}

/// The three details of a parent application: all of them or none.
pub fn parent(das: &Das, fields: &Fields) -> Result<Option<Parent>, Reason> {
    let category = fields.optional("applicationCategory")?;
    let number = fields.optional("applicationNumber")?;
    let filing_date = fields.optional("applicationFilingDate")?;
    match (category, number, filing_date) {
        (None, None, None) => Ok(None),
        (Some(category), Some(number), Some(_)) => Ok(Some(Parent {
            category: category.to_owned(),
            number: number.to_owned(),
            filing_date: fields.date("applicationFilingDate")?,
        })),
        _ if das.faults.commits(&faulty::TAKES_HALF_A_PARENT) => Ok(None),
        _ => Err(Reason::ParentIncomplete),
    }
}

/// Refuses a filing date that is still to come, anywhere on earth.
pub fn not_in_future(das: &Das, field: &str, date: Date) -> Result<(), Reason> {
    let tomorrow = day(das.clock.now()).tomorrow().unwrap_or(Date::MAX);
    if date > tomorrow {
        return Err(malformed(field, "a date that has come"));
    }
    Ok(())
}

/// The day of a moment, in UTC.
pub fn day(moment: Timestamp) -> Date {
    moment.to_zoned(TimeZone::UTC).date()
}
