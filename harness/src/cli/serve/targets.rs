//! The served parties as targets: the examples of target files, with the addresses at which the parties are served.

mod brought;
mod exchange;
mod guest;

use mock_kit::ControlHandle;
use mock_oidc::resource;
use url::Url;

pub(super) use self::brought::{
    HOST_FILES, REGISTRY_TOKEN_FILE, connectors, write as write_what_they_name,
};
use crate::actor::environment::served;
use crate::actor::environment::served::Parties;
use crate::actor::environment::served::data_space::DataSpace;
use crate::actor::environment::served::messages::MessageParties;
use crate::cli::CliError;
use crate::cli::draft::Draft;
use crate::data::Data;
use crate::requirement::Profile;

/// The folder beside an example in which it finds what `serve` has written.
const FOLDER_OF_EXAMPLES: &str = "keys/";

/// A target file, with its name in the folder.
pub(super) struct TargetFile {
    /// The name.
    pub name: &'static str,
    /// What stands in it.
    pub text: String,
}

/// One that is made of an example.
struct Served<'a> {
    name: &'static str,
    example: &'static str,
    changes: Vec<Change<'a>>,
}

/// What is other than in the example.
enum Change<'a> {
    /// A text behind a key.
    Text(&'a [&'a str], String),
    /// A number or a list behind a key, as it is written.
    Word(&'a [&'a str], String),
    /// A part that is left out.
    Without(&'a [&'a str]),
}

/// The target files of those parties that can be judged from outside, and whose clock is moved at this address of control.
pub(super) fn of(
    data: &Data,
    profile: &Profile,
    served: &served::Served,
    control: &Url,
) -> Result<Vec<TargetFile>, CliError> {
    let mut files = match &served.parties {
        Parties::Exchange(parties) => exchange::files(profile, parties),
        Parties::DataSpace(parties) => data_space(parties),
        Parties::Messages(parties) => vec![messages(parties)],
    };
    files.extend(served.guest.as_ref().map(guest::file));
    let clock = served.controls().first().map(|party| clock(control, party));
    if let Some(clock) = &clock {
        let moved =
            |file: &mut Served<'_>| file.changes.push(text(&["clock", "advance_url"], clock));
        files.iter_mut().for_each(moved);
    }
    let files = files.iter().map(|file| file.written(data, profile));
    files.collect()
}

impl Served<'_> {
    /// The example in the folder of what it names, by this profile, and with everything permitted that our own party stands.
    fn written(&self, data: &Data, profile: &Profile) -> Result<TargetFile, CliError> {
        let example = data.example(self.example)?;
        let head = format!(
            "# A party of `das-conformance serve --profile {}`: das-conformance run --target <this file>",
            profile.name
        );
        let mut draft = Draft::of(&example.replace(FOLDER_OF_EXAMPLES, ""), &head);
        let name = format!("the served {}", self.example.replace('-', " "));
        draft.put(&["name"], Some(name));
        draft.put(&["profile"], Some(profile.name.clone()));
        draft.put(&["credentials"], Some("known-good".to_owned()));
        draft.put_word(&["hostile"], "true");
        draft.put_word(&["pace_per_second"], "1000");
        self.changes
            .iter()
            .for_each(|change| change.make(&mut draft));
        Ok(TargetFile {
            name: self.name,
            text: draft.text(),
        })
    }
}

impl Change<'_> {
    fn make(&self, draft: &mut Draft) {
        match self {
            Self::Text(key, text) => draft.put(key, Some(text.clone())),
            Self::Word(key, word) => draft.put_word(key, word),
            Self::Without(key) => draft.leave_out(key),
        }
    }
}

/// Where the clock of a party is moved, which is that of all.
fn clock(control: &Url, party: &ControlHandle) -> String {
    format!("{control}{}/clock/advance", party.party)
}

fn text<'a>(key: &'a [&'a str], text: &(impl ToString + ?Sized)) -> Change<'a> {
    Change::Text(key, text.to_string())
}

fn data_space(parties: &DataSpace) -> Vec<Served<'_>> {
    let daps = || {
        vec![
            text(&["daps", "issuer"], &parties.daps.issuer()),
            text(&["daps", "token_endpoint"], &parties.daps.token_endpoint()),
        ]
    };
    let messages = format!("{}messages", parties.connector.base());
    let mut connector = daps();
    connector.push(text(&["connector", "messages"], &messages));
    vec![
        Served {
            name: "target.yaml",
            example: "daps",
            changes: daps(),
        },
        Served {
            name: "target-connector.yaml",
            example: "connector",
            changes: connector,
        },
    ]
}

fn messages(parties: &MessageParties) -> Served<'_> {
    let port = parties.key_port.to_string();
    Served {
        name: "target.yaml",
        example: "message-parties",
        changes: vec![
            text(&["messages", "consumer"], parties.consumer.base()),
            text(&["messages", "producer"], parties.producer.base()),
            Change::Word(&["messages", "key_port"], port),
        ],
    }
}

fn resources<'a>(resource: &resource::Handle, issuer: &Url, scope: &str) -> Served<'a> {
    Served {
        name: "target-resource-server.yaml",
        example: "resource-server",
        changes: vec![
            text(&["authorization_server", "issuer"], bare(issuer)),
            text(&["resource_server", "base"], resource.base()),
            Change::Word(
                &["resource_server", "reads"],
                format!("{{ path: accounts, scope: \"{scope}\" }}"),
            ),
        ],
    }
}

/// An issuer as its text is compared.
pub(super) fn bare(issuer: &Url) -> &str {
    issuer.as_str().trim_end_matches('/')
}
