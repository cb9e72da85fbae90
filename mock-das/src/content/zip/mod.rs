//! Archives: one file, whole, harmless to unpack, with at least one PDF.
//!
//! The directory is read by our own code, because readers that map names to entries hide exactly
//! what has to be found here: duplicates, disagreeing headers, bytes between the entries.

mod defect;
mod directory;
mod inflation;
mod names;
mod record;

use self::directory::{Archive, Entry};
use super::search::find;
use super::{Checks, ContentError, FormatCategory, Insides, Limits, format, pdf};

pub use defect::ZipDefect;
pub(super) use directory::{directory_fits, has_end_record, starts_as_archive};

/// A check that looks at the records alone.
type RecordCheck = fn(&Archive<'_>) -> Result<(), ContentError>;

/// The checks of the records, in their order.
const RECORD_CHECKS: [RecordCheck; 7] = [
    |archive| archive.has_no_hidden_bytes(),
    is_no_pdf,
    names::stay_inside,
    names::are_distinct,
    names::are_files,
    names::are_open,
    |archive| Ok(archive.is_plain()?),
];

/// Examines an archive and the PDFs in it.
pub(super) fn examine(
    bytes: &[u8],
    limits: &Limits,
    checks: Checks,
) -> Result<Insides, ContentError> {
    let Some(archive) = checks.settle(Archive::read(bytes).map_err(Into::into))? else {
        return Ok(Insides::default());
    };
    for check in RECORD_CHECKS {
        checks.settle(check(&archive))?;
    }
    checks.settle(count_within(&archive, limits))?;
    checks.settle(has_pdf(&archive))?;
    Ok(Insides {
        pages: pages(&archive, limits, checks)?,
        entries: archive.entries.iter().map(Entry::name).collect(),
    })
}

/// How many files an archive has; none where it cannot be read.
pub(super) fn files_in(bytes: &[u8]) -> usize {
    Archive::read(bytes).map_or(0, |archive| archive.entries.len())
}

/// The first PDF of an archive.
pub(super) fn core_pdf(bytes: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    let archive = Archive::read(bytes).ok()?;
    let core = archive.entries.iter().find(|entry| is_named_pdf(entry))?;
    inflation::inflate(core, limits, limits.total_bytes).ok()
}

/// Inflates every entry that is open, and examines those which are PDFs.
fn pages(archive: &Archive<'_>, limits: &Limits, checks: Checks) -> Result<usize, ContentError> {
    let mut pages = 0;
    let mut remaining = limits.total_bytes;
    for entry in archive
        .entries
        .iter()
        .filter(|entry| !names::is_encrypted(entry))
    {
        let inflated = inflation::inflate(entry, limits, remaining);
        let Some(inflated) = checks.settle(inflated)? else {
            continue;
        };
        remaining -= inflated.len() as u64;
        if is_named_pdf(entry) || pdf::has_header_near_start(&inflated) {
            pages += pdf_entry(entry, &inflated, limits, checks)?;
        }
    }
    Ok(pages)
}

fn pdf_entry(
    entry: &Entry<'_>,
    bytes: &[u8],
    limits: &Limits,
    checks: Checks,
) -> Result<usize, ContentError> {
    let found = FormatCategory::recognise(bytes);
    checks
        .settle(format::agrees(FormatCategory::Pdf, found))
        .and_then(|_| pdf::examine(bytes, limits, checks))
        .map_err(|source| ContentError::Entry {
            name: entry.name(),
            source: Box::new(source),
        })
}

fn has_pdf(archive: &Archive<'_>) -> Result<(), ContentError> {
    if archive.entries.iter().any(is_named_pdf) {
        Ok(())
    } else {
        Err(ContentError::NoPdfEntry)
    }
}

fn is_named_pdf(entry: &Entry<'_>) -> bool {
    let name = entry.listed.description.name.to_ascii_lowercase();
    name.ends_with(b".pdf")
}

fn count_within(archive: &Archive<'_>, limits: &Limits) -> Result<(), ContentError> {
    let entries = archive.entries.len();
    if entries > limits.entries {
        return Err(ContentError::TooManyEntries {
            entries,
            limit: limits.entries,
        });
    }
    Ok(())
}

/// Refuses an archive that ends like a PDF: viewers accept a header anywhere near the start.
fn is_no_pdf(archive: &Archive<'_>) -> Result<(), ContentError> {
    let tail = &archive.bytes[archive.directory_start..];
    if find(tail, b"%%EOF").is_some() {
        return Err(ContentError::SecondFormat {
            other: FormatCategory::Pdf,
        });
    }
    Ok(())
}
