//! The certificate of registration that an office downloads for a registered document.
//!
//! That a certificate is served as PDF is published; what it shows is our proposal: the identity
//! of the document, its office, and when it became available.

use jiff::civil::Date;
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use crate::number::DocumentKind;

const TITLE: &str = "Certificate of registration";
const A4: Rect = Rect {
    x1: 0.0,
    y1: 0.0,
    x2: 595.0,
    y2: 842.0,
};
const MARGIN: f32 = 72.0;
const TITLE_SIZE: f32 = 18.0;
const TEXT_SIZE: f32 = 11.0;
const LEADING: f32 = 20.0;
/// The longest value of a line, so that it ends on the page.
const VALUE_LIMIT: usize = 72;

const CATALOG: Ref = Ref::new(1);
const PAGE_TREE: Ref = Ref::new(2);
const PAGE: Ref = Ref::new(3);
const FONT: Ref = Ref::new(4);
const CONTENT: Ref = Ref::new(5);
const INFORMATION: Ref = Ref::new(6);
const FONT_NAME: Name<'static> = Name(b"F1");

/// What a certificate shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateData {
    /// `documentKindCategory`.
    pub document_kind: DocumentKind,
    /// `documentNumber` in its canonical spelling.
    pub document_number: String,
    /// `documentDate`.
    pub document_date: Date,
    /// The depositing office.
    pub office: String,
    /// The application in which the office holds the document, where it is another one.
    pub application: Option<Application>,
    /// `documentAvailabilityDate`.
    pub availability_date: Date,
    /// The day on which this certificate is made.
    pub date_of_issue: Date,
}

/// The parent application: all of it or nothing is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// `applicationCategory`.
    pub category: String,
    /// `applicationNumber`.
    pub number: String,
    /// `applicationFilingDate`.
    pub filing_date: Date,
}

impl CertificateData {
    fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = vec![
            ("Document kind", self.document_kind.to_string()),
            ("Document number", self.document_number.clone()),
            ("Document date", self.document_date.to_string()),
            ("Depositing office", self.office.clone()),
        ];
        lines.extend(self.application.iter().flat_map(Application::lines));
        lines.push(("Available since", self.availability_date.to_string()));
        lines.push(("Date of issue", self.date_of_issue.to_string()));
        lines
    }
}

impl Application {
    fn lines(&self) -> [(&'static str, String); 3] {
        [
            ("Application category", self.category.clone()),
            ("Application number", self.number.clone()),
            ("Application filing date", self.filing_date.to_string()),
        ]
    }
}

/// Makes the certificate: one page of text. The same data give the same bytes.
pub fn certificate_pdf(data: &CertificateData) -> Vec<u8> {
    let mut pdf = Pdf::new();
    pdf.catalog(CATALOG).pages(PAGE_TREE);
    pdf.pages(PAGE_TREE).kids([PAGE]).count(1);
    write_page(&mut pdf);
    pdf.type1_font(FONT)
        .base_font(Name(b"Helvetica"))
        .encoding_predefined(Name(b"WinAnsiEncoding"));
    pdf.stream(CONTENT, &text(data));
    pdf.document_info(INFORMATION).title(TextStr(TITLE));
    pdf.finish()
}

fn write_page(pdf: &mut Pdf) {
    let mut page = pdf.page(PAGE);
    page.parent(PAGE_TREE).media_box(A4).contents(CONTENT);
    page.resources().fonts().pair(FONT_NAME, FONT);
    page.finish();
}

fn text(data: &CertificateData) -> Vec<u8> {
    let mut content = Content::new();
    content.begin_text();
    content.set_leading(LEADING);
    content.set_font(FONT_NAME, TITLE_SIZE);
    content.next_line(MARGIN, A4.y2 - MARGIN - TITLE_SIZE);
    content.show(Str(TITLE.as_bytes()));
    content.set_font(FONT_NAME, TEXT_SIZE);
    content.next_line(0.0, -LEADING);
    for (label, value) in data.lines() {
        content.next_line_using_leading();
        content.show(Str(&win_ansi(&format!("{label}: {}", shortened(&value)))));
    }
    content.end_text();
    content.finish().to_vec()
}

fn shortened(value: &str) -> String {
    value.chars().take(VALUE_LIMIT).collect()
}

/// The text in the encoding of the font; what it lacks becomes a question mark.
fn win_ansi(text: &str) -> Vec<u8> {
    text.chars()
        .map(|character| win_ansi_byte(character).unwrap_or(b'?'))
        .collect()
}

fn win_ansi_byte(character: char) -> Option<u8> {
    /// The characters at 0x80 to 0x9F; a space where there is none.
    const UPPER_CONTROLS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
    match character {
        ' '..='~' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(character)).ok(),
        _ => {
            let place = UPPER_CONTROLS
                .chars()
                .position(|known| known == character)?;
            u8::try_from(0x80 + place).ok()
        }
    }
}

#[cfg(test)]
#[path = "certificate_tests.rs"]
mod tests;
