//! The SHA-256 of a document, in lowercase hexadecimal as the API writes it.

use openssl::sha::Sha256;

use super::ContentError;

/// A SHA-256 that is fed piece by piece, while a document streams in or out.
#[derive(Clone, Default)]
pub struct ChecksumHasher(Sha256);

impl ChecksumHasher {
    /// Takes the next bytes of the document.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The checksum in lowercase hexadecimal.
    pub fn finish(self) -> String {
        hex::encode(self.0.finish())
    }
}

/// The checksum of a document that lies in memory.
pub fn checksum(bytes: &[u8]) -> String {
    let mut hasher = ChecksumHasher::default();
    hasher.update(bytes);
    hasher.finish()
}

/// Refuses a document whose checksum is not the declared `fileChecksum`.
pub(super) fn agrees(declared: &str, found: &str) -> Result<(), ContentError> {
    if declared == found {
        Ok(())
    } else {
        Err(ContentError::ChecksumMismatch {
            declared: declared.to_owned(),
            found: found.to_owned(),
        })
    }
}
