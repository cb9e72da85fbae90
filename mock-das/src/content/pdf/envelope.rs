//! That the bytes are one PDF and nothing beside it.

use super::cursor::leading_whitespace;
use crate::content::search::{find, find_last};
use crate::content::{ContentError, FormatCategory, zip};

/// Readers look for the header within this many bytes.
const HEADER_WINDOW: usize = 1024;
const END_MARKER: &[u8] = b"%%EOF";

/// Whether readers would take the bytes for a PDF, perhaps with junk in front.
pub(in crate::content) fn has_header_near_start(bytes: &[u8]) -> bool {
    header(bytes).is_some()
}

/// Refuses bytes before the header, bytes behind the last end marker, and a second file that
/// a ZIP reader would find at the end.
pub(super) fn holds_one_file(bytes: &[u8]) -> Result<(), ContentError> {
    starts_with_header(bytes)?;
    ends_with_marker(bytes)?;
    if zip::has_end_record(bytes) {
        return Err(ContentError::SecondFormat {
            other: FormatCategory::Zip,
        });
    }
    Ok(())
}

/// Refuses bytes in front of the header.
pub(in crate::content) fn starts_with_header(bytes: &[u8]) -> Result<(), ContentError> {
    match header(bytes) {
        Some(0) => Ok(()),
        found => Err(ContentError::BytesInFront {
            count: found.unwrap_or(bytes.len()) as u64,
        }),
    }
}

/// Refuses bytes behind the last end marker.
pub(in crate::content) fn ends_with_marker(bytes: &[u8]) -> Result<(), ContentError> {
    let end = find_last(bytes, END_MARKER).map_or(0, |position| position + END_MARKER.len());
    let behind = &bytes[end..];
    if leading_whitespace(behind) == behind.len() {
        return Ok(());
    }
    Err(ContentError::BytesBehind {
        count: behind.len() as u64,
    })
}

fn header(bytes: &[u8]) -> Option<usize> {
    let window = &bytes[..bytes.len().min(HEADER_WINDOW)];
    [b"%PDF-1.", b"%PDF-2."]
        .iter()
        .filter_map(|version| find(window, *version))
        .min()
}
