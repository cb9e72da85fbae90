//! How a caller names a document: kind, number, filing date, access code; and how these details can be wrong.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Map, Value, json};

use super::Office;
use crate::actor::environment::Environment;
use crate::named::named;
use crate::randomness;

/// How long before the present the documents of scenarios were filed, in days.
const AGE: i32 = 200;

/// The details by which a document is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// `documentKindCategory`.
    pub kind: String,
    /// `documentNumber`.
    pub number: String,
    /// `documentDate`.
    pub date: Date,
    /// `dasAccessCode`.
    pub access_code: String,
}

named! {
    /// A detail that does not match the document.
    pub enum WrongDetail {
        /// A number of the same office that nobody registered.
        Number = "a number that is not registered",
        /// A kind under which the number was not registered.
        Kind = "a wrong document kind",
        /// The day before the filing date.
        Date = "a wrong date",
        /// Another code of the same form.
        AccessCode = "a wrong access code",
        /// Both at once.
        DateAndAccessCode = "a wrong date and a wrong access code",
    }
}

named! {
    /// Another spelling of a document number.
    pub enum Spelling {
        /// Its parts run together.
        WithoutSpaces = "without its spaces",
        /// Its serial number and year run together.
        WithoutSlash = "without its slash",
    }
}

impl Identity {
    /// A document of this office that nobody has named before.
    pub fn fresh(environment: &Environment, office: &Office) -> Self {
        Self::numbered(environment, environment.document_number(office.code()))
    }

    /// A document with this number.
    pub fn numbered(environment: &Environment, number: String) -> Self {
        Self {
            kind: "patent".to_owned(),
            number,
            date: day(environment.clock().now()) - AGE.days(),
            access_code: access_code(),
        }
    }

    /// The number that an international application of the office would have.
    pub fn international(environment: &Environment, receiving_office: &str) -> Self {
        let year = day(environment.clock().now()).year();
        let serial = u32::from_be_bytes(randomness::octets()) % 1_000_000;
        Self::numbered(
            environment,
            format!("PCT/{receiving_office}{year}/{serial:06}"),
        )
    }

    /// The details that a body names.
    pub fn read(body: &Value) -> Option<Self> {
        let text = |name: &str| Some(body.get(name)?.as_str()?.to_owned());
        Some(Self {
            kind: text("documentKindCategory")?,
            number: text("documentNumber")?,
            date: text("documentDate")?.parse().ok()?,
            access_code: text("dasAccessCode")?,
        })
    }

    /// The same document with a detail that does not match.
    #[must_use]
    pub fn with(&self, detail: WrongDetail, environment: &Environment, office: &str) -> Self {
        let mut wrong = self.clone();
        match detail {
            WrongDetail::Number => wrong.number = environment.document_number(office),
            WrongDetail::Kind => "design".clone_into(&mut wrong.kind),
            WrongDetail::Date => wrong.date = self.date - 1.day(),
            WrongDetail::AccessCode => wrong.access_code = other_code(&self.access_code),
            WrongDetail::DateAndAccessCode => {
                wrong.date = self.date - 1.day();
                wrong.access_code = other_code(&self.access_code);
            }
        }
        wrong
    }

    /// The same document with its number in another spelling; `None` where the number leaves no room for it.
    #[must_use]
    pub fn spelt(&self, spelling: Spelling) -> Option<Self> {
        let left_out = match spelling {
            Spelling::WithoutSpaces => ' ',
            Spelling::WithoutSlash => '/',
        };
        let number = self.number.replace(left_out, "");
        (number != self.number).then(|| Self {
            number,
            ..self.clone()
        })
    }

    /// The details as query parameters.
    pub fn query(&self) -> [(&'static str, String); 4] {
        [
            ("documentKindCategory", self.kind.clone()),
            ("documentNumber", self.number.clone()),
            ("documentDate", self.date.to_string()),
            ("dasAccessCode", self.access_code.clone()),
        ]
    }

    /// The details as members of a body.
    pub fn members(&self) -> Map<String, Value> {
        self.query()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), json!(value)))
            .collect()
    }
}

/// The day of a moment.
pub fn day(moment: Timestamp) -> Date {
    moment.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Four hexadecimal digits in capitals, which both published patterns of access codes allow. No seed tells them, since they would open
/// what could not be withdrawn.
fn access_code() -> String {
    hex::encode_upper(mock_kit::entropy::octets::<2>())
}

/// A code that differs from this one in every digit.
fn other_code(code: &str) -> String {
    let next = |digit: char| match digit {
        '9' => '0',
        'F' => 'A',
        digit => char::from_u32(u32::from(digit) + 1).unwrap_or('0'),
    };
    code.chars().map(next).collect()
}
