//! The chain of cross-reference sections, walked without repairing anything.
//!
//! Common readers rebuild broken cross-references by searching the whole file for objects, so
//! that two readers may see two documents in the same bytes. Here every entry in force must lead
//! to the header of its own object.

use std::collections::{BTreeMap, BTreeSet};

use hayro_syntax::object::{Dict, ObjRef};

use super::PdfDefect;
use super::cursor::Cursor;
use super::section::{self, Place, Section};
use super::stream::Budget;
use crate::content::Limits;
use crate::content::search::find_last;

/// What the chain says: where every object is, and which one is the catalog.
#[derive(Debug)]
pub(super) struct CrossReferences<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) catalog: ObjRef,
    pub(super) is_encrypted: bool,
    places: BTreeMap<u32, Place>,
    /// Offsets at which something begins, so that what stands before it has ended.
    beginnings: Vec<usize>,
}

impl<'a> CrossReferences<'a> {
    /// Walks the chain from `startxref`, newest section first.
    pub(super) fn read(
        bytes: &'a [u8],
        limits: &Limits,
        budget: &mut Budget,
    ) -> Result<Self, PdfDefect> {
        let mut walk = Walk::default();
        let mut awaited = vec![newest_section(bytes).ok_or(PdfDefect::NoStartxref)?];
        while let Some(offset) = awaited.pop() {
            walk.enters(offset, limits)?;
            let section = section::read(bytes, offset, limits.objects, budget)?;
            awaited.extend(offset_in(&section.trailer, "Prev", offset)?);
            // Of a hybrid file: what the table hides from old readers stands in this stream.
            if let Some(hidden) = offset_in(&section.trailer, "XRefStm", offset)? {
                walk.enters(hidden, limits)?;
                walk.takes(section::read(bytes, hidden, limits.objects, budget)?);
            }
            walk.takes(section);
        }
        walk.finish(bytes)
    }

    /// Where an object is.
    pub(super) fn place(&self, number: u32) -> Option<Place> {
        self.places.get(&number).copied()
    }

    /// The bytes from an offset to where the next thing begins: objects do not overlap.
    pub(super) fn extent(&self, offset: usize) -> &'a [u8] {
        let next = self.beginnings.partition_point(|begin| *begin <= offset);
        let end = self.beginnings.get(next).copied();
        self.bytes
            .get(offset..end.unwrap_or(self.bytes.len()))
            .unwrap_or_default()
    }

    /// Refuses entries that do not lead to the header of their object.
    fn lead_to_objects(self) -> Result<Self, PdfDefect> {
        for (number, place) in &self.places {
            if let Place::At { offset, generation } = place {
                let header = Cursor::at(self.bytes, *offset).object_header();
                if header != Some((*number, *generation)) {
                    return Err(PdfDefect::ObjectMissing { number: *number });
                }
            }
        }
        Ok(self)
    }
}

/// What the walk has gathered so far.
#[derive(Default)]
struct Walk {
    sections: BTreeSet<usize>,
    places: BTreeMap<u32, Place>,
    catalog: Option<ObjRef>,
    is_encrypted: bool,
}

impl Walk {
    fn enters(&mut self, offset: usize, limits: &Limits) -> Result<(), PdfDefect> {
        if !self.sections.insert(offset) {
            return Err(PdfDefect::SectionLoop {
                offset: offset as u64,
            });
        }
        if self.sections.len() > limits.sections {
            return Err(PdfDefect::TooManyReferences);
        }
        Ok(())
    }

    /// Takes over a section: what a newer one said stays in force.
    fn takes(&mut self, section: Section<'_>) {
        for (number, place) in section.entries {
            self.places.entry(number).or_insert(place);
        }
        self.catalog = self.catalog.or_else(|| section.trailer.get_ref("Root"));
        self.is_encrypted |= section.trailer.contains_key("Encrypt");
    }

    fn finish(self, bytes: &[u8]) -> Result<CrossReferences<'_>, PdfDefect> {
        let offsets = self.places.values().filter_map(|place| match place {
            Place::At { offset, .. } => Some(*offset),
            Place::Free | Place::Within { .. } => None,
        });
        let mut beginnings: Vec<usize> = offsets.chain(self.sections).collect();
        beginnings.sort_unstable();
        CrossReferences {
            bytes,
            catalog: self.catalog.ok_or(PdfDefect::NoCatalog)?,
            is_encrypted: self.is_encrypted,
            places: self.places,
            beginnings,
        }
        .lead_to_objects()
    }
}

/// The offset that the last `startxref` announces, which is in front of it.
fn newest_section(bytes: &[u8]) -> Option<usize> {
    let (position, offset) = last_startxref(bytes)?;
    (offset < position).then_some(offset)
}

/// Where the last `startxref` stands, and the offset that it announces.
pub(in crate::content) fn last_startxref(bytes: &[u8]) -> Option<(usize, usize)> {
    let keyword = b"startxref";
    let position = find_last(bytes, keyword)?;
    let mut cursor = Cursor::at(bytes, position + keyword.len());
    cursor.skip_whitespace();
    let offset = usize::try_from(cursor.number()?).ok()?;
    cursor.skip_whitespace();
    cursor.keyword(b"%%EOF")?;
    Some((position, offset))
}

/// The offset of another section that a trailer names.
fn offset_in(trailer: &Dict<'_>, key: &str, section: usize) -> Result<Option<usize>, PdfDefect> {
    if !trailer.contains_key(key) {
        return Ok(None);
    }
    let offset = trailer.get::<u32>(key).map(|offset| offset as usize);
    offset.map(Some).ok_or(PdfDefect::BrokenSection {
        offset: section as u64,
    })
}
