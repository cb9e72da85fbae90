//! Objects, found through the cross-references.

use std::collections::BTreeMap;
use std::ops::Range;

use hayro_syntax::object::{Dict, MaybeRef, ObjRef, Object};

use super::PdfDefect;
use super::cross_reference::CrossReferences;
use super::cursor::Cursor;
use super::section::Place;
use super::stream::{self, Budget};

/// The objects of a document. Object streams are decoded when first needed.
pub(super) struct Objects<'a> {
    references: CrossReferences<'a>,
    budget: Budget,
    streams: BTreeMap<u32, Members>,
}

/// A decoded object stream, and where in it which object stands.
struct Members {
    decoded: Vec<u8>,
    spans: BTreeMap<u32, Range<usize>>,
}

impl Members {
    fn get(&self, number: u32) -> Option<&[u8]> {
        self.decoded.get(self.spans.get(&number)?.clone())
    }
}

impl<'a> Objects<'a> {
    pub(super) fn new(references: CrossReferences<'a>, budget: Budget) -> Self {
        Self {
            references,
            budget,
            streams: BTreeMap::new(),
        }
    }

    pub(super) fn catalog(&self) -> ObjRef {
        self.references.catalog
    }

    /// What a reader makes of the dictionary that an object is, if it makes anything of it.
    pub(super) fn read<T>(
        &mut self,
        reference: ObjRef,
        reader: impl FnOnce(&Dict<'_>) -> Option<T>,
    ) -> Result<Option<T>, PdfDefect> {
        let number = reference.obj_number;
        let dictionary = super::dictionary(self.bytes(reference)?);
        let dictionary = dictionary.ok_or(PdfDefect::BrokenObject { number })?;
        let (value, length) = (reader(&dictionary), dictionary.data().len());
        self.budget.spend(length)?;
        Ok(value)
    }

    /// The bytes of an object, from behind its header.
    fn bytes(&mut self, reference: ObjRef) -> Result<&[u8], PdfDefect> {
        let number = reference.obj_number;
        let missing = PdfDefect::ObjectMissing { number };
        match self.references.place(number) {
            Some(Place::At { generation, .. })
                if i64::from(generation) == i64::from(reference.gen_number) =>
            {
                self.in_file(number).ok_or(missing)
            }
            Some(Place::Within { stream }) if reference.gen_number == 0 => {
                self.members(stream)?.get(number).ok_or(missing)
            }
            _ => Err(missing),
        }
    }

    fn in_file(&self, number: u32) -> Option<&'a [u8]> {
        let Place::At { offset, .. } = self.references.place(number)? else {
            return None;
        };
        let mut cursor = Cursor::at(self.references.extent(offset), 0);
        cursor.object_header()?;
        cursor.skip_blank();
        Some(cursor.rest())
    }

    fn members(&mut self, stream: u32) -> Result<&Members, PdfDefect> {
        if !self.streams.contains_key(&stream) {
            let members = self.decode(stream)?;
            self.streams.insert(stream, members);
        }
        self.streams
            .get(&stream)
            .ok_or(PdfDefect::ObjectMissing { number: stream })
    }

    fn decode(&mut self, number: u32) -> Result<Members, PdfDefect> {
        let broken = PdfDefect::BrokenObject { number };
        let bytes = self
            .in_file(number)
            .ok_or(PdfDefect::ObjectMissing { number })?;
        let dictionary = super::dictionary(bytes).ok_or(broken)?;
        let length = self.length(&dictionary).ok_or(broken)?;
        let data = stream::data(&bytes[dictionary.data().len()..], length).ok_or(broken)?;
        let decoded = stream::decode(&dictionary, data, &mut self.budget)?;
        let spans = spans(&dictionary, &decoded).ok_or(broken)?;
        Ok(Members { decoded, spans })
    }

    /// `Length` of a stream, which may be an object of its own.
    fn length(&self, dictionary: &Dict<'_>) -> Option<usize> {
        match dictionary.get_raw::<Object<'_>>("Length")? {
            MaybeRef::Ref(reference) => {
                let number = Cursor::at(self.in_file(reference.obj_number)?, 0).number()?;
                usize::try_from(number).ok()
            }
            MaybeRef::NotRef(length) => usize::try_from(length.into_i32()?).ok(),
        }
    }
}

/// Splits a decoded object stream: `N` pairs of number and offset, then from `First` the objects.
fn spans(dictionary: &Dict<'_>, decoded: &[u8]) -> Option<BTreeMap<u32, Range<usize>>> {
    if !super::names(dictionary, "Type", b"ObjStm") {
        return None;
    }
    let first = usize::try_from(dictionary.get::<u32>("First")?).ok()?;
    let mut cursor = Cursor::at(decoded, 0);
    let mut starts = BTreeMap::new();
    for _ in 0..dictionary.get::<u32>("N")? {
        let number = pair_part(&mut cursor)?;
        let start = first.checked_add(pair_part(&mut cursor)? as usize)?;
        starts.insert(start, number);
    }
    let ends = starts.keys().copied().skip(1).chain([decoded.len()]);
    let spans = starts.iter().zip(ends);
    Some(
        spans
            .map(|((start, number), end)| (*number, *start..end))
            .collect(),
    )
}

fn pair_part(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.skip_whitespace();
    cursor.number()?.try_into().ok()
}
