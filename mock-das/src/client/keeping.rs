//! Keeping a document that was fetched.

use std::ffi::OsString;
use std::io;
use std::path::Path;

/// What is appended to the name of a document that is not whole yet.
const UNFINISHED: &str = ".unfinished";

/// Writes a document: it appears under its name when it is whole, or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn keep(file: &Path, content: &[u8]) -> io::Result<()> {
    let mut unfinished = OsString::from(file);
    unfinished.push(UNFINISHED);
    std::fs::write(&unfinished, content)?;
    std::fs::rename(&unfinished, file)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    #[test]
    fn documents_that_differ_in_their_format_alone_do_not_mix() {
        let folder = tempfile::tempdir().unwrap();
        let (pdf, zip) = (folder.path().join("a.pdf"), folder.path().join("a.zip"));
        // What is left of another document that was never whole stands in nobody's way.
        std::fs::create_dir(folder.path().join("a.unfinished")).unwrap();
        keep(&pdf, b"one").unwrap();
        keep(&zip, b"two").unwrap();
        assert_eq!(std::fs::read(&pdf).unwrap(), b"one");
        assert_eq!(std::fs::read(&zip).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
    }
}
