//! How large and how deep an uploaded document may be.

/// The bounds within which a document is examined.
///
/// No size limit of the REST route is published. The defaults take over the figures that the older
/// TDA exchange calls oversize (50 MB, 1000 pages); the others keep an examination short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest upload, in bytes.
    pub bytes: u64,
    /// Up to this many bytes a document is examined whole, in memory; of a larger one only the ends are.
    pub whole: u64,
    /// The most pages of one PDF.
    pub pages: usize,
    /// The most objects that one PDF may number.
    pub objects: u32,
    /// The most cross-reference sections (the original and its incremental updates) of one PDF.
    pub sections: usize,
    /// The most bytes of the cross-reference streams, object streams and page tree of one PDF,
    /// inflated.
    pub structure_bytes: usize,
    /// The most entries of one archive.
    pub entries: usize,
    /// The most bytes that one entry of an archive may inflate to.
    pub entry_bytes: u64,
    /// The most bytes that all entries of an archive may inflate to together.
    pub total_bytes: u64,
    /// The highest ratio of inflated to compressed bytes of an entry.
    pub ratio: u64,
    /// Up to this many inflated bytes the ratio of an entry is not looked at.
    pub ratio_floor: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 50_000_000,
            whole: 50_000_000,
            pages: 1000,
            objects: 500_000,
            sections: 256,
            structure_bytes: 16 << 20,
            entries: 1000,
            entry_bytes: 50_000_000,
            total_bytes: 200_000_000,
            ratio: 100,
            ratio_floor: 1 << 20,
        }
    }
}
