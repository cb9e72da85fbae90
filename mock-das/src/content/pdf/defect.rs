//! What is broken in a PDF.

use thiserror::Error;

/// A part of a PDF that readers would have to repair or guess. Nothing is repaired here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PdfDefect {
    /// No `startxref`, offset and `%%EOF` close the file.
    #[error("find startxref, an offset and the end marker")]
    NoStartxref,
    /// No cross-reference section stands where one is announced.
    #[error("find a cross-reference section at offset {offset}")]
    NoSection {
        /// The announced offset.
        offset: u64,
    },
    /// A cross-reference section is malformed.
    #[error("read the cross-reference section at offset {offset}")]
    BrokenSection {
        /// Where it begins.
        offset: u64,
    },
    /// The chain of sections returns to itself.
    #[error("follow the cross-reference chain, which returns to offset {offset}")]
    SectionLoop {
        /// The section met twice.
        offset: u64,
    },
    /// More sections or objects than the limits permit.
    #[error("keep the cross-references within the limits")]
    TooManyReferences,
    /// The sections name no document catalog.
    #[error("find the document catalog")]
    NoCatalog,
    /// An object does not stand where the cross-references say.
    #[error("find object {number} where its cross-reference points")]
    ObjectMissing {
        /// The object number.
        number: u32,
    },
    /// An object cannot be parsed.
    #[error("read object {number}")]
    BrokenObject {
        /// The object number.
        number: u32,
    },
    /// A stream that carries structure is malformed or uses a filter that has no place there.
    #[error("decode a cross-reference or object stream")]
    BrokenStream,
    /// Cross-reference streams, object streams and page tree together exceed the limit.
    #[error("read cross-references, object streams and page tree within the limit")]
    TooMuchStructure,
    /// A node of the page tree is neither a page nor a list of pages.
    #[error("read node {number} of the page tree")]
    BrokenPageTree {
        /// Its object number.
        number: u32,
    },
    /// A node of the page tree is reached twice.
    #[error("walk the page tree, which reaches node {number} twice")]
    PageTreeLoop {
        /// Its object number.
        number: u32,
    },
    /// The page tree promises another number of pages than it has.
    #[error("find the {promised} pages that the page tree promises: {found} found")]
    PageCount {
        /// `Count` of the root.
        promised: i64,
        /// Pages found.
        found: usize,
    },
    /// There is no page.
    #[error("find a page")]
    NoPage,
}
