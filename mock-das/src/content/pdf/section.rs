//! One cross-reference section: a table with its trailer, or a cross-reference stream.

use hayro_syntax::object::{Array, Dict};

use super::PdfDefect;
use super::cursor::{Cursor, decimal};
use super::stream::{self, Budget};

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere: the number is free.
    Free,
    /// At an offset of the file.
    At { offset: usize, generation: u32 },
    /// Within an object stream.
    Within { stream: u32 },
}

/// A section as it stands in the file.
pub(super) struct Section<'a> {
    pub(super) entries: Vec<(u32, Place)>,
    pub(super) trailer: Dict<'a>,
}

/// Reads the section at an offset.
pub(super) fn read<'a>(
    bytes: &'a [u8],
    offset: usize,
    objects: u32,
    budget: &mut Budget,
) -> Result<Section<'a>, PdfDefect> {
    let no_section = PdfDefect::NoSection {
        offset: offset as u64,
    };
    let broken = PdfDefect::BrokenSection {
        offset: offset as u64,
    };
    let mut cursor = Cursor::at(bytes, offset);
    cursor.skip_whitespace();
    if cursor.keyword(b"xref").is_some() {
        return table(&mut cursor, objects).ok_or(broken);
    }
    cursor.object_header().ok_or(no_section)?;
    cursor.skip_blank();
    let (dictionary, data) = raw_stream(cursor.rest()).ok_or(no_section)?;
    let decoded = stream::decode(&dictionary, data, budget)?;
    let entries = stream_entries(&dictionary, &decoded, objects).ok_or(broken)?;
    Ok(Section {
        entries,
        trailer: dictionary,
    })
}

fn table<'a>(cursor: &mut Cursor<'a>, objects: u32) -> Option<Section<'a>> {
    let mut entries = Vec::new();
    cursor.skip_whitespace();
    while let Some(start) = cursor.number() {
        cursor.skip_whitespace();
        let numbers = numbers(start, cursor.number()?, objects)?;
        cursor.skip_whitespace();
        for number in numbers {
            entries.push((number, table_entry(cursor.take(20)?)?));
        }
        within(entries.len(), objects)?;
        cursor.skip_whitespace();
    }
    cursor.keyword(b"trailer")?;
    cursor.skip_blank();
    let trailer = super::dictionary(cursor.rest())?;
    Some(Section { entries, trailer })
}

/// An entry of a table: ten digits, a space, five digits, a space, a letter, two bytes of line end.
fn table_entry(line: &[u8]) -> Option<Place> {
    let offset = usize::try_from(decimal(&line[..10])?).ok()?;
    let generation = u32::try_from(decimal(&line[11..16])?).ok()?;
    match line[17] {
        b'n' => Some(Place::At { offset, generation }),
        b'f' => Some(Place::Free),
        _ => None,
    }
}

fn raw_stream(bytes: &[u8]) -> Option<(Dict<'_>, &[u8])> {
    let dictionary = super::dictionary(bytes)?;
    let is_section = super::names(&dictionary, "Type", b"XRef");
    let length = usize::try_from(dictionary.get::<u32>("Length")?).ok()?;
    let data = stream::data(&bytes[dictionary.data().len()..], length)?;
    is_section.then_some((dictionary, data))
}

fn stream_entries(
    dictionary: &Dict<'_>,
    decoded: &[u8],
    objects: u32,
) -> Option<Vec<(u32, Place)>> {
    let widths = dictionary.get::<[u8; 3]>("W")?.map(usize::from);
    let width: usize = widths.iter().sum();
    if widths.iter().any(|width| *width > 8) || widths[1] == 0 {
        return None;
    }
    let mut rows = decoded.chunks_exact(width);
    let mut entries = Vec::new();
    for (start, count) in subsections(dictionary)? {
        for number in numbers(start, count, objects)? {
            entries.push((number, stream_entry(rows.next()?, widths)?));
        }
        within(entries.len(), objects)?;
    }
    Some(entries)
}

/// The pairs of `Index`: a first object number and a count. By default everything up to `Size`.
fn subsections(dictionary: &Dict<'_>) -> Option<Vec<(u64, u64)>> {
    if !dictionary.contains_key("Index") {
        return Some(vec![(0, u64::from(dictionary.get::<u32>("Size")?))]);
    }
    let index: Vec<u32> = dictionary.get::<Array<'_>>("Index")?.iter().collect();
    let pairs = index.chunks(2).map(|pair| match pair {
        [start, count] => Some((u64::from(*start), u64::from(*count))),
        _ => None,
    });
    pairs.collect()
}

fn stream_entry(row: &[u8], widths: [usize; 3]) -> Option<Place> {
    let (kind, fields) = row.split_at(widths[0]);
    let (second, third) = fields.split_at(widths[1]);
    let kind = if kind.is_empty() { 1 } else { big_endian(kind) };
    match kind {
        0 => Some(Place::Free),
        1 => Some(Place::At {
            offset: usize::try_from(big_endian(second)).ok()?,
            generation: u32::try_from(big_endian(third)).ok()?,
        }),
        2 => Some(Place::Within {
            stream: u32::try_from(big_endian(second)).ok()?,
        }),
        _ => None,
    }
}

fn big_endian(field: &[u8]) -> u64 {
    field
        .iter()
        .fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

fn within(entries: usize, objects: u32) -> Option<()> {
    (entries <= objects as usize).then_some(())
}

/// The object numbers of a subsection, unless there are more than the limit.
fn numbers(start: u64, count: u64, objects: u32) -> Option<std::ops::Range<u32>> {
    let end = start.checked_add(count)?;
    if end > u64::from(objects) {
        return None;
    }
    Some(u32::try_from(start).ok()?..u32::try_from(end).ok()?)
}
