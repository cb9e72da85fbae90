//! PDF documents: one file, whole, readable without a password, with at least one page.
//!
//! Objects are parsed by hayro-syntax. The way to them is our own: that crate, like every viewer,
//! rebuilds what is broken, and a document that needs rebuilding is refused here.

mod cross_reference;
mod cursor;
mod defect;
mod envelope;
mod object;
mod page_tree;
mod section;
mod stream;

use hayro_syntax::object::{Dict, FromBytes, Name};

use self::cross_reference::CrossReferences;
use self::object::Objects;
use self::stream::Budget;
use super::{Checks, ContentError, Limits};

pub(super) use cross_reference::last_startxref;
pub use defect::PdfDefect;
pub(super) use envelope::{ends_with_marker, has_header_near_start, starts_with_header};

/// Examines a PDF and counts its pages. Zero pages where a check was left out that found it
/// unreadable.
pub(super) fn examine(
    bytes: &[u8],
    limits: &Limits,
    checks: Checks,
) -> Result<usize, ContentError> {
    checks.settle(envelope::holds_one_file(bytes))?;
    let mut budget = Budget::new(limits.structure_bytes);
    let references = CrossReferences::read(bytes, limits, &mut budget).map_err(Into::into);
    let Some(references) = checks.settle(references)? else {
        return Ok(0);
    };
    if references.is_encrypted {
        checks.settle(Err::<(), _>(ContentError::PdfEncrypted))?;
        return Ok(0);
    }
    let pages = page_tree::count(&mut Objects::new(references, budget)).map_err(Into::into);
    let pages = checks.settle(pages)?.unwrap_or(0);
    checks.settle(pages_within(pages, limits))?;
    Ok(pages)
}

fn pages_within(pages: usize, limits: &Limits) -> Result<(), ContentError> {
    if pages > limits.pages {
        return Err(ContentError::TooManyPages {
            pages,
            limit: limits.pages,
        });
    }
    Ok(())
}

/// No dictionary of the structure is longer: the bytes behind one are not searched for its end.
const DICTIONARY_LIMIT: usize = 1 << 20;

/// The dictionary with which the bytes begin.
fn dictionary(bytes: &[u8]) -> Option<Dict<'_>> {
    Dict::from_bytes(&bytes[..bytes.len().min(DICTIONARY_LIMIT)])
}

/// Whether the value of a key is this name.
fn names(dictionary: &Dict<'_>, key: &str, name: &[u8]) -> bool {
    dictionary
        .get::<Name<'_>>(key)
        .is_some_and(|value| value.as_ref() == name)
}
