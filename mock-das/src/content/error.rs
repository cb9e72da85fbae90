//! Why an uploaded document is refused.

use thiserror::Error;

use super::pdf::PdfDefect;
use super::zip::ZipDefect;
use super::{Check, FormatCategory};

/// A reason to refuse an uploaded document; the endpoints turn it into a DAS code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ContentError {
    /// There are no bytes.
    #[error("accept an empty document")]
    Empty,
    /// There are more bytes than the limit.
    #[error("accept {size} bytes where {limit} are the limit")]
    TooLarge {
        /// Bytes of the document.
        size: u64,
        /// Bytes permitted.
        limit: u64,
    },
    /// The SHA-256 is not the declared one.
    #[error("match the checksum: declared {declared}, found {found}")]
    ChecksumMismatch {
        /// `fileChecksum` of the request for the upload URL.
        declared: String,
        /// SHA-256 of the bytes.
        found: String,
    },
    /// The bytes are not of the declared format.
    #[error("recognise the declared format {declared}: found {}", found.map_or("neither pdf nor zip", FormatCategory::as_str))]
    FormatMismatch {
        /// `fileFormatCategory` of the request for the upload URL.
        declared: FormatCategory,
        /// What the bytes look like.
        found: Option<FormatCategory>,
    },
    /// Bytes lie in front of the document.
    #[error("read the document from its first byte: {count} bytes lie in front")]
    BytesInFront {
        /// How many.
        count: u64,
    },
    /// Bytes lie behind the end of the document.
    #[error("read the document to its last byte: {count} bytes lie behind its end")]
    BytesBehind {
        /// How many.
        count: u64,
    },
    /// Bytes of an archive belong to no entry.
    #[error("account for {count} bytes at offset {offset} of the archive")]
    HiddenBytes {
        /// Where they begin.
        offset: u64,
        /// How many.
        count: u64,
    },
    /// A reader of another format would accept the same bytes.
    #[error("tell the document from a {other} file in the same bytes")]
    SecondFormat {
        /// The other format.
        other: FormatCategory,
    },
    /// Cross-references or page tree of a PDF are not whole.
    #[error("read the PDF: {0}")]
    PdfStructure(#[from] PdfDefect),
    /// The PDF is encrypted.
    #[error("read an encrypted PDF")]
    PdfEncrypted,
    /// The PDF has more pages than the limit.
    #[error("accept {pages} pages where {limit} are the limit")]
    TooManyPages {
        /// Pages found.
        pages: usize,
        /// Pages permitted.
        limit: usize,
    },
    /// The directory of an archive is not whole.
    #[error("read the archive: {0}")]
    ZipDirectory(#[from] ZipDefect),
    /// An entry name leads out of the folder.
    #[error("unpack {name:?} inside its folder")]
    UnsafeName {
        /// The name, as far as it is readable.
        name: String,
    },
    /// Two entries unpack to the same file.
    #[error("unpack {name:?} twice")]
    DuplicateName {
        /// The name.
        name: String,
    },
    /// An entry is a link or a device.
    #[error("unpack {name:?}, which is neither a file nor a folder")]
    NotAFile {
        /// The name.
        name: String,
    },
    /// An entry is encrypted.
    #[error("unpack {name:?}, which is encrypted")]
    EncryptedEntry {
        /// The name.
        name: String,
    },
    /// There are more entries than the limit.
    #[error("accept {entries} entries where {limit} are the limit")]
    TooManyEntries {
        /// Entries found.
        entries: usize,
        /// Entries permitted.
        limit: usize,
    },
    /// An entry inflates beyond the limit.
    #[error("inflate {name:?} beyond {limit} bytes")]
    EntryTooLarge {
        /// The name.
        name: String,
        /// Bytes permitted.
        limit: u64,
    },
    /// The entries together inflate beyond the limit.
    #[error("inflate the archive beyond {limit} bytes")]
    ArchiveTooLarge {
        /// Bytes permitted.
        limit: u64,
    },
    /// An entry inflates to many times its size.
    #[error("inflate {name:?} to more than {limit} times its size")]
    RatioTooHigh {
        /// The name.
        name: String,
        /// Ratio permitted.
        limit: u64,
    },
    /// An entry does not inflate to what its header promises.
    #[error("inflate {name:?} to the promised bytes")]
    DamagedEntry {
        /// The name.
        name: String,
    },
    /// The archive has no PDF.
    #[error("find a PDF in the archive")]
    NoPdfEntry,
    /// A PDF inside the archive is refused.
    #[error("accept the entry {name:?}")]
    Entry {
        /// The name.
        name: String,
        /// Why.
        source: Box<ContentError>,
    },
}

impl ContentError {
    /// The check that refuses.
    pub fn check(&self) -> Check {
        match self {
            Self::Empty | Self::TooLarge { .. } => Check::Size,
            Self::ChecksumMismatch { .. } => Check::Checksum,
            Self::FormatMismatch { .. } => Check::Format,
            Self::BytesInFront { .. }
            | Self::BytesBehind { .. }
            | Self::HiddenBytes { .. }
            | Self::SecondFormat { .. } => Check::Polyglot,
            Self::PdfStructure(_) => Check::PdfStructure,
            Self::PdfEncrypted => Check::PdfEncryption,
            Self::TooManyPages { .. } => Check::PdfPages,
            Self::ZipDirectory(_) => Check::ZipDirectory,
            Self::UnsafeName { .. } => Check::ZipPaths,
            Self::DuplicateName { .. } => Check::ZipDuplicates,
            Self::NotAFile { .. } => Check::ZipLinks,
            Self::EncryptedEntry { .. } => Check::ZipEncryption,
            Self::TooManyEntries { .. }
            | Self::EntryTooLarge { .. }
            | Self::ArchiveTooLarge { .. }
            | Self::RatioTooHigh { .. } => Check::ZipBomb,
            Self::DamagedEntry { .. } | Self::NoPdfEntry => Check::ZipContent,
            Self::Entry { source, .. } => source.check(),
        }
    }
}
