//! What an archive would write where, if somebody unpacked it.

use std::collections::BTreeSet;

use super::directory::{Archive, Entry};
use super::record::Fields;
use crate::content::ContentError;

/// The flags of encrypted data, strong encryption and hidden headers.
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
/// The extra field with which some readers replace the name.
const UNICODE_PATH: u16 = 0x7075;
/// The bits of a Unix mode that tell the type of a file, in the upper half of the attributes.
const TYPE: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;

/// Refuses names that lead out of the folder, or that systems read differently.
pub(super) fn stay_inside(archive: &Archive<'_>) -> Result<(), ContentError> {
    refuse(archive, has_unsafe_name, |name| ContentError::UnsafeName {
        name,
    })
}

/// Refuses links and devices.
pub(super) fn are_files(archive: &Archive<'_>) -> Result<(), ContentError> {
    refuse(archive, is_special, |name| ContentError::NotAFile { name })
}

/// Refuses encrypted entries.
pub(super) fn are_open(archive: &Archive<'_>) -> Result<(), ContentError> {
    refuse(archive, is_encrypted, |name| ContentError::EncryptedEntry {
        name,
    })
}

/// Refuses names that meet in one file, also where the file system ignores case.
pub(super) fn are_distinct(archive: &Archive<'_>) -> Result<(), ContentError> {
    let mut seen = BTreeSet::new();
    for entry in &archive.entries {
        let name = &entry.listed.description.name;
        let name = name.strip_suffix(b"/").unwrap_or(name);
        if !seen.insert(name.to_ascii_lowercase()) {
            return Err(ContentError::DuplicateName { name: entry.name() });
        }
    }
    Ok(())
}

fn refuse(
    archive: &Archive<'_>,
    offends: fn(&Entry<'_>) -> bool,
    error: fn(String) -> ContentError,
) -> Result<(), ContentError> {
    match archive.entries.iter().find(|entry| offends(entry)) {
        Some(entry) => Err(error(entry.name())),
        None => Ok(()),
    }
}

pub(super) fn is_encrypted(entry: &Entry<'_>) -> bool {
    entry.listed.description.flags & ENCRYPTED != 0
}

fn is_special(entry: &Entry<'_>) -> bool {
    let kind = (entry.listed.attributes >> 16) & TYPE;
    ![0, REGULAR, FOLDER].contains(&kind)
}

fn has_unsafe_name(entry: &Entry<'_>) -> bool {
    let name = &entry.listed.description.name;
    leads_out(name) || renames(entry.local_extra, name) || renames(&entry.listed.extra, name)
}

/// Whether extra fields carry another name, which some readers prefer.
fn renames(extra: &[u8], name: &[u8]) -> bool {
    let mut fields = Fields(extra);
    std::iter::from_fn(|| extra_field(&mut fields))
        .filter(|(identifier, _)| *identifier == UNICODE_PATH)
        // One byte of version and four of checksum stand in front of the name.
        .any(|(_, content)| content.get(5..) != Some(name))
}

fn extra_field<'a>(fields: &mut Fields<'a>) -> Option<(u16, &'a [u8])> {
    let identifier = fields.short()?;
    let size = fields.short()?;
    Some((identifier, fields.bytes(size.into())?))
}

/// Whether a name escapes: absolute, a drive, a parent, a backslash, a control character.
fn leads_out(name: &[u8]) -> bool {
    let is_drive = matches!(name, [letter, b':', ..] if letter.is_ascii_alphabetic());
    let path = name.strip_suffix(b"/").unwrap_or(name);
    let mut parts = path.split(|byte| *byte == b'/');
    is_drive
        || parts.any(|part| [b"".as_slice(), b".", b".."].contains(&part))
        || name
            .iter()
            .any(|byte| *byte == b'\\' || byte.is_ascii_control())
}
