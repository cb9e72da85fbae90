//! Streams that carry structure: cross-reference streams and object streams.
//!
//! Only what writers use there is accepted: no filter or one `FlateDecode`, without a predictor
//! or with the PNG ones over single bytes. The inflated size is bounded while inflating.

use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::{Array, Dict, Name, Null, Object};

use super::PdfDefect;
use super::cursor::Cursor;

/// How many bytes of structure may still be read.
#[derive(Debug)]
pub(super) struct Budget(usize);

impl Budget {
    pub(super) fn new(bytes: usize) -> Self {
        Self(bytes)
    }

    fn inflate(&mut self, data: &[u8]) -> Result<Vec<u8>, PdfDefect> {
        let mut inflated = Vec::new();
        ZlibDecoder::new(data)
            .take(self.0 as u64 + 1)
            .read_to_end(&mut inflated)
            .map_err(|_| PdfDefect::BrokenStream)?;
        self.spend(inflated.len())?;
        Ok(inflated)
    }

    pub(super) fn spend(&mut self, bytes: usize) -> Result<(), PdfDefect> {
        self.0 = self
            .0
            .checked_sub(bytes)
            .ok_or(PdfDefect::TooMuchStructure)?;
        Ok(())
    }
}

/// The encoded bytes behind a stream dictionary, which must be exactly `length` long.
pub(super) fn data(behind_dictionary: &[u8], length: usize) -> Option<&[u8]> {
    let mut cursor = Cursor::at(behind_dictionary, 0);
    cursor.skip_blank();
    cursor.keyword(b"stream")?;
    cursor.keyword(b"\r\n").or_else(|| cursor.keyword(b"\n"))?;
    let data = cursor.take(length)?;
    cursor.skip_whitespace();
    cursor.keyword(b"endstream")?;
    Some(data)
}

/// Decodes such a stream.
pub(super) fn decode(
    dictionary: &Dict<'_>,
    data: &[u8],
    budget: &mut Budget,
) -> Result<Vec<u8>, PdfDefect> {
    match filter(dictionary).ok_or(PdfDefect::BrokenStream)? {
        Filter::None => {
            budget.spend(data.len())?;
            Ok(data.to_vec())
        }
        Filter::Flate => budget.inflate(data),
        Filter::FlateInRows { columns } => {
            undo_prediction(&budget.inflate(data)?, columns).ok_or(PdfDefect::BrokenStream)
        }
    }
}

enum Filter {
    None,
    Flate,
    FlateInRows { columns: usize },
}

fn filter(dictionary: &Dict<'_>) -> Option<Filter> {
    match sole_value(dictionary, "Filter")? {
        Object::Null(_) => Some(Filter::None),
        Object::Name(name) if is_flate(&name) => match sole_value(dictionary, "DecodeParms")? {
            Object::Null(_) => Some(Filter::Flate),
            Object::Dict(parameters) => predictor(&parameters),
            _ => None,
        },
        _ => None,
    }
}

fn is_flate(name: &Name<'_>) -> bool {
    [b"FlateDecode".as_slice(), b"Fl"].contains(&name.as_ref())
}

/// A value that stands alone or as the only one of an array; null where there is none.
fn sole_value<'a>(dictionary: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    if !dictionary.contains_key(key) {
        return Some(Object::Null(Null));
    }
    match dictionary.get::<Object<'a>>(key)? {
        Object::Array(values) => only(&values),
        value => Some(value),
    }
}

fn only<'a>(values: &Array<'a>) -> Option<Object<'a>> {
    let mut values = values.iter::<Object<'a>>();
    let first = values.next().unwrap_or(Object::Null(Null));
    values.next().is_none().then_some(first)
}

fn predictor(parameters: &Dict<'_>) -> Option<Filter> {
    let value = |key: &str, default: u32| {
        if parameters.contains_key(key) {
            parameters.get::<u32>(key)
        } else {
            Some(default)
        }
    };
    if value("Predictor", 1)? == 1 {
        return Some(Filter::Flate);
    }
    let in_single_bytes = value("Colors", 1)? == 1 && value("BitsPerComponent", 8)? == 8;
    let columns = usize::try_from(value("Columns", 1)?).ok()?;
    let is_png = (10..=15).contains(&value("Predictor", 1)?);
    (is_png && in_single_bytes && columns > 0).then_some(Filter::FlateInRows { columns })
}

/// Undoes the PNG prediction of rows that each begin with the number of their predictor.
fn undo_prediction(predicted: &[u8], columns: usize) -> Option<Vec<u8>> {
    let rows = predicted.chunks_exact(columns.checked_add(1)?);
    if !rows.remainder().is_empty() {
        return None;
    }
    let mut decoded = Vec::with_capacity(predicted.len());
    let mut above = vec![0; columns.min(predicted.len())];
    for row in rows {
        let (predictor, row) = row.split_first()?;
        let (mut left, mut up_left) = (0, 0);
        for (byte, up) in row.iter().zip(&mut above) {
            let value = byte.wrapping_add(prediction(*predictor, left, *up, up_left)?);
            (left, up_left) = (value, *up);
            *up = value;
        }
        decoded.extend(&above);
    }
    Some(decoded)
}

fn prediction(predictor: u8, left: u8, up: u8, up_left: u8) -> Option<u8> {
    match predictor {
        0 => Some(0),
        1 => Some(left),
        2 => Some(up),
        3 => Some(left.midpoint(up)),
        4 => Some(paeth(left, up, up_left)),
        _ => None,
    }
}

/// Whichever neighbour is nearest to `left + up - up_left`.
fn paeth(left: u8, up: u8, up_left: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(up_left);
    let distance = |neighbour: &u8| (estimate - i16::from(*neighbour)).abs();
    [left, up, up_left]
        .into_iter()
        .min_by_key(distance)
        .unwrap_or(left)
}
