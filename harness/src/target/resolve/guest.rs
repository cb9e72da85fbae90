//! Parties that are judged among parties of ours: each by a section of its own, and alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use mock_kit::Clock;
use mock_kit::tls::ServerIdentity;
use serde_json::Value;
use url::Url;

use super::super::certificate::in_force;
use super::super::guest::Guest;
use super::super::oauth_client::HostIdentity;
use super::super::raw::{RawHostIdentity, RawTarget};
use super::{Resolved, Resolver, messages};
use crate::requirement::Role;

/// A kind of guest, and what a target file has to say of it.
pub(super) struct Kind {
    /// The key of its section.
    key: &'static str,
    /// The roles in which it is judged.
    roles: &'static [Role],
    /// Whether the file is about it.
    is_meant: fn(&RawTarget) -> bool,
    /// What is wrong where others are to be judged beside it.
    alone: &'static str,
    /// Whether the file describes it.
    is_described: fn(&RawTarget) -> bool,
    /// What is wrong where it does not, and how that is mended.
    undescribed: (&'static str, &'static str),
    /// Whom `trust` vouches for, where it cannot do without.
    vouched_for: Option<&'static str>,
    /// Reads its section.
    read: fn(&Resolver, &RawTarget) -> Resolved<Option<Guest>>,
}

const KINDS: &[Kind] = &[
    Kind {
        key: "office_client",
        roles: &[Role::OfficeClient],
        is_meant: |raw| raw.roles.contains(&Role::OfficeClient),
        alone: "an office's client is judged alone",
        is_described: |raw| raw.office_client.is_some(),
        undescribed: (
            "`office_client` is missing for this role",
            "add `office_client`: who it is, and the commands that make it act",
        ),
        vouched_for: None,
        read: |resolver, raw| Ok(resolver.office_client(raw)?.map(Guest::OfficeClient)),
    },
    Kind {
        key: "oauth_client",
        roles: &[Role::OauthClient],
        is_meant: |raw| raw.roles.contains(&Role::OauthClient),
        alone: "a web client is judged alone",
        is_described: |raw| raw.oauth_client.is_some(),
        undescribed: (
            "`oauth_client` is missing for this role",
            "add `oauth_client`: where it is, and how it is registered",
        ),
        vouched_for: Some("the client and for `hosts`"),
        read: |resolver, raw| {
            let client = resolver.oauth_client(raw)?;
            Ok(client.map(Box::new).map(Guest::OauthClient))
        },
    },
    Kind {
        key: "ciba_client",
        roles: &[Role::CibaClient],
        is_meant: |raw| raw.roles.contains(&Role::CibaClient),
        alone: "a client of the back channel is judged alone",
        is_described: |raw| raw.ciba_client.is_some(),
        undescribed: (
            "`ciba_client` is missing for this role",
            "add `ciba_client`: how it is registered, and what makes it ask",
        ),
        vouched_for: Some("the client and for `hosts`"),
        read: |resolver, raw| {
            let client = resolver.ciba_client(raw)?;
            Ok(client.map(Box::new).map(Guest::CibaClient))
        },
    },
    Kind {
        key: "messages",
        roles: &messages::ROLES,
        is_meant: |raw| raw.roles.iter().any(|role| messages::ROLES.contains(role)),
        alone: "parties of encrypted messages are judged alone",
        is_described: messages::are_described,
        undescribed: (
            "`messages` does not say where these roles are",
            "add `messages: { consumer: https://…, producer: https://…, … }`",
        ),
        vouched_for: Some("the parties and for `hosts`"),
        read: |resolver, raw| Ok(resolver.messages(raw)?.map(Guest::Messages)),
    },
    Kind {
        key: "asking_connector",
        roles: &[Role::Connector],
        // The role may also be that of a connector which keeps its own DAPS.
        is_meant: |raw| raw.asking_connector.is_some(),
        alone: "`asking_connector` is judged alone, among parties of ours",
        is_described: |raw| raw.asking_connector.is_some(),
        undescribed: (
            "`asking_connector` is missing for this role",
            "add `asking_connector`: who it is, and what makes it act",
        ),
        vouched_for: None,
        read: |resolver, raw| Ok(resolver.asking_connector(raw)?.map(Guest::Connector)),
    },
    Kind {
        key: "registering_party",
        roles: &[Role::RegisteringParty],
        is_meant: |raw| raw.roles.contains(&Role::RegisteringParty),
        alone: "`registering_party` is judged alone, among parties of ours",
        is_described: |raw| raw.registering_party.is_some(),
        undescribed: (
            "`registering_party` is missing for this role",
            "add `registering_party`: who it is, and what makes it act",
        ),
        vouched_for: None,
        read: |resolver, raw| {
            let party = resolver.registering_party(raw)?;
            Ok(party.map(Guest::RegisteringParty))
        },
    },
];

/// The kind of guest that the file is about, if it is about one.
fn meant(raw: &RawTarget) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| (kind.is_meant)(raw))
}

impl Resolver<'_> {
    /// The guest that is to be judged, if one is.
    pub(super) fn guest(&self, raw: &RawTarget) -> Resolved<Option<Arc<Guest>>> {
        let read = meant(raw).map(|kind| (kind.read)(self, raw)).transpose()?;
        Ok(read.flatten().map(Arc::new))
    }

    /// What a section says of a guest, whether that is to be judged or not.
    pub(super) fn described_guest(&self, key: &str, raw: &RawTarget) -> Resolved<Option<Guest>> {
        let kind = KINDS.iter().find(|kind| kind.key == key);
        kind.map_or(Ok(None), |kind| (kind.read)(self, raw))
    }

    /// A guest that is described is to be judged: whoever describes one and judges another has made a mistake.
    pub(super) fn demand_no_idle_guest(&self, raw: &RawTarget) -> Resolved<()> {
        let is_idle = |kind: &&Kind| (kind.is_described)(raw) && !(kind.is_meant)(raw);
        let Some(idle) = KINDS.iter().find(is_idle) else {
            return Ok(());
        };
        let roles: Vec<&str> = idle.roles.iter().map(|role| role.name()).collect();
        let key = idle.key;
        let problem = format!("`{key}` is described, and nobody judges it");
        let fix = format!(
            "add {} to `roles`, or take `{key}` away",
            roles.join(" or ")
        );
        Err(self.blame(&[key], problem).fix(fix))
    }

    /// Whether a guest is to be judged: then among parties of ours, so nobody else can be judged beside it.
    pub(super) fn demand_guest_alone(&self, raw: &RawTarget) -> Resolved<bool> {
        let Some(kind) = meant(raw) else {
            return Ok(false);
        };
        let refuse = |problem: &str, fix: &str| Err(self.blame(&["roles"], problem).fix(fix));
        if raw.roles.iter().any(|role| !kind.roles.contains(role)) || raw.daps.is_some() {
            let fix = "give the other roles a target file of their own";
            return refuse(kind.alone, fix);
        }
        if !(kind.is_described)(raw) {
            let (problem, fix) = kind.undescribed;
            return refuse(problem, fix);
        }
        match kind.vouched_for {
            Some(whom) if raw.trust.is_none() => {
                let fix = format!("add `trust: {{ ca_file: … }}`: who vouches for {whom}");
                refuse("`trust` is missing for this role", &fix)
            }
            _ => Ok(true),
        }
    }

    /// How long a guest has for one thing that it is to do.
    pub(super) fn deadline(raw: &RawTarget) -> Duration {
        Duration::from_secs(raw.deadline_seconds())
    }

    /// The authorities that vouch for a guest, as a PEM text.
    pub(super) fn trust_in_guest(&self, raw: &RawTarget) -> Resolved<Option<String>> {
        let trust = raw.trust.as_ref().map(|raw| self.trust(raw)).transpose()?;
        Ok(trust.map(|trust| trust.ca_pem))
    }

    /// Public keys.
    pub(super) fn key_set(&self, file: &Path, key: &[&str]) -> Resolved<Value> {
        let set: Option<Value> = serde_json::from_str(&self.read(file, key)?).ok();
        let set = set.filter(|set| set.get("keys").is_some_and(Value::is_array));
        set.ok_or_else(|| {
            self.blame(key, "the file holds no JWK set")
                .fix("give a JSON object with the array `keys`")
        })
    }

    /// The certificate that a client shows, without which it cannot prove who it is by one.
    pub(super) fn shown_certificate(
        &self,
        section: &str,
        file: Option<&PathBuf>,
        proves_by_certificate: bool,
    ) -> Resolved<Option<String>> {
        match file {
            Some(file) => Ok(Some(self.read(file, &[section, "certificate_file"])?)),
            None if proves_by_certificate => Err(self
                .blame(
                    &[section, "proves_by_certificate"],
                    "no certificate is named",
                )
                .fix("add `certificate_file`: the certificate that it shows")),
            None => Ok(None),
        }
    }

    /// With what our parties show themselves.
    pub(super) fn host_identity(
        &self,
        raw: &RawHostIdentity,
        key: &[&str],
    ) -> Resolved<HostIdentity> {
        let identity = HostIdentity {
            certificate_pem: self.read(&raw.certificate_file, key)?,
            key_pem: self.read(&raw.key_file, key)?,
        };
        let own = ServerIdentity::from_pem(&identity.certificate_pem, &identity.key_pem);
        let usable = own
            .map_err(|error| format!("failed to {error}"))
            .and_then(|_| {
                in_force(&identity.certificate_pem, Clock::system().now())
                    .map_err(|problem| format!("the certificate {problem}"))
            });
        match usable {
            Ok(_) => Ok(identity),
            Err(problem) => Err(self
                .blame(key, format!("our parties cannot use it: {problem}"))
                .fix("give a certificate for localhost with its key, both in PEM")),
        }
    }

    /// An address of a guest: users, codes and tokens go there, or whoever calls it has the guest disturb a user.
    pub(super) fn encrypted(&self, address: &Url, key: &[&str]) -> Resolved<Url> {
        self.demand_no_production(address, key)?;
        if address.scheme() == "https" {
            return Ok(address.clone());
        }
        Err(self
            .blame(key, format!("{address} is not encrypted"))
            .fix("begin it with https://"))
    }
}

/// The values of a scope.
pub(super) fn scope_values(scope: Option<&String>) -> Vec<String> {
    let scope = scope.map(String::as_str).unwrap_or_default();
    scope.split_whitespace().map(str::to_owned).collect()
}
