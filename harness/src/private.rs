//! Folders and files that nobody but their owner can read: private keys lie in them, passwords and tokens.

use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::path::Path;

/// Makes a folder with those above it. One that is there already stays as it is.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Writes a file. One that is there already is nobody else's from then on.
pub fn write(path: &Path, octets: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    close(&file)?;
    file.write_all(octets)
}

#[cfg(unix)]
fn close(file: &File) -> io::Result<()> {
    file.set_permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o600))
}

#[cfg(not(unix))]
fn close(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_made_is_for_its_owner_alone() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("above/folder");
        create_folder(&folder).unwrap();
        create_folder(&folder).unwrap();
        assert_eq!(
            (mode(&folder), mode(folder.parent().unwrap())),
            (0o700, 0o700)
        );
        let file = folder.join("key.pem");
        write(&file, b"secret").unwrap();
        assert_eq!(mode(&file), 0o600);
    }

    #[test]
    fn a_file_that_others_could_read_is_closed() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("key.pem");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
        write(&file, b"new").unwrap();
        assert_eq!(
            (mode(&file), fs::read(&file).unwrap()),
            (0o600, b"new".to_vec())
        );
    }
}
