//! Claims about bytes that nobody foresaw: the examination always ends, and never in a panic.

use proptest::prelude::*;

use super::sample;
use crate::content::FormatCategory::{Pdf, Zip};
use crate::content::{Check, Checks, FormatCategory, Limits, checksum, examine};

/// Small limits, so that what inflates is cut off soon.
fn limits() -> Limits {
    Limits {
        structure_bytes: 1 << 16,
        entry_bytes: 1 << 16,
        total_bytes: 1 << 17,
        ..Limits::default()
    }
}

/// Examines as strictly and as forgetfully as possible.
fn survives(format: FormatCategory, bytes: &[u8]) {
    let strict = examine(format, &checksum(bytes), bytes, &limits(), Checks::ALL);
    let forgetful = Checks::ALL
        .without(Check::Format)
        .without(Check::Polyglot)
        .without(Check::PdfStructure)
        .without(Check::ZipDirectory)
        .without(Check::ZipBomb)
        .without(Check::ZipContent);
    let lenient = examine(
        format,
        "",
        bytes,
        &limits(),
        forgetful.without(Check::Checksum),
    );
    assert!(
        strict.is_err() || lenient.is_ok(),
        "fewer checks refuse more"
    );
}

/// A place in a document, and what is written there.
type Change = (prop::sample::Index, u8);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(any::<Change>(), 1..8)
}

fn spoilt(document: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut spoilt = document.to_vec();
    for (place, byte) in changes {
        spoilt[place.index(document.len())] = *byte;
    }
    spoilt
}

fn documents() -> impl Strategy<Value = (FormatCategory, Vec<u8>)> {
    let pdf = sample::pdf(2);
    prop::sample::select(vec![
        (Zip, sample::zip(&[("one.pdf", &pdf), ("two.xml", b"<x/>")])),
        (Pdf, sample::pdf_with_streams(3)),
        (Pdf, sample::encrypted_pdf()),
        (Pdf, pdf),
    ])
}

/// Tokens that PDFs are made of, in an order that they are not.
fn token_soup() -> impl Strategy<Value = Vec<u8>> {
    let tokens: Vec<&[u8]> = vec![
        b"%PDF-1.7\n",
        b"1 0 obj\n",
        b"<< ",
        b">> ",
        b"[ ",
        b"] ",
        b"/Type ",
        b"/Pages ",
        b"/Kids ",
        b"/Count ",
        b"/Catalog ",
        b"/XRef ",
        b"/W [1 2 1] ",
        b"/Size 9 ",
        b"/Length 20 ",
        b"stream\n",
        b"endstream ",
        b"xref\n0 1\n",
        b"0000000009 00000 n \n",
        b"trailer\n",
        b"/Root 1 0 R ",
        b"/Prev 9 ",
        b"startxref\n9\n",
        b"%%EOF\n",
        b"(",
        b")",
        b"<",
        b">",
        b"\x00",
        b"-1 ",
        b"99999999999 ",
        b"/ObjStm ",
        b"/N 3 /First 4 ",
    ];
    prop::collection::vec(prop::sample::select(tokens), 0..60).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn arbitrary_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        survives(Pdf, &bytes);
        survives(Zip, &bytes);
    }

    #[test]
    fn changed_documents_are_survived((format, document) in documents(), changes in changes()) {
        survives(format, &spoilt(&document, &changes));
    }

    #[test]
    fn cut_documents_are_survived((format, document) in documents(), end: prop::sample::Index) {
        survives(format, &document[..end.index(document.len())]);
    }

    #[test]
    fn shuffled_tokens_are_survived(tokens in token_soup()) {
        let start = tokens.len() / 2;
        let whole = format!("startxref\n{start}\n%%EOF");
        survives(Pdf, &[b"%PDF-1.4\n", tokens.as_slice(), whole.as_bytes()].concat());
    }
}
