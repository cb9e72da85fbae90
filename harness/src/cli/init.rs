//! `init`: a commented target file, from flags, from a few questions, or from what an address tells of itself.

mod discovery;
mod questions;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use url::Url;

use self::discovery::Discovered;
use super::draft::Draft;
use super::{CliError, Library, say};
use crate::data::Data;
use crate::error::{ConfigurationError, ExitCode, HarnessError, nearest};
use crate::input;
use crate::target::Target;

/// The example for DAS and its authorization server.
const DAS: &str = "das";

/// Options of `init`. On a terminal, what is not given is asked for.
#[derive(Debug, Clone, Args)]
pub(super) struct Init {
    /// Which example the file is made of: das, authorization-server, ciba, office-client and so on.
    #[arg(long, value_name = "NAME")]
    example: Option<String>,
    /// The issuer of the authorization server, or the address of its metadata: they are read, and tell the rest.
    #[arg(long, value_name = "URL")]
    issuer: Option<Url>,
    /// The base address of DAS.
    #[arg(long, value_name = "URL")]
    das: Option<Url>,
    /// What the report calls the target.
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// The profile that it is judged by.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// The certificate authorities that vouch for its hosts, as a PEM file.
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// The id of the client.
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    /// Its private key, as a PEM file.
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// The office that it stands for (WIPO ST.3).
    #[arg(long, value_name = "CODE")]
    office: Option<String>,
    /// Where the file is written.
    #[arg(long, default_value = "target.yaml", value_name = "FILE")]
    out: PathBuf,
    /// Write over a file that is there.
    #[arg(long)]
    force: bool,
}

impl Init {
    pub(super) fn execute(&self, library: &Library) -> Result<ExitCode, CliError> {
        self.demand_room()?;
        let wanted = questions::complete(self.clone())?;
        let discovered = wanted.discover()?;
        let text = wanted.draft(&library.data, discovered.as_ref())?;
        fs::write(&wanted.out, text).map_err(|error| {
            let problem = format!("cannot write {}: {error}", wanted.out.display());
            ConfigurationError::new(problem).fix("name a file that can be written by `--out`")
        })?;
        say(format_args!("written to {}", wanted.out.display()));
        if !library.terminal.is_quiet() {
            say(left_to_do(&wanted.out, library));
        }
        Ok(ExitCode::Conformant)
    }

    fn demand_room(&self) -> Result<(), ConfigurationError> {
        if self.force || !self.out.exists() {
            return Ok(());
        }
        let problem = format!("{} is there already", self.out.display());
        Err(ConfigurationError::new(problem).fix("give another name by `--out`, or `--force`"))
    }

    /// What the metadata tell, where an address of them is known.
    fn discover(&self) -> Result<Option<Discovered>, CliError> {
        let authorities = self.authorities()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| HarnessError::Broken(error.to_string()))?;
        Ok(match (&self.issuer, &self.das) {
            (Some(issuer), _) => {
                Some(runtime.block_on(discovery::of_issuer(issuer, &authorities))?)
            }
            (None, Some(das)) => runtime.block_on(discovery::of_resource(das, &authorities))?,
            (None, None) => None,
        })
    }

    fn authorities(&self) -> Result<Vec<String>, ConfigurationError> {
        let Some(file) = &self.ca_file else {
            return Ok(discovery::authorities_of_the_machine());
        };
        Ok(vec![input::text(file, input::KEY_LIMIT)?])
    }

    fn draft(&self, data: &Data, found: Option<&Discovered>) -> Result<String, ConfigurationError> {
        let example = self.example(found);
        let head = format!(
            "# What is judged: das-conformance run --target {}\n# Paths are relative to this file.",
            self.out.display()
        );
        let mut draft = Draft::of(&read_example(data, &example)?, &head);
        draft.leave_out(&["clients", "another_client"]);
        draft.leave_out(&["clients", "unauthorised_client"]);
        draft.leave_out(&["clock"]);
        draft.put_list(&["capabilities"], &[]);
        let profile = self.profile.clone();
        draft.put(
            &["profile"],
            profile.or_else(|| found.and_then(|found| found.profile(&example))),
        );
        draft.put(&["name"], self.name.clone());
        draft.put(&["trust", "ca_file"], self.beside(self.ca_file.as_deref()));
        draft.put(&["clients", "client", "id"], self.client_id.clone());
        draft.put(
            &["clients", "client", "key_file"],
            self.beside(self.key_file.as_deref()),
        );
        draft.put(&["documents", "office"], self.office.clone());
        draft.put(&["das", "base"], self.das.as_ref().map(Url::to_string));
        if let Some(found) = found {
            draft.put(
                &["authorization_server", "issuer"],
                Some(found.issuer.clone()),
            );
            draft.put_list(&["capabilities"], &found.capabilities(&example));
        }
        if example == DAS && self.das.is_none() && self.issuer.is_some() {
            draft.put_list(&["roles"], &["authorization-server"]);
            draft.leave_out(&["das"]);
            draft.leave_out(&["documents"]);
        }
        Ok(draft.text())
    }

    /// The example that was asked for, or the one that fits what was found.
    fn example(&self, found: Option<&Discovered>) -> String {
        let fitting = || match found {
            Some(found) if self.das.is_none() => found.example(),
            _ => DAS,
        };
        self.example.clone().unwrap_or_else(|| fitting().to_owned())
    }

    /// A path as it is seen from the target file.
    fn beside(&self, file: Option<&Path>) -> Option<String> {
        let file = file?;
        let folder = self.out.parent().unwrap_or(Path::new(""));
        if let Ok(within) = file.strip_prefix(folder) {
            return Some(within.display().to_string());
        }
        let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        Some(whole.display().to_string())
    }
}

fn read_example(data: &Data, name: &str) -> Result<String, ConfigurationError> {
    let names = data.examples();
    if names.iter().any(|known| known == name) {
        return data.example(name);
    }
    let fix = match nearest(name, names.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("use one of: {}", names.join(", ")),
    };
    Err(ConfigurationError::new(format!("there is no example `{name}`")).fix(fix))
}

/// What still keeps the file from being used, found by the same look as that of `doctor`.
fn left_to_do(file: &Path, library: &Library) -> String {
    let inspection = Target::inspect(file, &library.data, &library.registry);
    let problems = inspection.checks.iter().filter_map(|check| check.problem());
    let lines: Vec<String> = problems.map(|problem| format!("  {problem}")).collect();
    let next = format!("das-conformance doctor --target {}", file.display());
    if lines.is_empty() {
        format!("next: {next}")
    } else {
        format!("still to do:\n{}\nthen: {next}", lines.join("\n"))
    }
}
