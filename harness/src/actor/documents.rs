//! Documents made from bytes: what an office may upload, and what DAS must reject.
//!
//! Each document carries a label, so that no two of them have the same checksum.

pub mod pdf;
pub mod zip;

use sha2::{Digest as _, Sha256};

use crate::named::named;

named! {
    /// A document as a scenario names it.
    pub enum Artefact {
        /// The smallest honest document.
        Pdf = "a PDF",
        /// A document with more than one page.
        PdfOfTwoPages = "a PDF of two pages",
        /// An archive with one document in it.
        ZipWithPdf = "a ZIP with a PDF",
        /// An archive with a document and what belongs to it.
        ZipWithSeveralFiles = "a ZIP with several files",
        /// An honest document whose checksum was declared wrongly.
        PdfWithAnotherChecksum = "a PDF with another checksum",
        /// An honest document of the other format.
        PdfAsZip = "a PDF declared as a ZIP",
        /// An honest archive of the other format.
        ZipAsPdf = "a ZIP declared as a PDF",
        /// Text.
        TextAsPdf = "plain text declared as a PDF",
        /// The first octets of a PNG picture.
        PictureAsPdf = "a picture declared as a PDF",
        /// No octets at all.
        EmptyFile = "an empty file",
        /// The first half of a document.
        CutOffPdf = "a PDF that is cut off",
        /// Cross-references that point between the objects.
        PdfLedAstray = "a PDF whose cross-references lead astray",
        /// No cross-references and no trailer.
        PdfWithoutReferences = "a PDF without cross-references",
        /// A page tree without a leaf.
        PdfWithoutPage = "a PDF without a page",
        /// A page tree that is its own child.
        PdfWithLoop = "a PDF whose page tree is a loop",
        /// A document that wants a password.
        EncryptedPdf = "an encrypted PDF",
        /// A document and an archive in one.
        PdfBeforeZip = "a PDF with a ZIP behind it",
        /// A web page and a document in one.
        PdfBehindWebPage = "a PDF with a web page in front of it",
        /// A document and an executable in one.
        PdfBeforeProgram = "a PDF with a program behind it",
        /// The first half of an archive.
        CutOffZip = "a ZIP that is cut off",
        /// An archive whose end points beside its directory.
        ZipLedAstray = "a ZIP whose directory leads astray",
        /// An archive with an entry that does not fit its checksum.
        DamagedZip = "a ZIP with a damaged entry",
        /// An archive that writes beside its folder.
        ZipToParent = "a ZIP with an entry in the parent folder",
        /// An archive that writes where it likes.
        ZipToRoot = "a ZIP with an entry at an absolute path",
        /// An archive that writes to a drive.
        ZipToDrive = "a ZIP with an entry on a drive",
        /// An archive with a way out.
        ZipWithLink = "a ZIP with a symbolic link",
        /// An archive that fills disks.
        ZipBomb = "a ZIP that inflates a thousandfold",
    }
}

/// A document with what its office declares of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its octets.
    pub content: Vec<u8>,
    /// `fileFormatCategory`.
    pub format: Format,
    /// `fileChecksum`.
    pub checksum: String,
}

/// A format that DAS takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One document.
    Pdf,
    /// An archive of documents.
    Zip,
}

impl Format {
    /// `fileFormatCategory`.
    pub fn category(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Zip => "zip",
        }
    }

    /// The media type of an upload.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Zip => "application/zip",
        }
    }
}

impl Artefact {
    /// Makes the document; `label` stands in it where it has room for one.
    pub fn make(self, label: &str) -> Made {
        let content = self.content(label);
        let checksum = match self {
            Self::PdfWithAnotherChecksum => sha256(b"something else"),
            _ => sha256(&content),
        };
        Made {
            content,
            format: self.format(),
            checksum,
        }
    }

    /// The format that is declared.
    pub fn format(self) -> Format {
        match self {
            Self::ZipWithPdf
            | Self::ZipWithSeveralFiles
            | Self::PdfAsZip
            | Self::CutOffZip
            | Self::ZipLedAstray
            | Self::DamagedZip
            | Self::ZipToParent
            | Self::ZipToRoot
            | Self::ZipToDrive
            | Self::ZipWithLink
            | Self::ZipBomb => Format::Zip,
            _ => Format::Pdf,
        }
    }

    fn content(self, label: &str) -> Vec<u8> {
        match self {
            Self::Pdf | Self::PdfAsZip | Self::PdfWithAnotherChecksum => pdf::of_pages(label, 1),
            Self::PdfOfTwoPages => pdf::of_pages(label, 2),
            Self::TextAsPdf => format!("This is text: {label}\n").into_bytes(),
            Self::PictureAsPdf => [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", label.as_bytes()].concat(),
            Self::EmptyFile => Vec::new(),
            Self::CutOffPdf => first_half(pdf::of_pages(label, 2)),
            Self::PdfLedAstray => pdf::led_astray(label),
            Self::PdfWithoutReferences => pdf::without_references(label),
            Self::PdfWithoutPage => pdf::of_pages(label, 0),
            Self::PdfWithLoop => pdf::with_loop(label),
            Self::EncryptedPdf => pdf::encrypted(label),
            Self::PdfBeforeZip => [pdf::of_pages(label, 1), zip::with_pdf(label)].concat(),
            Self::PdfBehindWebPage => [
                b"<html><script>alert(1)</script></html>\n".to_vec(),
                pdf::of_pages(label, 1),
            ]
            .concat(),
            Self::PdfBeforeProgram => [
                pdf::of_pages(label, 1),
                b"\x7fELF\x02\x01\x01\0 a program".to_vec(),
            ]
            .concat(),
            _ => self.archive(label),
        }
    }

    fn archive(self, label: &str) -> Vec<u8> {
        match self {
            Self::CutOffZip => first_half(zip::with_pdf(label)),
            Self::ZipLedAstray => zip::led_astray(label),
            Self::DamagedZip => zip::damaged(label),
            Self::ZipWithSeveralFiles => zip::with_entry_named(label, "drawings.pdf"),
            Self::ZipToParent => zip::with_entry_named(label, "../../outside.pdf"),
            Self::ZipToRoot => zip::with_entry_named(label, "/tmp/outside.pdf"),
            Self::ZipToDrive => zip::with_entry_named(label, "C:\\outside.pdf"),
            Self::ZipWithLink => zip::with_link(label),
            Self::ZipBomb => zip::bomb(label),
            _ => zip::with_pdf(label),
        }
    }
}

/// The SHA-256 of octets, as `fileChecksum` spells it: lowercase hexadecimal.
pub fn sha256(octets: &[u8]) -> String {
    hex::encode(Sha256::digest(octets))
}

fn first_half(mut octets: Vec<u8>) -> Vec<u8> {
    octets.truncate(octets.len() / 2);
    octets
}

#[cfg(test)]
mod tests;
