//! Claims about PDFs.

use super::sample::{self, OBJECTS, handwritten, patched};
use super::{Check, assert_refused_only_by, examined};
use crate::content::FormatCategory::Pdf;
use crate::content::{Checks, ContentError, Limits, PdfDefect, checksum, examine};

#[track_caller]
fn defect(bytes: &[u8]) -> PdfDefect {
    match examined(Pdf, bytes).unwrap_err() {
        ContentError::PdfStructure(defect) => defect,
        other => panic!("another refusal: {other}"),
    }
}

#[test]
fn pages_are_counted() {
    assert_eq!(examined(Pdf, &sample::pdf(1)).unwrap().pages, 1);
    assert_eq!(examined(Pdf, &sample::pdf(12)).unwrap().pages, 12);
    assert_eq!(
        examined(Pdf, &handwritten(&OBJECTS, "/Root 1 0 R"))
            .unwrap()
            .pages,
        1
    );
}

#[test]
fn cross_reference_and_object_streams_are_read() {
    let document = sample::pdf_with_streams(40);
    assert!(crate::content::search::find(&document, b"/ObjStm").is_some());
    assert_eq!(examined(Pdf, &document).unwrap().pages, 40);
}

#[test]
fn an_incremental_update_is_followed() {
    let mut document = handwritten(&OBJECTS, "/Root 1 0 R");
    let first = newest_section(&document);
    let object = document.len();
    document.extend(b"2 0 obj\n<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>\nendobj\n");
    let page = document.len();
    document.extend(b"4 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n");
    let table = document.len();
    let text = format!(
        "xref\n2 1\n{object:010} 00000 n \n4 1\n{page:010} 00000 n \ntrailer\n\
         << /Size 5 /Root 1 0 R /Prev {first} >>\nstartxref\n{table}\n%%EOF\n"
    );
    document.extend(text.as_bytes());
    assert_eq!(examined(Pdf, &document).unwrap().pages, 2);
}

fn newest_section(document: &[u8]) -> usize {
    let text = std::str::from_utf8(document).unwrap();
    let (_, tail) = text.rsplit_once("startxref\n").unwrap();
    tail.lines().next().unwrap().parse().unwrap()
}

#[test]
fn a_freed_object_does_not_come_back() {
    let mut document = handwritten(&OBJECTS, "/Root 1 0 R");
    let first = newest_section(&document);
    let table = document.len();
    let text = format!(
        "xref\n3 1\n0000000000 00001 f \ntrailer\n<< /Size 4 /Root 1 0 R /Prev {first} >>\n\
         startxref\n{table}\n%%EOF\n"
    );
    document.extend(text.as_bytes());
    assert_eq!(defect(&document), PdfDefect::ObjectMissing { number: 3 });
}

#[test]
fn a_startxref_that_points_nowhere_is_refused() {
    let document = handwritten(&OBJECTS, "/Root 1 0 R");
    let offset = newest_section(&document);
    let from = format!("startxref\n{offset}\n");
    let to = format!("startxref\n{}\n", offset + 1);
    let broken = patched(&document, from.as_bytes(), to.as_bytes());
    assert!(
        hayro_syntax::Pdf::new(broken.clone()).is_ok(),
        "viewers repair it"
    );
    assert_eq!(
        defect(&broken),
        PdfDefect::NoSection {
            offset: offset as u64 + 1
        }
    );
    assert_refused_only_by(Check::PdfStructure, Pdf, &broken);
}

#[test]
fn a_document_without_its_end_is_refused() {
    let document = handwritten(&OBJECTS, "/Root 1 0 R");
    let cut = &document[..document.len() - b"startxref\n123\n%%EOF\n".len()];
    assert_eq!(examined(Pdf, cut).unwrap_err().check(), Check::Polyglot);
    let ended = [cut, b"%%EOF\n"].concat();
    assert_eq!(defect(&ended), PdfDefect::NoStartxref);
}

#[test]
fn a_cross_reference_that_misses_its_object_is_refused() {
    let document = handwritten(&OBJECTS, "/Root 1 0 R");
    let shifted = patched(&document, b"3 0 obj\n", b" 3 0 obj");
    assert!(
        examined(Pdf, &shifted).is_ok(),
        "white space in front is no harm"
    );
    let renumbered = patched(&document, b"3 0 obj\n", b"4 0 obj\n");
    assert_eq!(defect(&renumbered), PdfDefect::ObjectMissing { number: 3 });
}

#[test]
fn a_cross_reference_chain_that_bites_its_tail_is_refused() {
    let document = handwritten(&OBJECTS, "/Root 1 0 R /Prev 0000000000");
    let offset = newest_section(&document);
    let to = format!("/Prev {offset:010}");
    let looped = patched(&document, b"/Prev 0000000000", to.as_bytes());
    assert_eq!(
        defect(&looped),
        PdfDefect::SectionLoop {
            offset: offset as u64
        }
    );
}

#[test]
fn a_page_tree_that_bites_its_tail_is_refused() {
    let objects = [OBJECTS[0], "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"];
    let document = handwritten(&objects, "/Root 1 0 R");
    assert_eq!(defect(&document), PdfDefect::PageTreeLoop { number: 2 });
}

#[test]
fn a_page_tree_that_promises_other_pages_is_refused() {
    let objects = [
        OBJECTS[0],
        "<< /Type /Pages /Kids [3 0 R] /Count 7 >>",
        OBJECTS[2],
    ];
    let promised = PdfDefect::PageCount {
        promised: 7,
        found: 1,
    };
    assert_eq!(defect(&handwritten(&objects, "/Root 1 0 R")), promised);
}

#[test]
fn a_document_without_a_page_is_refused() {
    let objects = [OBJECTS[0], "<< /Type /Pages /Kids [] /Count 0 >>"];
    let document = handwritten(&objects, "/Root 1 0 R");
    assert_eq!(defect(&document), PdfDefect::NoPage);
}

#[test]
fn a_document_without_a_catalog_is_refused() {
    assert_eq!(defect(&handwritten(&OBJECTS, "")), PdfDefect::NoCatalog);
    let wrong = handwritten(&OBJECTS, "/Root 2 0 R");
    assert_eq!(defect(&wrong), PdfDefect::NoCatalog);
}

#[test]
fn a_page_tree_of_other_objects_is_refused() {
    let objects = [OBJECTS[0], OBJECTS[1], "<< /Type /Font >>"];
    let document = handwritten(&objects, "/Root 1 0 R");
    assert_eq!(defect(&document), PdfDefect::BrokenPageTree { number: 3 });
}

#[test]
fn an_encrypted_document_is_refused() {
    assert_refused_only_by(Check::PdfEncryption, Pdf, &sample::encrypted_pdf());
    let escaped = handwritten(&OBJECTS, "/Root 1 0 R /#45ncrypt << >>");
    assert_refused_only_by(Check::PdfEncryption, Pdf, &escaped);
}

#[test]
fn more_pages_than_the_limit_are_refused() {
    let document = sample::pdf(3);
    let limits = Limits {
        pages: 2,
        ..Limits::default()
    };
    let refusal = examine(Pdf, &checksum(&document), &document, &limits, Checks::ALL);
    assert_eq!(
        refusal,
        Err(ContentError::TooManyPages { pages: 3, limit: 2 })
    );
}

#[test]
fn bytes_in_front_of_the_header_are_refused() {
    let document = [b"GIF89a\n".as_slice(), &sample::pdf(1)].concat();
    let refusal = examined(Pdf, &document).unwrap_err();
    assert_eq!(refusal, ContentError::BytesInFront { count: 7 });
}

#[test]
fn bytes_behind_the_end_are_refused() {
    let document = [sample::pdf(1), b"\nMZ".to_vec()].concat();
    assert_refused_only_by(Check::Polyglot, Pdf, &document);
    let blank = [sample::pdf(1), b"\r\n \n".to_vec()].concat();
    assert!(examined(Pdf, &blank).is_ok());
}

#[test]
fn an_archive_behind_the_end_is_refused() {
    let archive = sample::zip(&[("hidden.exe", b"MZ".as_slice())]);
    let document = [sample::pdf(1), archive].concat();
    assert_refused_only_by(Check::Polyglot, Pdf, &document);
}

#[test]
fn an_archive_that_ends_with_the_document_is_refused() {
    let archive = sample::zip(&[("hidden.exe", b"MZ".as_slice())]);
    let content = format!("<< /Length {} >>\nstream\n", archive.len());
    let mut document = handwritten(&OBJECTS, "/Root 1 0 R");
    let end = document.split_off(document.len() - b"%%EOF\n".len());
    document.extend([b"% ".as_slice(), content.as_bytes(), &archive, b"\n", &end].concat());
    let refusal = examined(Pdf, &document).unwrap_err();
    assert_eq!(
        refusal,
        ContentError::SecondFormat {
            other: crate::content::FormatCategory::Zip
        }
    );
}

#[test]
fn structure_that_inflates_without_end_is_refused() {
    let document = sample::pdf_with_streams(40);
    let limits = Limits {
        structure_bytes: 64,
        ..Limits::default()
    };
    let refusal = examine(Pdf, &checksum(&document), &document, &limits, Checks::ALL);
    assert_eq!(
        refusal,
        Err(ContentError::PdfStructure(PdfDefect::TooMuchStructure))
    );
}

#[test]
fn deep_nesting_is_refused_and_overflows_no_stack() {
    let nested = format!("<< /Type /Pages /Kids {} /Count 1 >>", "[".repeat(200_000));
    let objects = [OBJECTS[0], &nested, OBJECTS[2]];
    let document = handwritten(&objects, "/Root 1 0 R");
    assert_eq!(defect(&document), PdfDefect::BrokenObject { number: 2 });
}
