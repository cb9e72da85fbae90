//! From the target file as it is written to the target as it is used. The first problem stops it, with key, line and remedy.

mod address;
mod backchannel;
mod ciba_client;
mod client;
mod data_space;
mod driven;
mod guest;
mod messages;
mod oauth_client;
mod office_client;
mod peer;
mod registration;
mod resource_server;
mod sections;
mod settings;
mod users;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use self::data_space::is_of_a_data_space;
use super::raw::RawTarget;
use super::resolved::Target;
use super::secrets::in_addresses;
use crate::baseline::Baseline;
use crate::data::Data;
use crate::error::{ConfigurationError, SourceFile};
use crate::input;
use crate::randomness::Seed;
use crate::requirement::{Profile, Registry, Role};

pub use self::sections::Inspection;

type Resolved<T> = Result<T, ConfigurationError>;

/// The roles that there are scenarios for.
const JUDGED: [Role; 14] = [
    Role::AuthorizationServer,
    Role::Das,
    Role::Pct,
    Role::OfficeServer,
    Role::OfficeClient,
    Role::OauthClient,
    Role::CibaClient,
    Role::ResourceServer,
    Role::Daps,
    Role::Connector,
    Role::Registry,
    Role::RegisteringParty,
    Role::MessageConsumer,
    Role::MessageProducer,
];

impl RawTarget {
    /// Reads a target file without looking at what it refers to.
    pub fn parse(file: &SourceFile) -> Resolved<Self> {
        serde_yaml::from_str(&file.text).map_err(|error| ConfigurationError::yaml(file, &error))
    }
}

impl Target {
    /// Reads a target file and everything that it refers to.
    pub fn load(path: &Path, data: &Data, registry: &Registry) -> Resolved<Self> {
        let text = input::text(path, input::YAML_LIMIT)?;
        let file = SourceFile::new(path.display().to_string(), text);
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::resolve(&file, folder, data, registry)
    }

    /// Resolves a target file that was read; its paths are relative to `folder`.
    pub fn resolve(
        file: &SourceFile,
        folder: &Path,
        data: &Data,
        registry: &Registry,
    ) -> Resolved<Self> {
        let raw = RawTarget::parse(file)?;
        let profile = Profile::load(data, registry, &raw.profile)
            .map_err(|error| within_if_bare(error, file, &["profile"]))?;
        Resolver {
            file,
            folder,
            registry,
        }
        .target(&raw, profile)
    }
}

/// An error that names no file stands where the target file says so.
fn within_if_bare(
    error: ConfigurationError,
    file: &SourceFile,
    path: &[&str],
) -> ConfigurationError {
    if error.file().is_some() {
        error
    } else {
        error.within(file, file.key(path))
    }
}

struct Resolver<'a> {
    file: &'a SourceFile,
    folder: &'a Path,
    registry: &'a Registry,
}

impl Resolver<'_> {
    fn target(&self, raw: &RawTarget, mut profile: Profile) -> Resolved<Target> {
        let roles = self.roles(raw)?;
        let users = self.users(raw.users.as_ref(), raw.clients.as_ref(), &mut profile)?;
        self.demand_users(&roles, &profile)?;
        self.demand_data_space(raw, &profile)?;
        let scope = profile.wire.das.scope.clone();
        let mut secrets = self.secrets(raw.users.as_ref())?;
        secrets.0.extend(in_addresses(&self.file.text));
        let registry = self.registry(raw.registry.as_ref(), &mut secrets)?;
        let registration = self.registration(raw.registration.as_ref(), &profile, &mut secrets)?;
        Ok(Target {
            name: raw.name.clone().unwrap_or_else(|| self.file.name.clone()),
            file: self.file.clone(),
            authorization_server: self.authorization_server(raw.authorization_server.as_ref())?,
            das: self.das(raw.das.as_ref())?,
            office_server: self.office_server(raw.office_server.as_ref())?,
            pct: self.pct(raw.pct.as_ref())?,
            resource_server: self.resource_server(raw.resource_server.as_ref())?,
            data_space: self.data_space(raw)?,
            guest: self.guest(raw)?,
            trust: raw.trust.as_ref().map(|raw| self.trust(raw)).transpose()?,
            clients: raw
                .clients
                .as_ref()
                .map(|raw| self.clients(raw, &scope))
                .transpose()?,
            secrets,
            registry,
            registration,
            users,
            backchannel: self.backchannel(raw.backchannel.as_ref())?,
            pings: self.pings(raw.backchannel.as_ref())?,
            documents: self.documents(raw.documents.as_ref())?,
            credentials: raw.credentials,
            capabilities: self.capabilities(raw, &profile)?,
            filter: self.filter(&raw.select)?,
            baseline: self.baseline(raw.baseline.as_deref())?,
            claims: self.claims(&raw.claims)?,
            limits: self.limits(raw)?,
            clock: self.clock(raw.clock.as_ref())?,
            profile,
            roles,
            shard: None,
            seed: Seed::fresh(),
        })
    }

    fn roles(&self, raw: &RawTarget) -> Resolved<BTreeSet<Role>> {
        if raw.roles.is_empty() {
            return Err(self
                .blame(&["roles"], "no role is to be judged")
                .fix("name one, for example `roles: [das]`"));
        }
        if let Some(role) = raw.roles.iter().find(|role| !JUDGED.contains(role)) {
            return Err(self
                .blame(
                    &["roles"],
                    format!("there are no scenarios for the role {role}"),
                )
                .fix(format!(
                    "use some of: {}",
                    JUDGED.map(Role::name).join(", ")
                )));
        }
        self.demand_no_idle_guest(raw)?;
        self.demand_what_roles_need(raw)?;
        Ok(raw.roles.iter().copied().collect())
    }

    fn demand_what_roles_need(&self, raw: &RawTarget) -> Resolved<()> {
        let missing = |key: &str, fix: &str| {
            Err(self
                .blame(&["roles"], format!("`{key}` is missing for these roles"))
                .fix(fix))
        };
        if self.demand_guest_alone(raw)? {
            return Ok(());
        }
        if raw.trust.is_none() {
            return missing(
                "trust",
                "add `trust: { ca_file: … }`: who vouches for its hosts",
            );
        }
        if raw.roles.iter().copied().all(is_of_a_data_space) {
            return self.demand_parts_of_a_data_space(raw);
        }
        if raw.clients.is_none() {
            return missing(
                "clients",
                "add `clients: { client: { id: …, key_file: … } }`",
            );
        }
        if raw.authorization_server.is_none() {
            return missing(
                "authorization_server",
                "add `authorization_server: { issuer: https://… }`: tokens come from it",
            );
        }
        if raw.roles.contains(&Role::OfficeServer) && raw.office_server.is_none() {
            return missing("office_server", "add `office_server: { base: https://… }`");
        }
        if raw.roles.contains(&Role::Pct) && raw.pct.is_none() {
            return missing("pct", "add `pct: { base: https://… }`");
        }
        if raw.roles.contains(&Role::ResourceServer) && raw.resource_server.is_none() {
            let fix = "add `resource_server: { base: https://…, reads: { path: …, scope: … } }`";
            return missing("resource_server", fix);
        }
        if raw.roles.contains(&Role::Registry) && raw.registry.is_none() {
            let fix = "add `registry: { base: https://…, access_token_file: … }`";
            return missing("registry", fix);
        }
        match (raw.roles.contains(&Role::Das), &raw.das, &raw.documents) {
            (true, None, _) => missing("das", "add `das: { base: https://… }`"),
            (true, _, None) => missing(
                "documents",
                "add `documents`: the numbers that may be registered for a test",
            ),
            _ => Ok(()),
        }
    }

    fn demand_parts_of_a_data_space(&self, raw: &RawTarget) -> Resolved<()> {
        let missing = |key: &str, fix: &str| {
            let problem = format!("`{key}` is missing for these roles");
            Err(self.blame(&["roles"], problem).fix(fix))
        };
        if raw.daps.is_none() {
            let fix = "add `daps: { issuer: https://…, token_endpoint: https://…, connector: … }`";
            return missing("daps", fix);
        }
        if raw.roles.contains(&Role::Connector) && raw.connector.is_none() {
            return missing("connector", "add `connector: { messages: https://… }`");
        }
        Ok(())
    }

    fn baseline(&self, path: Option<&Path>) -> Resolved<Baseline> {
        let Some(path) = path else {
            return Ok(Baseline::default());
        };
        let file = SourceFile::new(
            self.path(path).display().to_string(),
            self.read_up_to(input::YAML_LIMIT, path, &["baseline"])?,
        );
        Baseline::from_file(&file, self.registry)
    }

    fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    fn read(&self, path: &Path, key: &[&str]) -> Resolved<String> {
        self.read_up_to(input::KEY_LIMIT, path, key)
    }

    /// A token for the field `Authorization` (RFC 6750, 2.1), in a file of its own.
    fn token(&self, path: &Path, key: &[&str]) -> Resolved<String> {
        let text = self.read(path, key)?;
        let token = text.trim();
        if token.is_empty() || !token.bytes().all(|octet| octet.is_ascii_graphic()) {
            let problem = format!("{} holds no token", self.path(path).display());
            return Err(self
                .blame(key, problem)
                .fix("put the token alone into it, in one line"));
        }
        Ok(token.to_owned())
    }

    fn read_up_to(&self, limit: u64, path: &Path, key: &[&str]) -> Resolved<String> {
        input::text(&self.path(path), limit)
            .map_err(|error| error.within(self.file, self.file.key(key)))
    }

    fn blame(&self, key: &[&str], problem: impl Into<String>) -> ConfigurationError {
        let place = self.file.key(key).or_else(|| self.file.key(&key[..1]));
        ConfigurationError::new(problem).within(self.file, place)
    }
}

#[cfg(test)]
mod tests;
