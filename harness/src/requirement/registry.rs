//! All rows of all specifications, in the order of the files.

use indexmap::IndexMap;
use serde::Deserialize;

use super::{Requirement, RequirementId};
use crate::data::Data;
use crate::error::{ConfigurationError, SourceFile};

/// A specification whose clauses are rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specification {
    /// Its short name, which is also its file's.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The version that the rows were made from.
    pub version: String,
    /// Where it can be read.
    pub link: String,
    /// Its rows, in the order of the file.
    pub requirements: Vec<RequirementId>,
}

/// Every row there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registry {
    version: String,
    specifications: Vec<Specification>,
    rows: IndexMap<RequirementId, Row>,
    ledger: Vec<RequirementId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    requirement: Requirement,
    specification: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RegistryFile {
    specification: String,
    title: String,
    version: String,
    link: String,
    requirements: Vec<Requirement>,
}

impl Registry {
    /// Reads the files of `features/requirements`.
    pub fn load(data: &Data) -> Result<Self, ConfigurationError> {
        let ledger = data.ledger()?.map(|file| ledger(&file)).transpose()?;
        Self::from_files(&data.requirements()?, ledger.unwrap_or_default())
    }

    /// Makes a registry of files that were read, and of the ids of the ledger that `from` may name (none: any).
    pub fn from_files(
        files: &[SourceFile],
        ledger: Vec<RequirementId>,
    ) -> Result<Self, ConfigurationError> {
        let mut registry = Self {
            version: fingerprint(files),
            specifications: Vec::new(),
            rows: IndexMap::new(),
            ledger,
        };
        for file in files {
            registry.add(file)?;
        }
        Ok(registry)
    }

    fn add(&mut self, file: &SourceFile) -> Result<(), ConfigurationError> {
        let read: RegistryFile = serde_yaml::from_str(&file.text)
            .map_err(|error| ConfigurationError::yaml(file, &error))?;
        let specification = self.specifications.len();
        let ids = read.requirements.iter().map(|row| row.id.clone()).collect();
        for requirement in read.requirements {
            self.check(&requirement, file)?;
            self.rows.insert(
                requirement.id.clone(),
                Row {
                    requirement,
                    specification,
                },
            );
        }
        self.specifications.push(Specification {
            name: read.specification,
            title: read.title,
            version: read.version,
            link: read.link,
            requirements: ids,
        });
        Ok(())
    }

    fn check(&self, row: &Requirement, file: &SourceFile) -> Result<(), ConfigurationError> {
        if let Some(earlier) = self.specification_of(&row.id) {
            return Err(duplicate(row, &earlier.name, file));
        }
        if self.rows.contains_key(&row.id) {
            return Err(duplicate(row, "this file", file));
        }
        match row
            .from
            .iter()
            .find(|id| !self.ledger.is_empty() && !self.ledger.contains(id))
        {
            Some(unknown) => Err(ConfigurationError::new(format!(
                "{} comes from {unknown}, which is no row of the ledger",
                row.id
            ))
            .fix("name a row of features/requirements/ledger.txt")
            .within(file, file.word(unknown.as_str(), 0))),
            None => Ok(()),
        }
    }

    /// What identifies this state of the rows: a certificate names it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The specifications, in the order of their files.
    pub fn specifications(&self) -> &[Specification] {
        &self.specifications
    }

    /// A specification by its short name.
    pub fn specification(&self, name: &str) -> Option<&Specification> {
        self.specifications
            .iter()
            .find(|specification| specification.name == name)
    }

    /// The specification that a row belongs to.
    pub fn specification_of(&self, id: &RequirementId) -> Option<&Specification> {
        self.rows
            .get(id)
            .and_then(|row| self.specifications.get(row.specification))
    }

    /// A row by its id.
    pub fn get(&self, id: &RequirementId) -> Option<&Requirement> {
        self.rows.get(id).map(|row| &row.requirement)
    }

    /// Every row, specification by specification.
    pub fn iter(&self) -> impl Iterator<Item = &Requirement> {
        self.rows.values().map(|row| &row.requirement)
    }

    /// Every id, to suggest one for a misspelt one.
    pub fn ids(&self) -> impl Iterator<Item = &RequirementId> {
        self.rows.keys()
    }

    /// Where a row can be read: its own link, or its specification's.
    pub fn link(&self, id: &RequirementId) -> Option<&str> {
        let own = self.get(id)?.link.as_deref();
        own.or_else(|| {
            self.specification_of(id)
                .map(|specification| specification.link.as_str())
        })
    }

    /// The rows of the ledger, in its order.
    pub fn ledger(&self) -> &[RequirementId] {
        &self.ledger
    }

    /// The rows made from a row of the ledger: that of the same id, and those that name it in their `from`.
    pub fn made_from<'a>(&'a self, id: &'a RequirementId) -> impl Iterator<Item = &'a Requirement> {
        self.iter()
            .filter(move |row| row.id == *id || row.from.contains(id))
    }

    /// The rows of the ledger whose id begins so and from which no row was made.
    pub fn unaccounted<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a RequirementId> {
        self.ledger
            .iter()
            .filter(move |id| id.as_str().starts_with(prefix))
            .filter(|id| self.made_from(id).next().is_none())
    }
}

fn duplicate(row: &Requirement, earlier: &str, file: &SourceFile) -> ConfigurationError {
    let nth = usize::from(earlier == "this file");
    ConfigurationError::new(format!("{} already stands in {earlier}", row.id))
        .fix("give the new row an id of its own; ids are never reused")
        .within(file, file.word(row.id.as_str(), nth))
}

fn ledger(file: &SourceFile) -> Result<Vec<RequirementId>, ConfigurationError> {
    let lines = file.text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            RequirementId::new(line).map_err(|error| {
                ConfigurationError::new(error.to_string()).within(file, file.word(line, 0))
            })
        })
        .collect()
}

/// The first 12 digits of the SHA-256 over all names and texts.
fn fingerprint(files: &[SourceFile]) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for part in files
        .iter()
        .flat_map(|file| [within_features(&file.name), &file.text])
    {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    hex::encode(&hash.finalize()[..6])
}

/// The path of a file, wherever its folder lies.
fn within_features(path: &str) -> &str {
    path.rsplit_once("features/")
        .map_or(path, |(_, within)| within)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use proptest::prelude::*;

    use super::*;
    use crate::verdict::UntestedReason;

    const HEADER: &str =
        "specification: das\ntitle: T\nversion: '1'\nlink: https://das.example/\nrequirements:\n";

    fn row(id: &str, extra: &str) -> String {
        format!(
            "  - id: {id}\n    clause: c\n    level: shall\n    binds: das\n    text: t\n    basis: seed\n{extra}"
        )
    }

    fn file(name: &str, rows: &[String]) -> SourceFile {
        SourceFile::new(name, format!("{HEADER}{}", rows.concat()))
    }

    fn refusal(files: &[SourceFile]) -> String {
        let ledger = vec![RequirementId::new("DAS-AUTH-01").unwrap()];
        Registry::from_files(files, ledger).unwrap_err().to_string()
    }

    #[test]
    fn rows_are_read_with_their_reasons() {
        let extra = "    from: [DAS-AUTH-01]\n    untested: { reason: definition only, because: a recipe }\n";
        let registry =
            Registry::from_files(&[file("das.yaml", &[row("DAS-X-01", extra)])], Vec::new())
                .unwrap();
        let untested = registry.iter().next().unwrap().untested.clone().unwrap();
        assert_eq!(
            (untested.reason, untested.because.as_str()),
            (UntestedReason::DefinitionOnly, "a recipe")
        );
        assert_eq!(
            registry.link(&RequirementId::new("DAS-X-01").unwrap()),
            Some("https://das.example/")
        );
    }

    #[test]
    fn an_id_used_twice_is_refused_with_its_line() {
        let twice = file("das.yaml", &[row("DAS-X-01", ""), row("DAS-X-01", "")]);
        assert!(refusal(&[twice]).starts_with("das.yaml:12: DAS-X-01 already stands in this file"));
    }

    #[test]
    fn an_id_used_in_two_files_is_refused() {
        let files = [
            file("a.yaml", &[row("DAS-X-01", "")]),
            file("b.yaml", &[row("DAS-X-01", "")]),
        ];
        assert!(refusal(&files).starts_with("b.yaml:6: DAS-X-01 already stands in das"));
    }

    #[test]
    fn a_row_of_the_ledger_that_does_not_exist_is_refused() {
        let message = refusal(&[file(
            "das.yaml",
            &[row("DAS-X-01", "    from: [DAS-AUTH-99]\n")],
        )]);
        assert!(
            message.starts_with("das.yaml:12: DAS-X-01 comes from DAS-AUTH-99"),
            "{message}"
        );
    }

    #[test]
    fn the_rows_of_the_repository_account_for_the_ledger_of_das() {
        let registry = Registry::load(&Data::embedded()).unwrap();
        assert_eq!(
            registry.unaccounted("DAS-").collect::<Vec<_>>(),
            Vec::<&RequirementId>::new()
        );
    }

    proptest! {
        #[test]
        fn no_text_stops_the_reader(text in "(specification|requirements|id|: |- |\n|  |DAS-X-01|[\\[{}\\]&*!|>'\"%@`#,a-z]){0,40}") {
            let _ = Registry::from_files(&[SourceFile::new("x.yaml", text)], Vec::new());
        }
    }

    #[test]
    fn an_unknown_level_and_an_unknown_key_are_refused_with_their_line() {
        let level = file("das.yaml", &[row("DAS-X-01", "").replace("shall", "must")]);
        assert!(refusal(&[level]).starts_with("das.yaml:8: "));
        let key = file("das.yaml", &[row("DAS-X-01", "    levle: shall\n")]);
        assert!(refusal(&[key]).contains("unknown key `levle`"));
    }
}
