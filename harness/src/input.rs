//! Files that an operator names, or was sent by somebody else: regular ones, up to a limit, and read whole.
//!
//! A pipe that nobody writes to and a device without an end would keep us for ever.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use crate::error::ConfigurationError;

/// The most octets of a target file or a baseline. What a reader of YAML spends on nested lists grows with the square of their depth.
pub const YAML_LIMIT: u64 = 128 << 10;

/// The most octets of a key, a certificate, a token or a list of them.
pub const KEY_LIMIT: u64 = 1 << 20;

/// The most octets of a result. A whole run of one profile has some twenty million.
pub const RESULT_LIMIT: u64 = 256 << 20;

/// The octets of a file that has at most `limit` of them.
pub fn octets(path: &Path, limit: u64) -> Result<Vec<u8>, ConfigurationError> {
    let unreadable = |error| ConfigurationError::unreadable(path, &error);
    let about = fs::metadata(path).map_err(unreadable)?;
    if about.is_dir() {
        return Err(unusable(path, "is a folder", "name a file in it"));
    }
    if !about.is_file() {
        let fix = "write what comes out of it into a file first";
        return Err(unusable(path, "is a pipe or a device", fix));
    }
    let mut octets = Vec::new();
    // It may grow, or be another one by now: its length binds nobody.
    let file = fs::File::open(path).map_err(unreadable)?;
    let read = file.take(limit + 1).read_to_end(&mut octets);
    if read.map_err(unreadable)? as u64 > limit {
        let problem = format!("is larger than {}", size(limit));
        return Err(unusable(path, &problem, "see whether it is the right file"));
    }
    Ok(octets)
}

/// The text of a file that has at most `limit` octets.
pub fn text(path: &Path, limit: u64) -> Result<String, ConfigurationError> {
    String::from_utf8(octets(path, limit)?).map_err(|_| {
        let fix = "see whether it is the right file, and save it in UTF-8";
        unusable(path, "is no text in UTF-8", fix)
    })
}

fn unusable(path: &Path, problem: &str, fix: &str) -> ConfigurationError {
    ConfigurationError::new(format!("{} {problem}", path.display())).fix(fix)
}

fn size(limit: u64) -> String {
    match limit >> 20 {
        0 => format!("{} KiB", limit >> 10),
        mebibytes => format!("{mebibytes} MiB"),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use std::process::Command;

    use super::*;

    fn refusal(path: &Path) -> String {
        text(path, 4).unwrap_err().problem().to_owned()
    }

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.pem");
        fs::write(&file, "four").unwrap();
        assert_eq!(text(&file, 4).unwrap(), "four");
        fs::write(&file, "five!").unwrap();
        assert!(refusal(&file).ends_with("a.pem is larger than 0 KiB"));
    }

    #[test]
    fn what_is_no_text_is_not_called_missing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.pem");
        fs::write(&file, [0xff]).unwrap();
        assert!(refusal(&file).ends_with("a.pem is no text in UTF-8"));
        assert_eq!(octets(&file, 4).unwrap(), [0xff]);
    }

    #[test]
    fn a_folder_a_pipe_that_nobody_writes_to_and_an_endless_device_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .unwrap()
                .success()
        );
        assert!(refusal(folder.path()).ends_with(" is a folder"));
        assert!(refusal(&pipe).ends_with("pipe is a pipe or a device"));
        let zero = Path::new("/dev/zero");
        assert_eq!(refusal(zero), "/dev/zero is a pipe or a device");
    }
}
