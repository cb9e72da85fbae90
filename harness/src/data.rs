//! The features, profiles, requirements and fixtures: built into the binary, and overridden file by file by a folder; or as they stood
//! when something was judged by them.
//!
//! Nothing else reads them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rust_embed::{Embed, EmbeddedFile};

use crate::error::{ConfigurationError, SourceFile};

/// Where the examples of target files lie.
const EXAMPLES: &str = "fixtures/targets/";

/// `features/` as it was when the binary was built.
#[derive(Embed)]
#[folder = "../features"]
struct Features;

/// `fixtures/` as it was when the binary was built.
#[derive(Embed)]
#[folder = "../fixtures"]
struct Fixtures;

/// Where data come from. Paths begin with `features/` or `fixtures/`, in the binary as in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    source: Source,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    /// What the binary carries.
    Embedded,
    /// The same, overridden by a folder.
    Folder(PathBuf),
    /// These files and no others.
    Files(BTreeMap<String, String>),
}

/// The bytes of one file.
pub type Content = Cow<'static, [u8]>;

impl Data {
    /// What the binary carries.
    pub fn embedded() -> Self {
        Self {
            source: Source::Embedded,
        }
    }

    /// These files, by their paths, and nothing else.
    pub fn files(files: BTreeMap<String, String>) -> Self {
        Self {
            source: Source::Files(files),
        }
    }

    /// What the binary carries, overridden and extended by a folder that holds `features/`, `fixtures/` or both.
    pub fn folder(path: impl Into<PathBuf>) -> Result<Self, ConfigurationError> {
        let path = path.into();
        if path.join("features").is_dir() || path.join("fixtures").is_dir() {
            return Ok(Self {
                source: Source::Folder(path),
            });
        }
        Err(ConfigurationError::new(format!(
            "{} holds neither features/ nor fixtures/",
            path.display()
        ))
        .fix("give the folder above them"))
    }

    /// The feature files, in the order of their paths.
    pub fn features(&self) -> Result<Vec<SourceFile>, ConfigurationError> {
        self.texts("features/", ".feature")
    }

    /// The files of requirement rows.
    pub fn requirements(&self) -> Result<Vec<SourceFile>, ConfigurationError> {
        self.texts("features/requirements/", ".yaml")
    }

    /// The profiles.
    pub fn profiles(&self) -> Result<Vec<SourceFile>, ConfigurationError> {
        self.texts("features/profiles/", ".yaml")
    }

    /// The ids of the ledger that rows may come from, where the list is at hand.
    pub fn ledger(&self) -> Result<Option<SourceFile>, ConfigurationError> {
        let path = "features/requirements/ledger.txt";
        self.paths()
            .contains(&path.to_owned())
            .then(|| self.text(path))
            .transpose()
    }

    /// The names of the examples of target files.
    pub fn examples(&self) -> Vec<String> {
        let paths = self.paths().into_iter();
        let names = paths.filter_map(|path| {
            let name = path.strip_prefix(EXAMPLES)?.strip_suffix(".yaml")?;
            Some(name.to_owned())
        });
        names.collect()
    }

    /// An example of a target file, by its name.
    pub fn example(&self, name: &str) -> Result<String, ConfigurationError> {
        Ok(self.text(&format!("{EXAMPLES}{name}.yaml"))?.text)
    }

    /// A file below `fixtures/`, by its path there.
    pub fn fixture(&self, path: &str) -> Result<Content, ConfigurationError> {
        self.bytes(&format!("fixtures/{path}"))
    }

    /// A file by its path.
    pub fn bytes(&self, path: &str) -> Result<Content, ConfigurationError> {
        if let Some(file) = self.overriding(path) {
            return fs::read(&file)
                .map(Cow::Owned)
                .map_err(|error| ConfigurationError::unreadable(&file, &error));
        }
        let carried = match &self.source {
            Source::Files(files) => files
                .get(path)
                .map(|text| Cow::Owned(text.clone().into_bytes())),
            Source::Embedded | Source::Folder(_) => embedded(path).map(|file| file.data),
        };
        carried.ok_or_else(|| {
            ConfigurationError::new(format!("there is no {path}"))
                .fix("it comes with the binary or with the folder given")
        })
    }

    /// A text by its path.
    pub fn text(&self, path: &str) -> Result<SourceFile, ConfigurationError> {
        let text = String::from_utf8(self.bytes(path)?.into_owned()).map_err(|_| {
            ConfigurationError::new(format!("{path} is not UTF-8 text")).fix("save it as UTF-8")
        })?;
        Ok(SourceFile::new(self.shown(path), text))
    }

    /// Every path there is, sorted.
    pub fn paths(&self) -> Vec<String> {
        let mut paths: BTreeSet<String> = match &self.source {
            Source::Files(files) => files.keys().cloned().collect(),
            Source::Embedded | Source::Folder(_) => embedded_paths().collect(),
        };
        if let Source::Folder(folder) = &self.source {
            for room in ["features", "fixtures"] {
                collect(folder, Path::new(room), &mut paths);
            }
        }
        paths.into_iter().collect()
    }

    fn texts(&self, below: &str, ending: &str) -> Result<Vec<SourceFile>, ConfigurationError> {
        let paths = self.paths();
        let wanted = paths
            .iter()
            .filter(|path| path.starts_with(below) && path.ends_with(ending));
        wanted.map(|path| self.text(path)).collect()
    }

    fn overriding(&self, path: &str) -> Option<PathBuf> {
        let Source::Folder(folder) = &self.source else {
            return None;
        };
        Some(folder.join(path)).filter(|file| file.is_file())
    }

    fn shown(&self, path: &str) -> String {
        self.overriding(path)
            .map_or_else(|| path.to_owned(), |file| file.display().to_string())
    }
}

fn embedded(path: &str) -> Option<EmbeddedFile> {
    let (room, rest) = path.split_once('/')?;
    match room {
        "features" => Features::get(rest),
        "fixtures" => Fixtures::get(rest),
        _ => None,
    }
}

fn embedded_paths() -> impl Iterator<Item = String> {
    let features = Features::iter().map(|path| format!("features/{path}"));
    features.chain(Fixtures::iter().map(|path| format!("fixtures/{path}")))
}

/// Adds every file below a folder; what cannot be listed is not there.
fn collect(root: &Path, below: &Path, paths: &mut BTreeSet<String>) {
    let Ok(entries) = fs::read_dir(root.join(below)) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let path = below.join(entry.file_name());
        if entry.path().is_dir() {
            collect(root, &path, paths);
        } else if let Some(text) = path.to_str() {
            paths.insert(text.replace('\\', "/"));
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;

    #[test]
    fn the_binary_carries_requirements_and_example_targets() {
        let paths = Data::embedded().paths();
        assert!(paths.contains(&"features/requirements/das.yaml".to_owned()));
        assert!(paths.contains(&"fixtures/targets/das.yaml".to_owned()));
    }

    #[test]
    fn a_folder_overrides_one_file_and_adds_another() {
        let folder = tempfile::tempdir().unwrap();
        let rows = folder.path().join("features/requirements");
        fs::create_dir_all(&rows).unwrap();
        fs::write(rows.join("das.yaml"), "changed").unwrap();
        fs::write(rows.join("zzz.yaml"), "new").unwrap();
        let data = Data::folder(folder.path()).unwrap();
        assert_eq!(
            data.text("features/requirements/das.yaml").unwrap().text,
            "changed"
        );
        assert_eq!(
            data.requirements().unwrap().len(),
            Data::embedded().requirements().unwrap().len() + 1
        );
    }

    #[test]
    fn given_files_are_all_there_is() {
        let path = "features/requirements/das.yaml";
        let data = Data::files([(path.to_owned(), "changed".to_owned())].into());
        assert_eq!(data.text(path).unwrap().text, "changed");
        assert_eq!(data.paths(), [path]);
        assert!(data.text("features/requirements/fdx.yaml").is_err());
    }

    #[test]
    fn a_folder_without_data_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(
            Data::folder(folder.path())
                .unwrap_err()
                .to_string()
                .contains("holds neither")
        );
    }
}
