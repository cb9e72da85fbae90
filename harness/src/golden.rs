//! Generated files that are kept in the repository: a test shows that each is current.

use std::fs;
use std::path::{Path, PathBuf};

/// Compares a generated file, by its path in the repository, with what it should be. `UPDATE_GOLDEN=1` writes it.
#[expect(clippy::expect_used, reason = "a test may stop here")]
pub(crate) fn assert_current(path: &str, generated: &str) {
    let path = repository().join(path);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, generated).expect("a file that can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == generated,
        "{} is not current: run the tests with UPDATE_GOLDEN=1",
        path.display()
    );
}

/// Where insta keeps its snapshots.
pub(crate) fn snapshots() -> PathBuf {
    repository().join("reports/golden")
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Compares a text with its snapshot in `reports/golden`.
macro_rules! assert_golden {
    ($name:expr, $text:expr) => {
        insta::with_settings!(
            { snapshot_path => $crate::golden::snapshots(), prepend_module_to_snapshot => false, omit_expression => true },
            { insta::assert_snapshot!($name, $text) }
        )
    };
}

pub(crate) use assert_golden;
