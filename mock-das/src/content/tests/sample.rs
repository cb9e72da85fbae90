//! Documents for the tests, good ones and such that can be spoilt in one place.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A PDF with so many empty pages, written by an ordinary writer.
pub(super) fn pdf(pages: i32) -> Vec<u8> {
    use pdf_writer::{Pdf, Rect, Ref};
    let mut pdf = Pdf::new();
    let kids = (0..pages).map(|page| Ref::new(3 + page));
    pdf.catalog(Ref::new(1)).pages(Ref::new(2));
    pdf.pages(Ref::new(2)).kids(kids.clone()).count(pages);
    for kid in kids {
        pdf.page(kid)
            .parent(Ref::new(2))
            .media_box(Rect::new(0.0, 0.0, 595.0, 842.0));
    }
    pdf.finish()
}

/// The same, read and written again by another library, with streams in place of tables.
pub(super) fn pdf_with_streams(pages: i32) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&pdf(pages)).unwrap();
    let options = lopdf::SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .build();
    let mut written = Vec::new();
    document.save_with_options(&mut written, options).unwrap();
    written
}

/// A PDF encrypted so that it opens without a password in every viewer.
pub(super) fn encrypted_pdf() -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&pdf(1)).unwrap();
    let identifier = lopdf::Object::string_literal("0123456789abcdef");
    let identifiers = lopdf::Object::Array(vec![identifier.clone(), identifier]);
    document.trailer.set("ID", identifiers);
    let version = lopdf::EncryptionVersion::V1 {
        document: &document,
        owner_password: "owner",
        user_password: "",
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut written = Vec::new();
    document.save_to(&mut written).unwrap();
    written
}

/// A PDF from the bodies of its objects, with right cross-references.
pub(super) fn handwritten(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut text = String::from("%PDF-1.7\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", text.len()).unwrap();
        write!(text, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let (start, size) = (text.len(), objects.len() + 1);
    write!(
        text,
        "xref\n0 {size}\n{table}trailer\n<< /Size {size} {trailer} >>\n"
    )
    .unwrap();
    write!(text, "startxref\n{start}\n%%EOF\n").unwrap();
    text.into_bytes()
}

/// The objects of a small PDF with one page.
pub(super) const OBJECTS: [&str; 3] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
];

/// An archive of deflated entries.
pub(super) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip_with(entries, options)
}

/// An archive written with options.
pub(super) fn zip_with(entries: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The bytes with every occurrence of one text replaced by another of the same length.
pub(super) fn patched(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut patched = bytes.to_vec();
    let mut found = 0;
    for start in 0..=bytes.len() - from.len() {
        if bytes[start..].starts_with(from) {
            patched[start..start + from.len()].copy_from_slice(to);
            found += 1;
        }
    }
    assert!(found > 0, "nothing to patch");
    patched
}
