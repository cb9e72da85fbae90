//! The served parties as targets: a target file for each of those that can be judged, with the keys and documents that it names.

mod data_space;
mod messages;
mod with_users;

use std::path::Path;

use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use url::Url;

pub(super) use self::data_space::connectors;
pub(super) use self::messages::HOST_FILES;
pub(super) use self::with_users::REGISTRY_TOKEN_FILE;
use super::{SCRIPT_CLIENT, SCRIPT_KEY_FILE, put, put_octets, put_secret};
use crate::actor::environment::clients::OauthClient;
use crate::actor::environment::facts::{KeptDocument, SetUp};
use crate::actor::environment::served::Parties;
use crate::actor::environment::served::exchange::{Exchange, ServedOffice};
use crate::error::HarnessError;
use crate::requirement::Profile;

/// The target files: DAS with its authorization server, an office of each set-up, the PCT service.
const FILES: [&str; 4] = [
    "target.yaml",
    "target-office-at.yaml",
    "target-office-fr.yaml",
    "target-pct.yaml",
];

/// A client of WIPO's authorization server that is not WIPO.
const OTHER_CLIENT: &str =
    "  another_client: { id: office-fr, key_file: office-fr.pem, office: FR }\n";

/// The target files of a profile: of one with users, the authorization server alone is judged.
pub(super) fn files(profile: &Profile, parties: &Parties) -> &'static [&'static str] {
    let has_users = profile.wire.authorization_server.authorization.is_some();
    match parties {
        Parties::Exchange(_) if has_users => &FILES[..1],
        Parties::Exchange(_) => &FILES,
        Parties::DataSpace(_) => &data_space::FILES,
        Parties::Messages(_) => &messages::FILES,
    }
}

/// Writes all of them.
pub(super) fn write(
    folder: &Path,
    profile: &Profile,
    parties: &Parties,
) -> Result<(), HarnessError> {
    let users = profile.wire.authorization_server.authorization.as_ref();
    match (parties, users) {
        (Parties::Exchange(served), Some(users)) => {
            with_users::write(folder, profile, users, served)
        }
        (Parties::Exchange(served), None) => write_for_machines(folder, profile, served),
        (Parties::DataSpace(served), _) => data_space::write(folder, profile, served),
        (Parties::Messages(served), _) => messages::write(folder, profile, served),
    }
}

fn write_for_machines(
    folder: &Path,
    profile: &Profile,
    served: &Exchange,
) -> Result<(), HarnessError> {
    let at = Peer::office(&served.office, SetUp::Wipo);
    let fr = Peer::office(&served.office_with_own_server, SetUp::Own);
    let pct = Peer::pct(served);
    put(&folder.join(FILES[0]), &das(profile, served))?;
    for (file, peer) in FILES[1..].iter().zip([at, fr, pct]) {
        put(&folder.join(file), &peer.file(profile))?;
        peer.write_what_it_names(folder)?;
    }
    Ok(())
}

/// A party that WIPO calls.
struct Peer<'a> {
    role: &'static str,
    key: &'static str,
    set_up: Option<SetUp>,
    base: &'a Url,
    issuer: &'a Url,
    code: &'static str,
    caller: &'a OauthClient,
    document: &'a KeptDocument,
    others: &'static str,
}

impl<'a> Peer<'a> {
    fn office(office: &'a ServedOffice, set_up: SetUp) -> Self {
        Self {
            role: "office-server",
            key: "office_server",
            set_up: Some(set_up),
            base: &office.base,
            issuer: &office.issuer,
            code: office.code,
            caller: &office.caller,
            document: &office.document,
            others: match set_up {
                SetUp::Wipo => OTHER_CLIENT,
                SetUp::Own => "",
            },
        }
    }

    fn pct(served: &'a Exchange) -> Self {
        Self {
            role: "pct",
            key: "pct",
            set_up: None,
            base: served.pct.base(),
            issuer: served.authorization_server.issuer(),
            code: "IB",
            caller: &served.pct_caller,
            document: &served.pct_document,
            others: OTHER_CLIENT,
        }
    }

    fn key_file(&self) -> String {
        format!("{}.pem", self.caller.client_id)
    }

    fn document_file(&self) -> String {
        format!("kept-{}.{}", self.code, self.document.format)
    }

    fn write_what_it_names(&self, folder: &Path) -> Result<(), HarnessError> {
        let pem = self.caller.key.to_pkcs8_pem(LineEnding::LF);
        let pem = pem.map_err(|error| HarnessError::Broken(error.to_string()))?;
        put_secret(&folder.join(self.key_file()), &pem)?;
        put_octets(&folder.join(self.document_file()), &self.document.content)
    }

    fn file(&self, profile: &Profile) -> String {
        let set_up = self.set_up.map(|set_up| format!("  set_up: {set_up}\n"));
        format!(
            "# A party of `das-conformance serve`, as a target: das-conformance run --target <this file>
name: the served {role}
profile: {profile}
roles: [{role}]
authorization_server:
  issuer: {issuer}
{key}:
  base: {base}
{set_up}  keeps:
    - {{ number: {number}, kind: {kind}, date: {date}, file: {document_file} }}
trust:
  ca_file: ca.pem
clients:
  client: {{ id: {caller}, key_file: {key_file}, office: {code} }}
{others}capabilities: [{capabilities}]
credentials: known-good
hostile: true
limits:
  pace_per_second: 1000
",
            role = self.role,
            profile = profile.name,
            issuer = bare(self.issuer),
            key = self.key,
            base = self.base,
            set_up = set_up.unwrap_or_default(),
            number = self.document.number,
            kind = self.document.kind,
            date = self.document.date,
            document_file = self.document_file(),
            caller = self.caller.client_id,
            key_file = self.key_file(),
            code = self.code,
            others = self.others,
            capabilities = if self.others.is_empty() { "" } else { "another-client" },
        )
    }
}

/// An issuer as its text is compared.
pub(super) fn bare(issuer: &Url) -> &str {
    issuer.as_str().trim_end_matches('/')
}

fn das(profile: &Profile, served: &Exchange) -> String {
    let issuer = bare(served.authorization_server.issuer());
    format!(
        "# The environment of `das-conformance serve`, as a target: das-conformance run --target <this file>
name: the served environment
profile: {profile}
roles: [authorization-server, das]
authorization_server:
  issuer: {issuer}
das:
  base: {base}
trust:
  ca_file: ca.pem
clients:
  client: {{ id: {SCRIPT_CLIENT}, key_file: {SCRIPT_KEY_FILE}, office: AT }}
  another_client: {{ id: office-fr, key_file: office-fr.pem, office: FR }}
  unauthorised_client: {{ id: office-pt, key_file: office-pt.pem, office: PT }}
documents:
  office: AT
  number: \"AT A {{serial:5}}/{{year}}\"
capabilities: [another-client, introspection, revocation]
credentials: known-good
hostile: true
limits:
  pace_per_second: 1000
",
        profile = profile.name,
        base = served.das.base(),
    )
}
