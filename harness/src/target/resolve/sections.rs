//! Every part of a target file looked at for itself, so that all that is wrong with it is told at once.

use std::path::Path;

use p256::elliptic_curve::sec1::ToSec1Point as _;
use sha2::{Digest as _, Sha256};

use super::super::certificate::{any_in_force, in_force};
use super::super::check::Check;
use super::super::guest::Guest;
use super::super::oauth_client::HostIdentity;
use super::super::raw::{RawClient, RawTarget};
use super::super::resolved::{AuthorizationServerTarget, ClientCredentials, Secrets, Target};
use super::{Resolved, Resolver, within_if_bare};
use crate::data::Data;
use crate::error::SourceFile;
use crate::input;
use crate::oracle::connector_id::ConnectorId;
use crate::requirement::{Profile, Registry};

/// A target file in full: what was looked at, and the target where all of it can be used.
#[derive(Debug)]
pub struct Inspection {
    /// The inputs, in the order in which they are read.
    pub checks: Vec<Check>,
    /// The target.
    pub target: Option<Target>,
}

/// What is known of a part of the file; nothing where it does not stand there.
type Known = Resolved<Option<String>>;

/// One part of a target file.
struct Section {
    key: &'static [&'static str],
    tried: &'static str,
    look: fn(&Resolver, &RawTarget, Profile) -> Known,
}

const SECTIONS: &[Section] = &[
    Section {
        key: &["roles"],
        tried: "see whether they can be judged and have what they need",
        look: |resolver, raw, _| {
            let roles = resolver.roles(raw)?;
            let roles: Vec<&str> = roles.iter().map(|role| role.name()).collect();
            Ok(Some(roles.join(", ")))
        },
    },
    Section {
        key: &["authorization_server"],
        tried: "read its address",
        look: |resolver, raw, _| {
            let server = resolver.authorization_server(raw.authorization_server.as_ref())?;
            Ok(server.map(|server| match server {
                AuthorizationServerTarget::Issuer(issuer) => issuer.to_string(),
                AuthorizationServerTarget::Metadata(url) => url.to_string(),
            }))
        },
    },
    Section {
        key: &["das"],
        tried: "read its address",
        look: |resolver, raw, _| {
            Ok(resolver
                .das(raw.das.as_ref())?
                .map(|das| das.base.to_string()))
        },
    },
    Section {
        key: &["office_server"],
        tried: "read its address and the documents that it keeps",
        look: |resolver, raw, _| {
            let office = resolver.office_server(raw.office_server.as_ref())?;
            Ok(office.map(|office| format!("{}, {} documents", office.base, office.keeps.len())))
        },
    },
    Section {
        key: &["pct"],
        tried: "read its address and the documents that it keeps",
        look: |resolver, raw, _| {
            let pct = resolver.pct(raw.pct.as_ref())?;
            Ok(pct.map(|pct| format!("{}, {} documents", pct.base, pct.keeps.len())))
        },
    },
    Section {
        key: &["resource_server"],
        tried: "read its address and what is read there",
        look: |resolver, raw, _| {
            let server = resolver.resource_server(raw.resource_server.as_ref())?;
            Ok(server.map(|server| server.reading.url.to_string()))
        },
    },
    Section {
        key: &["daps"],
        tried: "read the addresses, certificates and keys of the data space",
        look: |resolver, raw, profile| {
            resolver.demand_data_space(raw, &profile)?;
            let space = resolver.data_space(raw)?;
            Ok(space.map(|space| format!("{} connectors", space.connectors.len())))
        },
    },
    Section {
        key: &["trust", "ca_file"],
        tried: "read the certificate authorities and their dates",
        look: |resolver, raw, _| {
            let trust = raw
                .trust
                .as_ref()
                .map(|raw| resolver.trust(raw))
                .transpose()?;
            let until = trust.and_then(|trust| any_in_force(&trust.ca_pem, now()).ok());
            Ok(until.map(|until| format!("in force until {until}")))
        },
    },
    Section {
        key: &["clients", "client"],
        tried: "read its key and its certificate",
        look: |resolver, raw, profile| {
            let stated = raw.clients.as_ref().map(|clients| &clients.client);
            resolver.known_client(stated, "client", &profile)
        },
    },
    Section {
        key: &["clients", "another_client"],
        tried: "read its key and its certificate",
        look: |resolver, raw, profile| {
            let stated = raw.clients.as_ref();
            let stated = stated.and_then(|clients| clients.another_client.as_ref());
            resolver.known_client(stated, "another_client", &profile)
        },
    },
    Section {
        key: &["clients", "unauthorised_client"],
        tried: "read its key and its certificate",
        look: |resolver, raw, profile| {
            let stated = raw.clients.as_ref();
            let stated = stated.and_then(|clients| clients.unauthorised_client.as_ref());
            resolver.known_client(stated, "unauthorised_client", &profile)
        },
    },
    Section {
        key: &["registry"],
        tried: "read its address and the access token",
        look: |resolver, raw, _| {
            let registry = resolver.registry(raw.registry.as_ref(), &mut Secrets::default())?;
            Ok(registry.map(|registry| registry.base.to_string()))
        },
    },
    Section {
        key: &["registration"],
        tried: "see what opens the endpoint",
        look: |resolver, raw, profile| {
            let stated = raw.registration.as_ref();
            let access = resolver.registration(stated, &profile, &mut Secrets::default())?;
            Ok(access.map(|_| "one way in".to_owned()))
        },
    },
    Section {
        key: &["users"],
        tried: "see how a user agrees, and read the secrets",
        look: |resolver, raw, mut profile| {
            resolver.secrets(raw.users.as_ref())?;
            let users = resolver.users(raw.users.as_ref(), raw.clients.as_ref(), &mut profile)?;
            Ok(users.map(|users| format!("{users:?}").to_lowercase()))
        },
    },
    Section {
        key: &["backchannel"],
        tried: "read what decides for the user",
        look: |resolver, raw, _| {
            let known = resolver.backchannel(raw.backchannel.as_ref())?;
            Ok(known.map(|known| match known.decide {
                Some(_) => "an address decides".to_owned(),
                None => "nobody decides".to_owned(),
            }))
        },
    },
    Section {
        key: &["office_client"],
        tried: "read its key and how it is made to act",
        look: |resolver, raw, _| resolver.known_guest("office_client", raw),
    },
    Section {
        key: &["oauth_client"],
        tried: "read its keys, its addresses and our certificate",
        look: |resolver, raw, _| resolver.known_guest("oauth_client", raw),
    },
    Section {
        key: &["ciba_client"],
        tried: "read its keys, how it is made to ask and our certificate",
        look: |resolver, raw, _| resolver.known_guest("ciba_client", raw),
    },
    Section {
        key: &["messages"],
        tried: "read the addresses and our certificate",
        look: |resolver, raw, _| resolver.known_guest("messages", raw),
    },
    Section {
        key: &["registering_party"],
        tried: "read its keys and how it is made to act",
        look: |resolver, raw, _| resolver.known_guest("registering_party", raw),
    },
    Section {
        key: &["asking_connector"],
        tried: "read its certificate and how it is made to ask",
        look: |resolver, raw, _| resolver.known_guest("asking_connector", raw),
    },
    Section {
        key: &["backchannel", "pings"],
        tried: "read our certificate",
        look: |resolver, raw, _| {
            let pings = resolver.pings(raw.backchannel.as_ref())?;
            Ok(pings.map(|pings| describe_hosts(&pings.hosts)))
        },
    },
    Section {
        key: &["documents"],
        tried: "read the office, the kinds and how numbers are written",
        look: |resolver, raw, _| {
            let documents = resolver.documents(raw.documents.as_ref())?;
            Ok(documents.map(|documents| format!("such as {}", documents.number.number(2026, 1))))
        },
    },
    Section {
        key: &["capabilities"],
        tried: "see whether each is one",
        look: |resolver, raw, profile| {
            resolver.capabilities(raw, &profile)?;
            Ok((!raw.capabilities.is_empty()).then(|| raw.capabilities.join(", ")))
        },
    },
    Section {
        key: &["baseline"],
        tried: "read the known gaps",
        look: |resolver, raw, _| {
            resolver.baseline(raw.baseline.as_deref())?;
            Ok(raw.baseline.as_ref().map(|path| path.display().to_string()))
        },
    },
    Section {
        key: &["claims"],
        tried: "see whether each is a proposal",
        look: |resolver, raw, _| {
            let claims = resolver.claims(&raw.claims)?;
            Ok((!claims.is_empty()).then(|| format!("{} proposals", claims.len())))
        },
    },
    Section {
        key: &["limits"],
        tried: "read pace and deadline",
        look: |resolver, raw, _| {
            let limits = resolver.limits(raw)?;
            let deadline = limits.deadline.as_secs();
            let pace = raw.limits.pace_per_second;
            Ok(Some(format!(
                "{pace} requests a second, {deadline} s for each"
            )))
        },
    },
    Section {
        key: &["clock"],
        tried: "read its address and its token",
        look: |resolver, raw, _| {
            let clock = resolver.clock(raw.clock.as_ref())?;
            Ok(clock.map(|clock| clock.advance_url.to_string()))
        },
    },
];

impl Target {
    /// Looks at everything in a target file, and resolves it where nothing is wrong.
    pub fn inspect(path: &Path, data: &Data, registry: &Registry) -> Inspection {
        let text = input::text(path, input::YAML_LIMIT);
        let file = text.map(|text| SourceFile::new(path.display().to_string(), text));
        let folder = path.parent().unwrap_or(Path::new(""));
        match file {
            Ok(file) => inspected(&file, folder, data, registry),
            Err(error) => Inspection::ended(Check::new(&["file"], "read it", Err(error))),
        }
    }
}

fn inspected(file: &SourceFile, folder: &Path, data: &Data, registry: &Registry) -> Inspection {
    let raw = match RawTarget::parse(file) {
        Ok(raw) => raw,
        Err(error) => return Inspection::ended(Check::new(&["file"], "read it", Err(error))),
    };
    let profile = match Profile::load(data, registry, &raw.profile) {
        Ok(profile) => profile,
        Err(error) => {
            let error = within_if_bare(error, file, &["profile"]);
            return Inspection::ended(Check::new(&["profile"], "load it", Err(error)));
        }
    };
    let resolver = Resolver {
        file,
        folder,
        registry,
    };
    let mut checks = vec![Check::new(
        &["profile"],
        "load it",
        Ok(profile.name.clone()),
    )];
    checks.extend(SECTIONS.iter().filter_map(|section| {
        let known = (section.look)(&resolver, &raw, profile.clone()).transpose()?;
        Some(Check::new(section.key, section.tried, known))
    }));
    Inspection::of(checks, || resolver.target(&raw, profile))
}

impl Inspection {
    fn ended(check: Check) -> Self {
        Self {
            checks: vec![check],
            target: None,
        }
    }

    /// What no part shows for itself, the whole does.
    fn of(mut checks: Vec<Check>, whole: impl FnOnce() -> Resolved<Target>) -> Self {
        if checks.iter().any(|check| check.problem().is_some()) {
            return Self {
                checks,
                target: None,
            };
        }
        let target = whole();
        let target = target.map_err(|error| {
            checks.push(Check::new(&["file"], "put its parts together", Err(error)));
        });
        Self {
            checks,
            target: target.ok(),
        }
    }
}

impl Resolver<'_> {
    fn known_client(&self, raw: Option<&RawClient>, name: &str, profile: &Profile) -> Known {
        let scope = &profile.wire.das.scope;
        let client = raw.map(|raw| self.client(raw, name, scope)).transpose()?;
        Ok(client.map(|client| describe(&client)))
    }

    fn known_guest(&self, key: &str, raw: &RawTarget) -> Known {
        let guest = self.described_guest(key, raw)?;
        Ok(guest.as_ref().map(describe_guest))
    }
}

fn describe_guest(guest: &Guest) -> String {
    match guest {
        Guest::OfficeClient(client) => client.client_id.clone(),
        Guest::OauthClient(client) => client.client_id.clone(),
        Guest::CibaClient(client) => client.client_id.clone(),
        Guest::Messages(parties) => describe_hosts(&parties.hosts),
        Guest::RegisteringParty(party) => party.client_id.clone(),
        Guest::Connector(connector) => {
            let id = ConnectorId::of_certificate(&connector.certificate);
            id.map(|id| id.to_string()).unwrap_or_default()
        }
    }
}

fn describe_hosts(hosts: &HostIdentity) -> String {
    let until = in_force(&hosts.certificate_pem, now()).unwrap_or_default();
    format!("our certificate is in force until {until}")
}

fn describe(client: &ClientCredentials) -> String {
    let point = client.key.secret().public_key().to_sec1_point(false);
    let fingerprint = hex::encode(&Sha256::digest(point.as_bytes())[..4]);
    let certificate = client.identity.as_ref();
    let until = certificate.and_then(|identity| in_force(identity.pem(), now()).ok());
    let until = until.map(|until| format!(", a certificate in force until {until}"));
    format!(
        "{}, a key on P-256 ({fingerprint}…){}",
        client.id,
        until.unwrap_or_default()
    )
}

fn now() -> jiff::Timestamp {
    mock_kit::Clock::system().now()
}
