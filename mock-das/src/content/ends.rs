//! The examination of a document that is too large to lie in memory: by its checksum, its magic and its two ends.
//!
//! The checksum is that of the stream as it arrived. What lies between the ends is not looked at, so that only what every reader looks
//! for first is certain: the format, where the document ends, and that its index lies where the end says.

use super::pdf::{self, PdfDefect};
use super::zip;
use super::{Checks, ContentError, FormatCategory, Limits, checksum, format};

/// A document of which only the ends are at hand.
#[derive(Debug, Clone, Copy)]
pub struct Ends<'a> {
    /// The SHA-256 of the whole, in lowercase hexadecimal.
    pub checksum: &'a str,
    /// The octets of the whole.
    pub size: u64,
    /// The first octets.
    pub head: &'a [u8],
    /// The last octets.
    pub tail: &'a [u8],
}

impl Ends<'_> {
    /// Examines the document as far as its ends show it.
    pub fn examine(
        &self,
        declared: FormatCategory,
        declared_checksum: &str,
        limits: &Limits,
        checks: Checks,
    ) -> Result<(), ContentError> {
        checks.settle(self.size_within(limits))?;
        checks.settle(checksum::agrees(declared_checksum, self.checksum))?;
        let found = self.recognise();
        checks.settle(format::agrees(declared, found))?;
        match found.unwrap_or(declared) {
            FormatCategory::Pdf => self.examine_pdf(checks),
            FormatCategory::Zip => self.examine_zip(checks),
        }
    }

    fn size_within(&self, limits: &Limits) -> Result<(), ContentError> {
        let (size, limit) = (self.size, limits.bytes);
        if size > limit {
            return Err(ContentError::TooLarge { size, limit });
        }
        Ok(())
    }

    fn recognise(&self) -> Option<FormatCategory> {
        if zip::starts_as_archive(self.head) {
            Some(FormatCategory::Zip)
        } else if pdf::has_header_near_start(self.head) {
            Some(FormatCategory::Pdf)
        } else {
            zip::has_end_record(self.tail).then_some(FormatCategory::Zip)
        }
    }

    fn examine_pdf(&self, checks: Checks) -> Result<(), ContentError> {
        checks.settle(pdf::starts_with_header(self.head))?;
        checks.settle(pdf::ends_with_marker(self.tail))?;
        checks.settle(self.hides_no_archive())?;
        checks.settle(self.has_a_startxref())?;
        Ok(())
    }

    fn hides_no_archive(&self) -> Result<(), ContentError> {
        let other = FormatCategory::Zip;
        if zip::has_end_record(self.tail) {
            Err(ContentError::SecondFormat { other })
        } else {
            Ok(())
        }
    }

    fn has_a_startxref(&self) -> Result<(), ContentError> {
        let (position, offset) = pdf::last_startxref(self.tail).ok_or(PdfDefect::NoStartxref)?;
        let behind = (self.tail.len() - position) as u64;
        let offset = offset as u64;
        if offset < self.size - behind {
            Ok(())
        } else {
            Err(PdfDefect::NoSection { offset }.into())
        }
    }

    fn examine_zip(&self, checks: Checks) -> Result<(), ContentError> {
        let starts = zip::starts_as_archive(self.head);
        let front = ContentError::BytesInFront { count: 1 };
        checks.settle(starts.then_some(()).ok_or(front))?;
        checks.settle(zip::directory_fits(self.tail, self.size))?;
        Ok(())
    }
}
