//! What is claimed of the documents, judged by independent readers.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use super::zip::{CHARGES, INFLATED};
use super::*;
use crate::oracle::document::Certificate;

fn archive(artefact: Artefact) -> ::zip::result::ZipResult<::zip::ZipArchive<Cursor<Vec<u8>>>> {
    ::zip::ZipArchive::new(Cursor::new(artefact.make("label").content))
}

fn pages(artefact: Artefact) -> usize {
    let document = lopdf::Document::load_mem(&artefact.make("label").content);
    document.map_or(0, |document| document.get_pages().len())
}

#[test]
fn the_honest_documents_open_with_their_pages() {
    assert_eq!(pages(Artefact::Pdf), 1);
    assert_eq!(pages(Artefact::PdfOfTwoPages), 2);
}

#[test]
fn the_label_stands_on_the_page() {
    let document = lopdf::Document::load_mem(&Artefact::Pdf.make("AT A 7/2026").content).unwrap();
    assert!(document.extract_text(&[1]).unwrap().contains("AT A 7/2026"));
}

#[test]
fn the_honest_archive_holds_an_honest_document() {
    let mut archive = archive(Artefact::ZipWithPdf).unwrap();
    let mut document = Vec::new();
    archive
        .by_name("document.pdf")
        .unwrap()
        .read_to_end(&mut document)
        .unwrap();
    assert_eq!(document, Artefact::Pdf.make("label").content);
}

#[test]
fn two_labels_make_two_checksums() {
    assert_ne!(
        Artefact::Pdf.make("one").checksum,
        Artefact::Pdf.make("two").checksum
    );
    assert_ne!(
        Artefact::ZipWithPdf.make("one").checksum,
        Artefact::ZipWithPdf.make("two").checksum
    );
}

#[test]
fn only_one_document_has_the_wrong_checksum() {
    let wrong = |artefact: &&Artefact| {
        let made = artefact.make("label");
        made.checksum != sha256(&made.content)
    };
    let found: Vec<_> = Artefact::ALL.iter().filter(wrong).collect();
    assert_eq!(found, [&Artefact::PdfWithAnotherChecksum]);
}

#[test]
fn the_broken_documents_cannot_be_read_without_mending_them() {
    for broken in [
        Artefact::CutOffPdf,
        Artefact::PdfWithoutReferences,
        Artefact::PdfWithoutPage,
    ] {
        assert!(
            Certificate::read(&broken.make("label").content).is_err(),
            "{broken}"
        );
    }
}

#[test]
fn the_references_that_lead_astray_point_at_no_object() {
    let content = Artefact::PdfLedAstray.make("label").content;
    let text = String::from_utf8(content).unwrap();
    let references = text
        .lines()
        .filter_map(|line| line.strip_suffix(" 00000 n "));
    let misses = references.map(|offset| {
        !text[offset.parse().unwrap()..].starts_with(|first: char| first.is_ascii_digit())
    });
    assert!(misses.clone().count() > 0 && misses.into_iter().all(|misses| misses));
}

#[test]
fn the_encrypted_document_says_that_it_is() {
    let content = Artefact::EncryptedPdf.make("label").content;
    let opened = lopdf::Document::load_mem(&content);
    assert!(opened.map_or(true, |document| document.is_encrypted()));
}

#[test]
fn the_two_headed_documents_are_two_files() {
    let content = Artefact::PdfBeforeZip.make("label").content;
    assert!(content.starts_with(b"%PDF-"));
    assert_eq!(archive(Artefact::PdfBeforeZip).unwrap().len(), 1);
    assert!(
        Artefact::PdfBehindWebPage
            .make("label")
            .content
            .starts_with(b"<html>")
    );
}

#[test]
fn the_escaping_archives_name_what_lies_outside() {
    for (artefact, name) in [
        (Artefact::ZipToParent, "../../outside.pdf"),
        (Artefact::ZipToRoot, "/tmp/outside.pdf"),
        (Artefact::ZipToDrive, "C:\\outside.pdf"),
    ] {
        let archive = archive(artefact).unwrap();
        assert!(
            archive
                .file_names()
                .any(|entry| entry.is_ok_and(|entry| entry == name)),
            "{name}"
        );
    }
}

#[test]
fn the_link_is_a_link() {
    let mut archive = archive(Artefact::ZipWithLink).unwrap();
    let mode = archive.by_name("folder").unwrap().unix_mode().unwrap();
    assert_eq!(mode & 0o170_000, 0o120_000);
}

#[test]
fn the_damaged_entry_does_not_unpack() {
    let mut archive = archive(Artefact::DamagedZip).unwrap();
    let mut document = Vec::new();
    assert!(
        archive
            .by_name("document.pdf")
            .unwrap()
            .read_to_end(&mut document)
            .is_err()
    );
}

#[test]
fn the_bomb_inflates_to_a_thousand_times_its_size() {
    let size = Artefact::ZipBomb.make("label").content.len();
    let mut archive = archive(Artefact::ZipBomb).unwrap();
    let mut entry = archive.by_index(1).unwrap();
    let inflated = std::io::copy(&mut entry, &mut std::io::sink()).unwrap();
    assert_eq!(inflated, u64::from(INFLATED));
    drop(entry);
    assert_eq!(archive.len(), CHARGES + 1);
    let total = usize::try_from(inflated).unwrap() * CHARGES;
    assert!(total / size > 950, "{total} from {size}");
}

#[test]
fn no_two_documents_bear_the_same_name() {
    let names: BTreeSet<_> = Artefact::ALL
        .iter()
        .map(|artefact| artefact.name())
        .collect();
    assert_eq!(names.len(), Artefact::ALL.len());
}
