//! The records of an archive, field by field.

/// The signature of a local header.
pub(super) const LOCAL: [u8; 4] = *b"PK\x03\x04";
/// The signature of a directory entry.
pub(super) const ENTRY: [u8; 4] = *b"PK\x01\x02";
/// The signature of the end record.
pub(super) const END: [u8; 4] = *b"PK\x05\x06";
/// The signature that may stand in front of a data descriptor.
pub(super) const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
/// The signature of the record that tells where a ZIP64 end record is.
pub(super) const ZIP64_LOCATOR: [u8; 4] = *b"PK\x06\x07";

/// Little-endian fields, read one after the other.
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl<'a> Fields<'a> {
    pub(super) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn signature(&mut self, signature: [u8; 4]) -> Option<()> {
        (self.bytes(4)? == signature).then_some(())
    }

    pub(super) fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.bytes(2)?.try_into().ok()?))
    }

    pub(super) fn long(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes(4)?.try_into().ok()?))
    }
}

/// What a local header and a directory entry both say about an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Description {
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) compressed: u32,
    pub(super) inflated: u32,
    pub(super) name: Vec<u8>,
}

/// An entry of the central directory.
#[derive(Debug, Clone)]
pub(super) struct DirectoryEntry {
    pub(super) description: Description,
    pub(super) attributes: u32,
    pub(super) header_offset: u32,
    pub(super) extra: Vec<u8>,
}

impl DirectoryEntry {
    pub(super) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        fields.signature(ENTRY)?;
        fields.bytes(4)?; // made by, needed version
        let (mut description, name, extra) = described(fields)?;
        let comment = fields.short()?;
        let disk = fields.short()?;
        fields.short()?; // internal attributes
        let attributes = fields.long()?;
        let header_offset = fields.long()?;
        description.name = fields.bytes(name.into())?.to_vec();
        let extra = fields.bytes(extra.into())?.to_vec();
        fields.bytes(comment.into())?;
        (disk == 0).then_some(Self {
            description,
            attributes,
            header_offset,
            extra,
        })
    }
}

/// A local header, its extra fields, and what stands behind it.
pub(super) fn local_header(bytes: &[u8]) -> Option<(Description, &[u8], &[u8])> {
    let mut fields = Fields(bytes);
    fields.signature(LOCAL)?;
    fields.short()?; // needed version
    let (mut description, name, extra) = described(&mut fields)?;
    description.name = fields.bytes(name.into())?.to_vec();
    let extra = fields.bytes(extra.into())?;
    Some((description, extra, fields.0))
}

/// The fields common to both records, up to the lengths of name and extra fields.
fn described(fields: &mut Fields<'_>) -> Option<(Description, u16, u16)> {
    let flags = fields.short()?;
    let method = fields.short()?;
    fields.long()?; // time and date
    let description = Description {
        flags,
        method,
        crc: fields.long()?,
        compressed: fields.long()?,
        inflated: fields.long()?,
        name: Vec::new(),
    };
    Some((description, fields.short()?, fields.short()?))
}

/// The end record.
pub(super) struct EndRecord {
    pub(super) entries: u16,
    pub(super) directory_size: u32,
    pub(super) directory_offset: u32,
    pub(super) comment: u16,
    pub(super) is_split: bool,
}

impl EndRecord {
    /// The bytes of the record without its comment.
    pub(super) const LENGTH: usize = 22;

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut fields = Fields(bytes);
        fields.signature(END)?;
        let disks = (fields.short()?, fields.short()?);
        let entries_here = fields.short()?;
        let entries = fields.short()?;
        Some(Self {
            entries,
            directory_size: fields.long()?,
            directory_offset: fields.long()?,
            comment: fields.short()?,
            is_split: disks != (0, 0) || entries_here != entries,
        })
    }
}
