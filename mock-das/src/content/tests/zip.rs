//! Claims about archives.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::sample::{self, patched};
use super::{Check, assert_refused_only_by, examined};
use crate::content::FormatCategory::Zip;
use crate::content::{Checks, ContentError, Limits, ZipDefect, checksum, examine};

fn good() -> Vec<u8> {
    let pdf = sample::pdf(2);
    sample::zip(&[
        ("one.pdf", &pdf),
        ("xx/two.pdf", &pdf),
        ("xx/list.xml", b"<list/>"),
    ])
}

#[track_caller]
fn refusal_under(limits: Limits, bytes: &[u8]) -> ContentError {
    let refusal = examine(Zip, &checksum(bytes), bytes, &limits, Checks::ALL);
    refusal.unwrap_err()
}

/// Sets bits of the flags in every header.
fn with_flags(archive: &[u8], bits: u8) -> Vec<u8> {
    let mut flagged = archive.to_vec();
    for start in 0..archive.len() - 4 {
        match &archive[start..start + 4] {
            b"PK\x03\x04" => flagged[start + 6] |= bits,
            b"PK\x01\x02" => flagged[start + 8] |= bits,
            _ => {}
        }
    }
    flagged
}

#[test]
fn an_archive_is_read_with_its_documents() {
    let examined = examined(Zip, &good()).unwrap();
    assert_eq!(examined.entries, ["one.pdf", "xx/two.pdf", "xx/list.xml"]);
    assert_eq!(examined.pages, 4);
}

#[test]
fn stored_entries_folders_and_streamed_sizes_are_read() {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let pdf = sample::pdf(1);
    let stored = sample::zip_with(&[("one.pdf", &pdf)], options);
    assert!(examined(Zip, &stored).is_ok());
    let mut writer = ZipWriter::new_stream(Vec::new());
    writer.add_directory("folder/", options).unwrap();
    writer.start_file("folder/one.pdf", options).unwrap();
    writer.write_all(&pdf).unwrap();
    let streamed = writer.finish().unwrap().into_inner();
    assert_eq!(examined(Zip, &streamed).unwrap().pages, 1);
}

#[test]
fn names_that_lead_out_are_refused() {
    for name in [
        b"../", b"/x/", b"C:/", b".//", b"x\\/", b"x\0/", b"./x", b"x\n/",
    ] {
        let archive = patched(&good(), b"xx/", name);
        let refusal = examined(Zip, &archive).unwrap_err();
        assert_eq!(refusal.check(), Check::ZipPaths, "{refusal}");
    }
    assert_refused_only_by(Check::ZipPaths, Zip, &patched(&good(), b"xx/", b"../"));
}

#[test]
fn a_second_name_in_an_extra_field_is_refused() {
    let pdf = sample::pdf(1);
    let mut options = zip::write::FullFileOptions::default();
    let other_name = [b"\x01\0\0\0\0".as_slice(), b"../../two.pdf"].concat();
    options.add_extra_field(0x7075, other_name, false).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("one.pdf", options).unwrap();
    writer.write_all(&pdf).unwrap();
    let archive = writer.finish().unwrap().into_inner();
    assert_refused_only_by(Check::ZipPaths, Zip, &archive);
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let pdf = sample::pdf(1);
    let archive = sample::zip(&[("one.pdf", &pdf), ("two.pdf", &pdf)]);
    assert_refused_only_by(
        Check::ZipDuplicates,
        Zip,
        &patched(&archive, b"two", b"one"),
    );
    assert_refused_only_by(
        Check::ZipDuplicates,
        Zip,
        &patched(&archive, b"two", b"ONE"),
    );
}

#[test]
fn links_are_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.start_file("one.pdf", options).unwrap();
    writer.write_all(&sample::pdf(1)).unwrap();
    writer.add_symlink("two", "/etc/passwd", options).unwrap();
    let archive = writer.finish().unwrap().into_inner();
    assert_refused_only_by(Check::ZipLinks, Zip, &archive);
}

#[test]
fn encrypted_entries_are_refused() {
    for bits in [1, 1 << 6] {
        let archive = with_flags(&good(), bits);
        assert_refused_only_by(Check::ZipEncryption, Zip, &archive);
    }
}

#[test]
fn a_local_header_that_disagrees_is_refused() {
    let mut archive = good();
    archive[30] = b'O';
    let disagrees = ZipDefect::LocalHeaderDisagrees { index: 0 };
    assert_eq!(
        examined(Zip, &archive),
        Err(ContentError::ZipDirectory(disagrees))
    );
    assert_refused_only_by(Check::ZipDirectory, Zip, &archive);
}

#[test]
fn bytes_around_the_archive_are_refused() {
    let in_front = [b"MZ".as_slice(), &good()].concat();
    let refusal = examined(Zip, &in_front).unwrap_err();
    assert_eq!(refusal, ContentError::BytesInFront { count: 2 });
    assert_refused_only_by(Check::Polyglot, Zip, &in_front);
    let behind = [good(), b"MZ".to_vec()].concat();
    assert_refused_only_by(Check::Polyglot, Zip, &behind);
}

#[test]
fn bytes_that_no_entry_owns_are_refused() {
    let pdf = sample::pdf(1);
    let archive = sample::zip(&[("one.pdf", &pdf), ("two.pdf", &pdf)]);
    let mut gapped = archive.clone();
    // The directory forgets its first entry, whose bytes remain.
    let directory = crate::content::search::find(&archive, b"PK\x01\x02").unwrap();
    let entry = (archive.len() - 22 - directory) / 2;
    gapped.drain(directory..directory + entry);
    let end = gapped.len() - 22;
    gapped[end + 8] = 1;
    gapped[end + 10] = 1;
    let size = u32::try_from(entry).unwrap().to_le_bytes();
    gapped[end + 12..end + 16].copy_from_slice(&size);
    assert_refused_only_by(Check::Polyglot, Zip, &gapped);
}

#[test]
fn an_archive_that_ends_like_a_document_is_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    writer.start_file("one.pdf", options).unwrap();
    writer.write_all(&sample::pdf(1)).unwrap();
    writer.set_comment("startxref\n50\n%%EOF\n").unwrap();
    let archive = writer.finish().unwrap().into_inner();
    assert_refused_only_by(Check::Polyglot, Zip, &archive);
}

#[test]
fn bombs_are_refused() {
    let pdf = sample::pdf(1);
    let zeros = vec![0; 4 << 20];
    let archive = sample::zip(&[("one.pdf", &pdf), ("zeros", &zeros)]);
    assert_refused_only_by(Check::ZipBomb, Zip, &archive);
    let refusal = examined(Zip, &archive).unwrap_err();
    assert!(
        matches!(refusal, ContentError::RatioTooHigh { limit: 100, .. }),
        "{refusal}"
    );
}

#[test]
fn limits_are_measured_while_inflating() {
    let archive = good();
    let small = Limits {
        entry_bytes: 100,
        ..Limits::default()
    };
    let refusal = refusal_under(small, &archive);
    assert!(
        matches!(refusal, ContentError::EntryTooLarge { limit: 100, .. }),
        "{refusal}"
    );
    let narrow = Limits {
        total_bytes: 600,
        ..Limits::default()
    };
    let refusal = refusal_under(narrow, &archive);
    assert_eq!(refusal, ContentError::ArchiveTooLarge { limit: 600 });
    let few = Limits {
        entries: 2,
        ..Limits::default()
    };
    let refusal = refusal_under(few, &archive);
    assert_eq!(
        refusal,
        ContentError::TooManyEntries {
            entries: 3,
            limit: 2
        }
    );
}

#[test]
fn a_size_that_lies_is_refused() {
    let zeros = vec![0; 4096];
    let archive = sample::zip(&[("one.pdf", &sample::pdf(1)), ("zeros", &zeros)]);
    let lying = patched(&archive, &4096_u32.to_le_bytes(), &16_u32.to_le_bytes());
    assert_refused_only_by(Check::ZipContent, Zip, &lying);
}

#[test]
fn an_archive_without_a_document_is_refused() {
    let archive = sample::zip(&[("list.xml", b"<list/>".as_slice())]);
    assert_eq!(examined(Zip, &archive), Err(ContentError::NoPdfEntry));
    assert_refused_only_by(Check::ZipContent, Zip, &archive);
    let empty = sample::zip(&[]);
    assert_eq!(examined(Zip, &empty), Err(ContentError::NoPdfEntry));
}

#[test]
fn documents_inside_are_examined_like_any_other() {
    let archive = sample::zip(&[("one.pdf", &sample::encrypted_pdf())]);
    assert_refused_only_by(Check::PdfEncryption, Zip, &archive);
    let archive = sample::zip(&[("one.pdf", b"GIF89a".as_slice())]);
    assert_eq!(examined(Zip, &archive).unwrap_err().check(), Check::Format);
    let disguised = sample::zip(&[
        ("one.pdf", &sample::pdf(1)),
        ("x", &sample::encrypted_pdf()),
    ]);
    assert_eq!(
        examined(Zip, &disguised).unwrap_err().check(),
        Check::PdfEncryption
    );
}
