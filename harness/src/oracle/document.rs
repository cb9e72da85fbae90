//! What a certificate of registration says, read by a PDF library that the mocks do not use for it.

use lopdf::Document;

/// A certificate that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// How many pages it has.
    pub pages: usize,
    /// Its text without any spaces, for how a line is set is of no interest.
    text: String,
}

impl Certificate {
    /// Opens a certificate; the error says in words why it cannot be read.
    pub fn read(octets: &[u8]) -> Result<Self, String> {
        if !octets.starts_with(b"%PDF-") {
            return Err("unreadable: it does not begin like a PDF".to_owned());
        }
        if !is_closed(octets) {
            return Err("unreadable: it does not end like a PDF".to_owned());
        }
        let document =
            Document::load_mem(octets).map_err(|error| format!("unreadable: {error}"))?;
        if document.is_encrypted() {
            return Err("unreadable: it wants a password".to_owned());
        }
        let pages: Vec<u32> = document.get_pages().into_keys().collect();
        if pages.is_empty() {
            return Err("unreadable: it has no page".to_owned());
        }
        let text = document.extract_text(&pages).unwrap_or_default();
        Ok(Self {
            pages: pages.len(),
            text: compact(&text),
        })
    }

    /// Whether any text could be made out; fonts can be such that none can.
    pub fn is_legible(&self) -> bool {
        !self.text.is_empty()
    }

    /// Whether a text stands in it, whatever its capitals and spaces.
    pub fn shows(&self, text: &str) -> bool {
        self.text.contains(&compact(text))
    }

    /// Whether a day stands in it, in one of the usual notations.
    pub fn shows_day(&self, day: jiff::civil::Date) -> bool {
        let notations = [
            "%Y-%m-%d",
            "%d.%m.%Y",
            "%d/%m/%Y",
            "%m/%d/%Y",
            "%-d %B %Y",
            "%B %-d, %Y",
            "%Y/%m/%d",
            "%Y%m%d",
        ];
        notations
            .iter()
            .any(|notation| self.shows(&day.strftime(notation).to_string()))
    }
}

/// Whether the end marker stands where readers look for it (ISO 32000-1, 7.5.5): some of them mend what is cut off, others do not.
fn is_closed(octets: &[u8]) -> bool {
    let tail = &octets[octets.len().saturating_sub(1024)..];
    let has = |marker: &[u8]| tail.windows(marker.len()).any(|window| window == marker);
    has(b"startxref") && has(b"%%EOF")
}

fn compact(text: &str) -> String {
    let visible = text.chars().filter(|character| !character.is_whitespace());
    visible.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::actor::documents::{Artefact, pdf};

    #[test]
    fn a_certificate_shows_what_is_printed_on_it() {
        let certificate =
            Certificate::read(&pdf::of_pages("AT A 1017/2026 of 2025-06-19", 1)).unwrap();
        assert!(certificate.is_legible());
        assert!(certificate.shows("at a1017/2026"));
        assert!(!certificate.shows("AT A 1018/2026"));
        assert!(certificate.shows_day(date(2025, 6, 19)));
        assert!(!certificate.shows_day(date(2025, 6, 20)));
    }

    #[test]
    fn a_day_may_be_written_in_words() {
        let certificate = Certificate::read(&pdf::of_pages("filed on 19 June 2025", 1)).unwrap();
        assert!(certificate.shows_day(date(2025, 6, 19)));
    }

    #[test]
    fn half_a_certificate_is_unreadable() {
        let half = Artefact::CutOffPdf.make("label").content;
        assert!(Certificate::read(&half).unwrap_err().contains("unreadable"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_octets_are_read_or_refused(octets: Vec<u8>) {
            let _ = Certificate::read(&octets);
            let _ = Certificate::read(&[b"%PDF-1.4\n", octets.as_slice()].concat());
        }

        #[test]
        fn any_damage_is_read_or_refused(at in 0_usize..800, octet: u8) {
            let mut document = pdf::of_pages("label", 2);
            let at = at % document.len();
            document[at] = octet;
            let _ = Certificate::read(&document);
        }
    }
}
