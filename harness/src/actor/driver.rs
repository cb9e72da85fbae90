//! Parties under test that have to be driven: by a command, or by a trigger URL. `fixtures/drivers/README.md` is the contract.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::office_client::command::Program;
use super::office_client::trigger::{answered, http_client};
use crate::stop::Stop;
use crate::target::PartyDriver;

/// How variables end that name a file. A trigger gets the text itself, without that end.
const OF_FILES: &str = "_FILE";

/// What a party is told.
#[derive(Clone)]
pub struct Errand {
    /// The values of the contract.
    pub values: Vec<(&'static str, String)>,
    /// The texts of the contract that commands are handed as files: the variable, the name of the file, the text.
    pub texts: Vec<(&'static str, &'static str, String)>,
    /// The variable that names the folder in which a command may write.
    pub work_variable: &'static str,
    /// The authority of our parties, as a PEM text.
    pub authority_pem: String,
    /// How long it may take.
    pub deadline: Duration,
}

/// Without the texts, among which a private key may be.
impl fmt::Debug for Errand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Errand");
        shown.field("values", &self.values).finish_non_exhaustive()
    }
}

/// How an errand ended.
#[derive(Debug, Clone)]
pub struct Done {
    /// Whether the party says that it has done all that it was told.
    pub all: bool,
    /// Whether it came to an end at all. One that was cut off might have gone on.
    pub in_time: bool,
    /// In words: "exit code 1".
    pub how: String,
    /// What it wrote for people to read, as far as it was kept.
    pub said: String,
}

impl Done {
    /// By a party of ours, which is called in the process.
    pub fn by_ours() -> Self {
        Self {
            all: true,
            in_time: true,
            how: "it was called".to_owned(),
            said: String::new(),
        }
    }
}

/// Has a party act, and waits until it says that it has ended.
pub async fn drive(driver: &PartyDriver, errand: &Errand) -> Result<Done, Stop> {
    let (in_time, ended) = match driver {
        PartyDriver::Command { command, folder } => {
            let work = WorkFolder::new()?;
            let variables = work.hand_over(errand)?;
            let program = Program {
                command,
                folder,
                working: &work.0,
                variables: &variables,
            };
            program.run(errand.deadline).await?
        }
        PartyDriver::Trigger { url, trust } => {
            let http = http_client(&errand.authority_pem, trust.as_deref())?;
            let request = http.post(url.clone()).timeout(errand.deadline);
            answered(request.json(&errand.as_json())).await?
        }
    };
    Ok(Done {
        all: ended.done,
        in_time,
        how: ended.how,
        said: ended.said,
    })
}

impl Errand {
    fn as_json(&self) -> Value {
        let values = self.values.iter().map(|(name, value)| (*name, value));
        let texts = self.texts.iter();
        let texts = texts.map(|(name, _, text)| (name.trim_end_matches(OF_FILES), text));
        let members: Map<String, Value> = values
            .chain(texts)
            .map(|(name, value)| (name.to_owned(), json!(value)))
            .collect();
        Value::Object(members)
    }
}

/// A folder with files, which goes when this is dropped.
struct WorkFolder(PathBuf);

impl WorkFolder {
    fn new() -> Result<Self, Stop> {
        let name = format!("das-party-{}", mock_kit::entropy::identifier());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).map_err(Stop::harness_bug)?;
        Ok(Self(folder))
    }

    /// Writes the texts, and tells all variables.
    fn hand_over(&self, errand: &Errand) -> Result<Vec<(&'static str, String)>, Stop> {
        let mut variables = errand.values.clone();
        variables.push((errand.work_variable, shown(&self.0)));
        for (variable, name, text) in &errand.texts {
            let file = self.0.join(name);
            std::fs::write(&file, text).map_err(Stop::harness_bug)?;
            variables.push((*variable, shown(&file)));
        }
        Ok(variables)
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;

    fn errand() -> Errand {
        Errand {
            values: vec![("FDX_ACTS", "register read".to_owned())],
            texts: vec![("FDX_CA_FILE", "ca.pem", "the authority".to_owned())],
            work_variable: "FDX_WORK_DIR",
            authority_pem: String::new(),
            deadline: Duration::from_mins(1),
        }
    }

    #[tokio::test]
    async fn a_command_is_told_values_and_files() {
        let script = "printf '%s|%s|' \"$FDX_ACTS\" \"$(cat \"$FDX_CA_FILE\")\"; test \"$PWD\" -ef \"$FDX_WORK_DIR\"";
        let driver = PartyDriver::Command {
            command: ["bash", "-c", script].map(str::to_owned).to_vec(),
            folder: PathBuf::new(),
        };
        let done = drive(&driver, &errand()).await.unwrap();
        assert!(done.all && done.in_time, "{done:?}");
        assert_eq!(done.said, "register read|the authority|");
    }

    #[tokio::test]
    async fn a_command_that_is_cut_off_came_to_no_end() {
        let driver = PartyDriver::Command {
            command: ["bash", "-c", "read -r < <(tail -f /dev/null)"]
                .map(str::to_owned)
                .to_vec(),
            folder: PathBuf::new(),
        };
        let hasty = Errand {
            deadline: Duration::from_millis(200),
            ..errand()
        };
        let done = drive(&driver, &hasty).await.unwrap();
        assert!(!done.all && !done.in_time, "{done:?}");
    }

    #[test]
    fn a_trigger_is_told_the_texts_themselves() {
        let told = json!({ "FDX_ACTS": "register read", "FDX_CA": "the authority" });
        assert_eq!(errand().as_json(), told);
    }
}
