//! Inflating entries without ever exceeding a bound.

use std::io::Read;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::directory::Entry;
use crate::content::{ContentError, Limits};

/// Inflates an entry, of which `remaining` bytes are left for the whole archive.
pub(super) fn inflate(
    entry: &Entry<'_>,
    limits: &Limits,
    remaining: u64,
) -> Result<Vec<u8>, ContentError> {
    let damaged = || ContentError::DamagedEntry { name: entry.name() };
    let (bound, excess) = bound(entry, limits, remaining);
    let bytes = inflate_within(entry, bound).ok_or_else(damaged)?;
    if bytes.len() as u64 > bound {
        return Err(excess);
    }
    let description = &entry.listed.description;
    let mut crc = Crc::new();
    crc.update(&bytes);
    if bytes.len() as u64 == u64::from(description.inflated) && crc.sum() == description.crc {
        Ok(bytes)
    } else {
        Err(damaged())
    }
}

/// The tightest bound, and what exceeding it means.
fn bound(entry: &Entry<'_>, limits: &Limits, remaining: u64) -> (u64, ContentError) {
    let name = entry.name();
    let by_ratio = limits.ratio.saturating_mul(entry.data.len() as u64);
    let of_ratio = by_ratio.max(limits.ratio_floor);
    let tightest = of_ratio.min(limits.entry_bytes).min(remaining);
    let excess = if tightest == remaining {
        ContentError::ArchiveTooLarge {
            limit: limits.total_bytes,
        }
    } else if tightest == limits.entry_bytes {
        ContentError::EntryTooLarge {
            name,
            limit: limits.entry_bytes,
        }
    } else {
        ContentError::RatioTooHigh {
            name,
            limit: limits.ratio,
        }
    };
    (tightest, excess)
}

/// The bytes of an entry, at most one more than the bound. None if they do not inflate, or if
/// compressed bytes are left over.
fn inflate_within(entry: &Entry<'_>, bound: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    if entry.listed.description.method == 0 {
        entry.data.take(bound + 1).read_to_end(&mut bytes).ok()?;
        return Some(bytes);
    }
    let mut decoder = DeflateDecoder::new(entry.data);
    decoder
        .by_ref()
        .take(bound.saturating_add(1))
        .read_to_end(&mut bytes)
        .ok()?;
    let is_cut_off = bytes.len() as u64 > bound;
    (is_cut_off || decoder.total_in() == entry.data.len() as u64).then_some(bytes)
}
