//! How a fresh document number is written.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// A number with a serial part, such as `AT A {serial:5}/{year}`.
///
/// Isolation against a real system comes from numbers that were not used before; the serial part provides them. A run takes about a thousand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberTemplate {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Year,
    Serial(u32),
}

/// How many digits a serial part has. With fewer than four a run would soon meet the numbers of the last one, or its own.
const DIGITS: RangeInclusive<u32> = 4..=15;

/// Text that is no template of a number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidNumberTemplate {
    /// There is no serial part, so that two documents would have one number.
    #[error("the number has no `{{serial:N}}`, so every document would have the same")]
    NoSerial,
    /// Braces around something else, or not closed.
    #[error("`{{{0}` is not `{{year}}` or `{{serial:N}}` with N from 4 to 15")]
    UnknownPart(String),
}

impl NumberTemplate {
    /// How many numbers of a year it can write.
    pub fn capacity(&self) -> u64 {
        let digits = self.parts.iter().map(|part| match part {
            Part::Serial(digits) => *digits,
            Part::Text(_) | Part::Year => 0,
        });
        10_u64.pow(digits.max().unwrap_or_default())
    }

    /// The number of the n-th document of a year. Serials beyond the digits begin anew.
    pub fn number(&self, year: i16, serial: u64) -> String {
        self.parts
            .iter()
            .map(|part| part.render(year, serial))
            .collect()
    }
}

impl Part {
    fn render(&self, year: i16, serial: u64) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Year => format!("{year:04}"),
            Self::Serial(digits) => format!(
                "{:0width$}",
                serial % 10_u64.pow(*digits),
                width = *digits as usize
            ),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        match name.split_once(':') {
            None if name == "year" => Some(Self::Year),
            Some(("serial", digits)) => digits
                .parse()
                .ok()
                .filter(|digits| DIGITS.contains(digits))
                .map(Self::Serial),
            _ => None,
        }
    }
}

impl FromStr for NumberTemplate {
    type Err = InvalidNumberTemplate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut pieces = text.split('{');
        let mut parts = vec![Part::Text(pieces.next().unwrap_or_default().to_owned())];
        for piece in pieces {
            let unknown = || InvalidNumberTemplate::UnknownPart(piece.to_owned());
            let (name, text) = piece.split_once('}').ok_or_else(unknown)?;
            parts.push(Part::parse(name).ok_or_else(unknown)?);
            parts.push(Part::Text(text.to_owned()));
        }
        let has_serial = parts.iter().any(|part| matches!(part, Part::Serial(_)));
        if has_serial {
            Ok(Self { parts })
        } else {
            Err(InvalidNumberTemplate::NoSerial)
        }
    }
}

impl fmt::Display for NumberTemplate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Text(text) => formatter.write_str(text),
            Part::Year => formatter.write_str("{year}"),
            Part::Serial(digits) => write!(formatter, "{{serial:{digits}}}"),
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_written_in_the_office_s_manner() {
        let template: NumberTemplate = "AT A {serial:5}/{year}".parse().unwrap();
        assert_eq!(template.number(2026, 42), "AT A 00042/2026");
        assert_eq!(template.number(2026, 1_234_567), "AT A 34567/2026");
        assert_eq!(template.capacity(), 100_000);
    }

    #[test]
    fn a_template_without_a_serial_is_refused() {
        assert_eq!(
            "AT A {year}".parse::<NumberTemplate>(),
            Err(InvalidNumberTemplate::NoSerial)
        );
    }

    #[test]
    fn unknown_parts_are_refused() {
        for text in [
            "{serial:0}",
            "{serial:3}",
            "{serial:16}",
            "{serial}",
            "{serial:6",
            "{day} {serial:4}",
        ] {
            assert!(
                matches!(
                    text.parse::<NumberTemplate>(),
                    Err(InvalidNumberTemplate::UnknownPart(_))
                ),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[{}a-z:0-9 /]{0,40}", serial: u64) {
            if let Ok(template) = text.parse::<NumberTemplate>() {
                prop_assert_eq!(template.to_string().parse::<NumberTemplate>().unwrap(), template.clone());
                template.number(2026, serial);
            }
        }
    }
}
