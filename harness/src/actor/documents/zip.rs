//! ZIP archives written record by record (APPNOTE 4.3), harmless and hostile.

use super::pdf;

/// Entry data stored as it is.
const STORED: u16 = 0;
/// Entry data compressed by DEFLATE (RFC 1951).
const DEFLATED: u16 = 8;
/// The file attributes of a regular file, in the upper half as Unix modes.
const REGULAR: u32 = 0o100_644 << 16;
/// The file attributes of a symbolic link.
const LINK: u32 = 0o120_777 << 16;
/// How often a run of 258 zeros is repeated in an entry of the bomb.
const REPEATS: usize = 38_760;
/// What an entry of the bomb inflates to, in octets: one zero and the runs.
pub const INFLATED: u32 = 10_000_081;
/// The CRC-32 of so many zeros.
const CRC_OF_ZEROS: u32 = 0xe6f5_5d5a;
/// How many such entries the bomb has: a quarter of a gigabyte in as many kilobytes.
pub const CHARGES: usize = 26;

/// One entry with everything that its records say.
struct Entry {
    name: String,
    method: u16,
    data: Vec<u8>,
    crc: u32,
    inflated: u32,
    attributes: u32,
}

/// An archive with one document.
pub fn with_pdf(label: &str) -> Vec<u8> {
    archive(&[Entry::stored("document.pdf", pdf::of_pages(label, 1))])
}

/// An archive with one document and another one under this name.
pub fn with_entry_named(label: &str, name: &str) -> Vec<u8> {
    let document = pdf::of_pages(label, 1);
    archive(&[
        Entry::stored("document.pdf", document.clone()),
        Entry::stored(name, document),
    ])
}

/// An archive with a document and a link that leads out of the folder.
pub fn with_link(label: &str) -> Vec<u8> {
    let link = Entry {
        attributes: LINK,
        ..Entry::stored("folder", b"/etc".to_vec())
    };
    archive(&[Entry::stored("document.pdf", pdf::of_pages(label, 1)), link])
}

/// An archive whose entry does not have the checksum that its records state.
pub fn damaged(label: &str) -> Vec<u8> {
    let sound = Entry::stored("document.pdf", pdf::of_pages(label, 1));
    archive(&[Entry {
        crc: !sound.crc,
        ..sound
    }])
}

/// An archive whose end points beside its directory.
pub fn led_astray(label: &str) -> Vec<u8> {
    let mut octets = with_pdf(label);
    let offset = octets.len() - 6;
    octets[offset] ^= 0x1f;
    octets
}

/// An archive that inflates to about a thousand times its size.
pub fn bomb(label: &str) -> Vec<u8> {
    let data = zeros();
    let mut entries = vec![Entry::stored("document.pdf", pdf::of_pages(label, 1))];
    entries.extend((0..CHARGES).map(|charge| Entry {
        name: format!("drawing-{charge}.bmp"),
        method: DEFLATED,
        data: data.clone(),
        crc: CRC_OF_ZEROS,
        inflated: INFLATED,
        attributes: REGULAR,
    }));
    archive(&entries)
}

impl Entry {
    fn stored(name: &str, data: Vec<u8>) -> Self {
        Self {
            name: name.to_owned(),
            method: STORED,
            crc: crc32(&data),
            inflated: length(&data),
            attributes: REGULAR,
            data,
        }
    }

    /// The fields that local header and directory have in common.
    fn common(&self) -> Vec<u8> {
        let mut fields = Vec::new();
        shorts(&mut fields, &[20, 0, self.method, 0, 0x21]);
        longs(&mut fields, &[self.crc, length(&self.data), self.inflated]);
        shorts(&mut fields, &[short_length(self.name.as_bytes()), 0]);
        fields
    }

    fn local(&self) -> Vec<u8> {
        [
            b"PK\x03\x04".as_slice(),
            &self.common(),
            self.name.as_bytes(),
            &self.data,
        ]
        .concat()
    }

    fn listed(&self, offset: u32) -> Vec<u8> {
        let mut record = b"PK\x01\x02".to_vec();
        shorts(&mut record, &[0x0314]);
        record.extend(self.common());
        shorts(&mut record, &[0, 0, 0]);
        longs(&mut record, &[self.attributes, offset]);
        record.extend(self.name.as_bytes());
        record
    }
}

fn archive(entries: &[Entry]) -> Vec<u8> {
    let mut octets = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        directory.extend(entry.listed(length(&octets)));
        octets.extend(entry.local());
    }
    let start = length(&octets);
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX);
    octets.extend(&directory);
    octets.extend(b"PK\x05\x06");
    shorts(&mut octets, &[0, 0, count, count]);
    longs(&mut octets, &[length(&directory), start]);
    shorts(&mut octets, &[0]);
    octets
}

fn shorts(octets: &mut Vec<u8>, values: &[u16]) {
    octets.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

fn longs(octets: &mut Vec<u8>, values: &[u32]) {
    octets.extend(values.iter().flat_map(|value| value.to_le_bytes()));
}

fn length(octets: &[u8]) -> u32 {
    u32::try_from(octets.len()).unwrap_or(u32::MAX)
}

fn short_length(octets: &[u8]) -> u16 {
    u16::try_from(octets.len()).unwrap_or(u16::MAX)
}

/// CRC-32 as archives use it, bit by bit: the documents are small.
fn crc32(octets: &[u8]) -> u32 {
    let step = |crc: u32, _| {
        if crc & 1 == 1 {
            (crc >> 1) ^ 0xedb8_8320
        } else {
            crc >> 1
        }
    };
    let octet = |crc: u32, octet: &u8| (0..8).fold(crc ^ u32::from(*octet), step);
    !octets.iter().fold(u32::MAX, octet)
}

/// A DEFLATE stream of zeros in which two bits stand for 258 octets (RFC 1951, 3.2.7).
///
/// One block with codes of its own: the run of 258 and its distance have one bit each, the literal zero and the end of the
/// block two bits.
fn zeros() -> Vec<u8> {
    let mut bits = Bits::default();
    bits.numbers(&[(1, 1), (2, 2), (29, 5), (0, 5), (14, 4)]);
    // The code lengths of the code lengths, in the order of the standard: symbols 18, 2 and 1 have one, two and two bits.
    bits.numbers(&[0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2].map(|length| (length, 3)));
    // Literal 0; 255 symbols unused; the end; 28 symbols unused; the run; its distance.
    bits.code("11");
    bits.code("0");
    bits.numbers(&[(127, 7)]);
    bits.code("0");
    bits.numbers(&[(106, 7)]);
    bits.code("11");
    bits.code("0");
    bits.numbers(&[(17, 7)]);
    bits.code("1010");
    bits.code("10");
    bits.code(&"00".repeat(REPEATS));
    bits.code("11");
    bits.octets
}

/// Bits on their way into octets, the lowest first.
#[derive(Default)]
struct Bits {
    octets: Vec<u8>,
    used: usize,
}

impl Bits {
    fn push(&mut self, bit: bool) {
        if self.used.is_multiple_of(8) {
            self.octets.push(0);
        }
        if let Some(last) = self.octets.last_mut() {
            *last |= u8::from(bit) << (self.used % 8);
        }
        self.used += 1;
    }

    /// Numbers with their widths, the lowest bit first.
    fn numbers(&mut self, numbers: &[(u32, u32)]) {
        for (number, width) in numbers {
            (0..*width).for_each(|bit| self.push(number >> bit & 1 == 1));
        }
    }

    /// Codes, the first bit first.
    fn code(&mut self, code: &str) {
        code.bytes().for_each(|bit| self.push(bit == b'1'));
    }
}
