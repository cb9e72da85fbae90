//! The central directory and the local headers, read side by side.
//!
//! Readers differ in which of the two they believe; here they must agree. What lies between,
//! in front of and behind the entries is measured, so that nothing can hide there.

use super::record::{
    DESCRIPTOR, Description, DirectoryEntry, END, EndRecord, Fields, LOCAL, ZIP64_LOCATOR,
    local_header,
};
use super::{ZipDefect, names};
use crate::content::ContentError;

/// A comment is at most this long, and with it the way from the end record to the end.
const COMMENT_LIMIT: usize = u16::MAX as usize;
/// The flag for sizes that stand behind the data.
const SIZES_BEHIND: u16 = 1 << 3;

/// An archive whose records are whole and agree.
pub(super) struct Archive<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) entries: Vec<Entry<'a>>,
    /// Where the directory begins.
    pub(super) directory_start: usize,
    /// Where the comment ends, and with it the archive.
    pub(super) end: usize,
}

/// An entry: what the directory says, and its compressed bytes.
pub(super) struct Entry<'a> {
    pub(super) listed: DirectoryEntry,
    pub(super) local_extra: &'a [u8],
    pub(super) data: &'a [u8],
    /// Where its local header begins and its data, with a descriptor, end.
    pub(super) span: std::ops::Range<usize>,
}

impl Entry<'_> {
    /// The name for people: unreadable bytes are replaced.
    pub(super) fn name(&self) -> String {
        String::from_utf8_lossy(&self.listed.description.name).into_owned()
    }
}

/// Whether the bytes begin as an archive does.
pub(in crate::content) fn starts_as_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(&LOCAL) || bytes.starts_with(&END)
}

/// Whether a reader that searches from the end would find an archive.
pub(in crate::content) fn has_end_record(bytes: &[u8]) -> bool {
    end_record(bytes).is_some()
}

/// Whether the directory lies right in front of its end record, in an archive of which only the last bytes are at hand.
pub(in crate::content) fn directory_fits(tail: &[u8], size: u64) -> Result<(), ContentError> {
    let (position, record) = end_record(tail).ok_or(ZipDefect::NoEndRecord)?;
    refuse_unsupported(tail, position, &record)?;
    let behind = tail.len() - position - EndRecord::LENGTH - usize::from(record.comment);
    if behind > 0 {
        let count = behind as u64;
        return Err(ContentError::BytesBehind { count });
    }
    let end = size - (tail.len() - position) as u64;
    if u64::from(record.directory_offset) + u64::from(record.directory_size) == end {
        Ok(())
    } else {
        Err(ZipDefect::DirectoryMisplaced.into())
    }
}

/// The last end record whose comment fits into the bytes.
fn end_record(bytes: &[u8]) -> Option<(usize, EndRecord)> {
    let last = bytes.len().checked_sub(EndRecord::LENGTH)?;
    let first = last.saturating_sub(COMMENT_LIMIT);
    (first..=last).rev().find_map(|position| {
        let record = EndRecord::read(&bytes[position..])?;
        let end = position + EndRecord::LENGTH + usize::from(record.comment);
        (end <= bytes.len()).then_some((position, record))
    })
}

impl<'a> Archive<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, ZipDefect> {
        let (end, record) = end_record(bytes).ok_or(ZipDefect::NoEndRecord)?;
        refuse_unsupported(bytes, end, &record)?;
        let size = record.directory_size as usize;
        let start = end.checked_sub(size).ok_or(ZipDefect::DirectoryMisplaced)?;
        // Bytes in front of an archive shift everything, unless its offsets count them.
        let shift = start
            .checked_sub(record.directory_offset as usize)
            .ok_or(ZipDefect::DirectoryMisplaced)?;
        let listed = listed(&bytes[start..end], record.entries)?;
        let entries = listed.into_iter().enumerate().map(|(index, listed)| {
            entry(&bytes[..start], listed, shift).ok_or(ZipDefect::LocalHeaderDisagrees { index })
        });
        Ok(Self {
            bytes,
            entries: entries.collect::<Result<_, _>>()?,
            directory_start: start,
            end: end + EndRecord::LENGTH + usize::from(record.comment),
        })
    }

    /// Refuses entries that share bytes or use a method that readers need not know.
    pub(super) fn is_plain(&self) -> Result<(), ZipDefect> {
        for (index, entry) in self.entries.iter().enumerate() {
            let is_known = [0, 8].contains(&entry.listed.description.method);
            if !is_known && !names::is_encrypted(entry) {
                return Err(ZipDefect::Method { index });
            }
        }
        let by_offset = self.by_offset();
        for pair in by_offset.windows(2) {
            if pair[0].1.span.end > pair[1].1.span.start {
                return Err(ZipDefect::Overlap { index: pair[1].0 });
            }
        }
        Ok(())
    }

    /// Refuses bytes that belong to no entry: in front, in between, before the directory, behind.
    pub(super) fn has_no_hidden_bytes(&self) -> Result<(), ContentError> {
        let mut covered = 0;
        let starts = self.by_offset().into_iter().map(|(_, entry)| &entry.span);
        for span in starts {
            gap(covered, span.start)?;
            covered = covered.max(span.end);
        }
        gap(covered, self.directory_start)?;
        let count = (self.bytes.len() - self.end) as u64;
        if count > 0 {
            return Err(ContentError::BytesBehind { count });
        }
        Ok(())
    }

    fn by_offset(&self) -> Vec<(usize, &Entry<'a>)> {
        let mut entries: Vec<_> = self.entries.iter().enumerate().collect();
        entries.sort_by_key(|(_, entry)| entry.span.start);
        entries
    }
}

fn gap(covered: usize, start: usize) -> Result<(), ContentError> {
    let count = start.saturating_sub(covered) as u64;
    match (count, covered) {
        (0, _) => Ok(()),
        (count, 0) => Err(ContentError::BytesInFront { count }),
        (count, covered) => Err(ContentError::HiddenBytes {
            offset: covered as u64,
            count,
        }),
    }
}

fn refuse_unsupported(bytes: &[u8], end: usize, record: &EndRecord) -> Result<(), ZipDefect> {
    let locator = end.checked_sub(20).map(|start| &bytes[start..end]);
    let has_locator = locator.is_some_and(|bytes| bytes.starts_with(&ZIP64_LOCATOR));
    let is_overflowed = record.entries == u16::MAX || record.directory_offset == u32::MAX;
    if record.is_split || has_locator || is_overflowed {
        return Err(ZipDefect::Unsupported);
    }
    Ok(())
}

/// The directory, which must hold exactly the promised entries.
fn listed(directory: &[u8], entries: u16) -> Result<Vec<DirectoryEntry>, ZipDefect> {
    let mut fields = Fields(directory);
    let listed = (0..usize::from(entries))
        .map(|index| DirectoryEntry::read(&mut fields).ok_or(ZipDefect::BrokenEntry { index }))
        .collect::<Result<_, _>>()?;
    if fields.0.is_empty() {
        Ok(listed)
    } else {
        Err(ZipDefect::DirectoryMisplaced)
    }
}

/// Finds the local header of a listed entry, if it says the same.
fn entry(before_directory: &[u8], listed: DirectoryEntry, shift: usize) -> Option<Entry<'_>> {
    let start = (listed.header_offset as usize).checked_add(shift)?;
    let (local, local_extra, behind) = local_header(before_directory.get(start..)?)?;
    let expected = &listed.description;
    let (data, behind) = behind.split_at_checked(expected.compressed as usize)?;
    let descriptor = if expected.flags & SIZES_BEHIND == 0 {
        0
    } else {
        descriptor(expected, behind)?
    };
    agrees(expected, &local).then_some(())?;
    let end = before_directory.len() - behind.len() + descriptor;
    Some(Entry {
        listed,
        local_extra,
        data,
        span: start..end,
    })
}

/// Whether a local header says what the directory says. Sizes may be left to the descriptor.
fn agrees(expected: &Description, local: &Description) -> bool {
    let mut completed = local.clone();
    if expected.flags & SIZES_BEHIND != 0 {
        for (field, value) in [
            (&mut completed.crc, expected.crc),
            (&mut completed.compressed, expected.compressed),
            (&mut completed.inflated, expected.inflated),
        ] {
            if *field == 0 {
                *field = value;
            }
        }
    }
    completed == *expected
}

/// The length of the data descriptor, which repeats checksum and sizes, if it says the same.
fn descriptor(expected: &Description, behind: &[u8]) -> Option<usize> {
    let signed = behind.starts_with(&DESCRIPTOR);
    let mut fields = Fields(if signed { &behind[4..] } else { behind });
    let repeated = (fields.long()?, fields.long()?, fields.long()?);
    let same = repeated == (expected.crc, expected.compressed, expected.inflated);
    same.then_some(if signed { 16 } else { 12 })
}
