//! Whether an uploaded document is what it claims to be and harms nobody who opens it.
//!
//! The file state machine validates an upload before it can be bound: checksum, declared format,
//! a readable PDF, an archive whose index matches, a size within the limit. The bytes come from
//! outside, so nothing here trusts a length, an offset or a name that they contain, nothing
//! repairs what is broken, and nothing inflates without a bound.

mod check;
mod checksum;
mod ends;
mod error;
mod format;
mod limits;
mod pdf;
mod search;
mod zip;

#[cfg(test)]
mod tests;

pub use check::{Check, Checks};
pub use checksum::{ChecksumHasher, checksum};
pub use ends::Ends;
pub use error::ContentError;
pub use format::FormatCategory;
pub use limits::Limits;
pub use pdf::PdfDefect;
pub use zip::ZipDefect;

/// What an examination found out about a document that it accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// The format that was declared.
    pub format: FormatCategory,
    /// The SHA-256 of the bytes in lowercase hexadecimal.
    pub checksum: String,
    /// The number of bytes.
    pub size: u64,
    /// The pages of the PDF, or of all PDFs in the archive. Zero where a check was left out and
    /// the document cannot be read.
    pub pages: usize,
    /// The names of an archive's entries, in the order of its directory. Empty for a PDF.
    pub entries: Vec<String>,
}

/// Examines a document with the given checks, in the order in which [`Check`] lists them as far
/// as they apply to the format.
pub fn examine(
    declared: FormatCategory,
    declared_checksum: &str,
    bytes: &[u8],
    limits: &Limits,
    checks: Checks,
) -> Result<Examined, ContentError> {
    checks.settle(size_within(bytes, limits))?;
    let found_checksum = checksum(bytes);
    checks.settle(checksum::agrees(declared_checksum, &found_checksum))?;
    let found = FormatCategory::recognise(bytes);
    checks.settle(format::agrees(declared, found))?;
    let insides = match found.unwrap_or(declared) {
        FormatCategory::Pdf => pdf::examine(bytes, limits, checks).map(Insides::of_pdf),
        FormatCategory::Zip => zip::examine(bytes, limits, checks),
    }?;
    Ok(Examined {
        format: declared,
        checksum: found_checksum,
        size: bytes.len() as u64,
        pages: insides.pages,
        entries: insides.entries,
    })
}

/// How many files a package has; none where it cannot be read.
pub fn files_in(package: &[u8]) -> usize {
    zip::files_in(package)
}

/// The document for whose sake a package was made: the first PDF in it.
pub fn core_pdf(package: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    zip::core_pdf(package, limits)
}

/// What lies inside a document.
#[derive(Debug, Default)]
struct Insides {
    pages: usize,
    entries: Vec<String>,
}

impl Insides {
    fn of_pdf(pages: usize) -> Self {
        Self {
            pages,
            entries: Vec::new(),
        }
    }
}

fn size_within(bytes: &[u8], limits: &Limits) -> Result<(), ContentError> {
    let size = bytes.len() as u64;
    if size == 0 {
        Err(ContentError::Empty)
    } else if size > limits.bytes {
        Err(ContentError::TooLarge {
            size,
            limit: limits.bytes,
        })
    } else {
        Ok(())
    }
}
