//! Document numbers: many spellings, one canonical number.
//!
//! Offices and applicants write the same number in several ways, and DAS finds the document from
//! each of them. What the offices accept is published as one regular expression per office and
//! kind; those that we know stand in `fixtures/number-formats.json`. The number of any other
//! office is its ST.3 code and digits. Spaces and letter case never distinguish two numbers.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest number that is looked at.
const LENGTH_LIMIT: usize = 64;

/// The codes of the International Bureau. It files nothing but what came to it as receiving
/// office, so that a number of its own outside the PCT pattern does not exist.
const INTERNATIONAL_BUREAU: [&str; 2] = ["IB", "WO"];

/// `documentKindCategory`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// A patent application, national or international.
    #[serde(rename = "patent")]
    Patent,
    /// A utility model application.
    #[serde(rename = "utility model")]
    UtilityModel,
    /// An industrial design application.
    #[serde(rename = "design")]
    Design,
    /// A trademark application.
    #[serde(rename = "trademark")]
    Trademark,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::Patent,
        Self::UtilityModel,
        Self::Design,
        Self::Trademark,
    ];

    /// The value on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patent => "patent",
            Self::UtilityModel => "utility model",
            Self::Design => "design",
            Self::Trademark => "trademark",
        }
    }

    /// The kind that is written so on the wire.
    pub fn from_wire(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == value)
    }
}

impl std::fmt::Display for DocumentKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Why a text is no document number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NumberError {
    /// The text is empty or longer than any number.
    #[error("read a number of {length} characters")]
    Length {
        /// Its length in bytes.
        length: usize,
    },
    /// The text has characters other than ASCII letters, digits, spaces and `/ . , -`.
    #[error("read a number with characters other than letters, digits and separators")]
    Characters,
    /// The text matches no format of this kind of document.
    #[error("find the format of the number")]
    UnknownFormat,
}

/// A number in its canonical spelling. Two spellings of the same number are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct DocumentNumber {
    canonical: String,
    #[serde(skip)]
    office: String,
}

impl DocumentNumber {
    /// Reads a number of a document of this kind, in whatever spelling.
    pub fn parse(text: &str, kind: DocumentKind) -> Result<Self, NumberError> {
        let compact = compact(text)?;
        let number = if has_listed_formats(&compact, kind) {
            listed(&compact, kind)
        } else {
            generic(&compact)
        };
        number.ok_or(NumberError::UnknownFormat)
    }

    /// Reads a number as the office itself may write it: without its own code in front.
    pub fn parse_of(office: &str, text: &str, kind: DocumentKind) -> Result<Self, NumberError> {
        let is_bare = text
            .trim_start()
            .starts_with(|first: char| first.is_ascii_digit());
        if is_bare {
            Self::parse(&format!("{office} {text}"), kind)
        } else {
            Self::parse(text, kind)
        }
    }

    /// The canonical spelling.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The ST.3 code of the office where the document was filed; of a PCT number the receiving
    /// office.
    pub fn office(&self) -> &str {
        &self.office
    }

    /// Whether the document was filed with the International Bureau as receiving office. Copies
    /// of such documents are never kept: they pass through the transit zone only.
    pub fn is_ro_ib(&self) -> bool {
        INTERNATIONAL_BUREAU.contains(&self.office.as_str())
    }

    /// Whether the number is that of an international application.
    pub fn is_international(&self) -> bool {
        self.canonical.starts_with(INTERNATIONAL)
    }
}

impl std::fmt::Display for DocumentNumber {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.canonical)
    }
}

/// How numbers of international applications begin.
const INTERNATIONAL: &str = "PCT";

/// One row of `fixtures/number-formats.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    kind: DocumentKind,
    pattern: String,
    office: String,
    canonical: String,
}

struct Format {
    pattern: Regex,
    row: Row,
}

#[expect(
    clippy::expect_used,
    reason = "the table is part of the program, and a test reads it"
)]
static FORMATS: LazyLock<Vec<Format>> = LazyLock::new(|| {
    let text = include_str!("../../fixtures/number-formats.json");
    let rows: Vec<Row> = serde_json::from_str(text).expect("the embedded table is valid");
    rows.into_iter()
        .map(|row| Format {
            pattern: Regex::new(&row.pattern).expect("the embedded patterns are valid"),
            row,
        })
        .collect()
});

/// Digits, perhaps with a series in front and a check character behind.
static GENERIC: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("^(?<office>[A-Z]{2})(?<rest>[A-Z]{0,2}[0-9]{2,20}[A-Z]?)$").ok());

/// The text in capitals and without spaces, if it has nothing but the characters of numbers.
fn compact(text: &str) -> Result<String, NumberError> {
    let length = text.len();
    if length == 0 || length > LENGTH_LIMIT {
        return Err(NumberError::Length { length });
    }
    let is_permitted = |byte: u8| byte.is_ascii_alphanumeric() || b" /.,-".contains(&byte);
    if !text.bytes().all(is_permitted) {
        return Err(NumberError::Characters);
    }
    Ok(text.to_ascii_uppercase().replace(' ', ""))
}

/// Whether the formats of the office for this kind are listed, or the number is of the PCT: then
/// nothing else is accepted.
fn has_listed_formats(compact: &str, kind: DocumentKind) -> bool {
    let is_listed =
        |format: &Format| format.row.kind == kind && compact.starts_with(&format.row.office);
    compact.starts_with(INTERNATIONAL) || FORMATS.iter().any(is_listed)
}

fn listed(compact: &str, kind: DocumentKind) -> Option<DocumentNumber> {
    FORMATS
        .iter()
        .filter(|format| format.row.kind == kind)
        .find_map(|format| {
            let captures = format.pattern.captures(compact)?;
            Some(DocumentNumber {
                canonical: fill(&format.row.canonical, &captures)?,
                office: fill(&format.row.office, &captures)?,
            })
        })
}

fn generic(compact: &str) -> Option<DocumentNumber> {
    let digits = compact.replace(['/', '.', ',', '-'], "");
    let captures = GENERIC.as_ref()?.captures(&digits)?;
    let office = captures["office"].to_owned();
    let is_office = !INTERNATIONAL_BUREAU.contains(&office.as_str());
    is_office.then(|| DocumentNumber {
        canonical: format!("{office} {}", &captures["rest"]),
        office,
    })
}

/// Fills a template: `{name}` is what the pattern captured, `{name:4}` the same with leading
/// zeros taken away and then added up to four digits.
fn fill(template: &str, captures: &Captures<'_>) -> Option<String> {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let (field, behind) = behind.split_once('}')?;
        filled.push_str(before);
        filled.push_str(&value(field, captures)?);
        rest = behind;
    }
    filled.push_str(rest);
    Some(filled)
}

fn value(field: &str, captures: &Captures<'_>) -> Option<String> {
    let Some((name, width)) = field.split_once(':') else {
        return Some(captures.name(field)?.as_str().to_owned());
    };
    let width: usize = width.parse().ok()?;
    let digits = captures.name(name)?.as_str().trim_start_matches('0');
    Some(format!("{digits:0>width$}"))
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
