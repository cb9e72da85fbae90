//! A named set of requirements, how severe each is, and the wire variant in force.

mod file;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use serde::de::DeserializeOwned;
use serde_yaml::Value;

pub use self::file::ProfileFile;
use self::file::{LevelOverride, RequirementSet, WireParts, chain};
use super::departure::{Departure, departures};
use super::wire::{AuthorizationServerWire, DasWire};
use super::{Level, Registry, Requirement, RequirementId, Wire};
use crate::data::Data;
use crate::error::{ConfigurationError, SourceFile, nearest};
use crate::exchange::redaction::is_secret;

/// A profile in force: everything that it extends is in it, and every id is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The share of mandatory requirements that may stay untested.
    pub untested_share_allowed: f64,
    /// The wire variant.
    pub wire: Wire,
    /// The profile that it starts from, in requirements or in its wire alone.
    pub starts_from: Option<String>,
    /// In what its authorization server is to behave otherwise than that of the profile that it starts from.
    pub departures: Vec<Departure>,
    requirements: IndexSet<RequirementId>,
    levels: BTreeMap<RequirementId, LevelOverride>,
    not_applicable: BTreeMap<RequirementId, String>,
}

impl Profile {
    /// Reads a profile by its name, with everything that it extends.
    pub fn load(data: &Data, registry: &Registry, name: &str) -> Result<Self, ConfigurationError> {
        let files = data.profiles()?;
        Self::from_files(&files, registry, name)
    }

    /// Makes a profile of files that were read.
    pub fn from_files(
        files: &[SourceFile],
        registry: &Registry,
        name: &str,
    ) -> Result<Self, ConfigurationError> {
        let chain = chain(files, name)?;
        let mut draft = Draft::default();
        draft.begin(files, &chain)?;
        for (file, stated) in chain.iter().rev() {
            draft.apply(file, stated, registry)?;
        }
        let (file, stated) = &chain[0];
        draft.finish(file, stated)
    }

    /// The ids in force, in the order of the registry's files.
    pub fn requirements(&self) -> impl Iterator<Item = &RequirementId> {
        self.requirements.iter()
    }

    /// Whether a requirement belongs to this profile.
    pub fn contains(&self, id: &RequirementId) -> bool {
        self.requirements.contains(id)
    }

    /// How strongly a requirement binds here.
    pub fn level_of(&self, requirement: &Requirement) -> Level {
        self.levels
            .get(&requirement.id)
            .map_or(requirement.level, |changed| changed.level)
    }

    /// Why a requirement binds more or less strongly here than its row says, where it does.
    pub fn level_reason(&self, id: &RequirementId) -> Option<&str> {
        self.levels.get(id).map(|changed| changed.reason.as_str())
    }

    /// Why a requirement does not apply here, where it does not.
    pub fn not_applicable(&self, id: &RequirementId) -> Option<&str> {
        self.not_applicable.get(id).map(String::as_str)
    }
}

fn wire_of_itself(file: &SourceFile, name: &str) -> ConfigurationError {
    ConfigurationError::new(format!("profile {name} takes its own wire"))
        .fix("remove one `wire_of` of the circle")
        .within(file, file.key(&["wire_of"]))
}

/// What is known of a profile while its chain is applied, the eldest first.
#[derive(Default)]
struct Draft {
    requirements: BTreeSet<RequirementId>,
    order: Vec<RequirementId>,
    levels: BTreeMap<RequirementId, LevelOverride>,
    not_applicable: BTreeMap<RequirementId, String>,
    untested_share_allowed: f64,
    wire: WireParts,
    starts_from: Option<(String, WireParts)>,
}

impl Draft {
    /// Begins with the wire that the eldest profile of a chain takes from another, or else with its own.
    fn begin(
        &mut self,
        files: &[SourceFile],
        profiles: &[(&SourceFile, ProfileFile)],
    ) -> Result<(), ConfigurationError> {
        let Some((_, eldest)) = profiles.last() else {
            return Ok(());
        };
        let name = eldest.wire_of.as_ref().unwrap_or(&eldest.name);
        self.add_wire_of(files, name, &mut Vec::new())?;
        let is_itself = profiles.first().is_some_and(|(_, own)| own.name == *name);
        self.starts_from = (!is_itself).then(|| (name.clone(), self.wire.clone()));
        Ok(())
    }

    /// Adds the whole wire of a profile, which may have taken it from another in its turn.
    fn add_wire_of(
        &mut self,
        files: &[SourceFile],
        name: &str,
        takers: &mut Vec<String>,
    ) -> Result<(), ConfigurationError> {
        let chain = chain(files, name)?;
        if let Some((file, eldest)) = chain.last()
            && let Some(other) = &eldest.wire_of
        {
            if takers.contains(&eldest.name) {
                return Err(wire_of_itself(file, &eldest.name));
            }
            takers.push(eldest.name.clone());
            self.add_wire_of(files, other, takers)?;
        }
        for (file, stated) in chain.iter().rev() {
            self.add_wire(file, stated)?;
        }
        Ok(())
    }

    fn departures(&self) -> Vec<Departure> {
        let before = self.starts_from.as_ref();
        let before = before.and_then(|(_, wire)| wire.authorization_server.as_ref());
        match (self.wire.authorization_server.as_ref(), before) {
            (Some(here), Some(there)) => departures(here, there),
            _ => Vec::new(),
        }
    }

    fn apply(
        &mut self,
        file: &SourceFile,
        stated: &ProfileFile,
        registry: &Registry,
    ) -> Result<(), ConfigurationError> {
        for set in &stated.sets {
            self.add_set(file, set, registry)?;
        }
        for changed in &stated.levels {
            self.demand(file, &changed.id)?;
            self.levels.insert(changed.id.clone(), changed.clone());
        }
        for (id, reason) in stated
            .not_applicable
            .iter()
            .flat_map(|entry| entry.ids.iter().map(move |id| (id, &entry.reason)))
        {
            self.demand(file, id)?;
            self.not_applicable.insert(id.clone(), reason.clone());
        }
        for api in &stated.apis {
            self.demand(file, &api.requirement)?;
        }
        self.order = registry
            .ids()
            .filter(|id| self.requirements.contains(*id))
            .cloned()
            .collect();
        self.add_settings(file, stated)
    }

    fn add_set(
        &mut self,
        file: &SourceFile,
        set: &RequirementSet,
        registry: &Registry,
    ) -> Result<(), ConfigurationError> {
        let Some(specification) = registry.specification(&set.specification) else {
            return Err(unknown_specification(file, &set.specification, registry));
        };
        if let Some(id) = set
            .only
            .iter()
            .find(|id| !specification.requirements.contains(id))
        {
            return Err(unknown_requirement(
                file,
                id,
                specification.requirements.iter(),
            ));
        }
        let chosen = if set.only.is_empty() {
            &specification.requirements
        } else {
            &set.only
        };
        self.requirements.extend(chosen.iter().cloned());
        Ok(())
    }

    fn demand(&self, file: &SourceFile, id: &RequirementId) -> Result<(), ConfigurationError> {
        if self.requirements.contains(id) {
            Ok(())
        } else {
            Err(unknown_requirement(file, id, self.requirements.iter()))
        }
    }

    fn add_settings(
        &mut self,
        file: &SourceFile,
        stated: &ProfileFile,
    ) -> Result<(), ConfigurationError> {
        if let Some(share) = stated.untested_share_allowed {
            self.untested_share_allowed = share_within_bounds(file, share)?;
        }
        self.add_wire(file, stated)
    }

    fn add_wire(
        &mut self,
        file: &SourceFile,
        stated: &ProfileFile,
    ) -> Result<(), ConfigurationError> {
        let wire = &stated.wire;
        overlay(
            &mut self.wire.authorization_server,
            wire.authorization_server.as_ref(),
        );
        overlay(&mut self.wire.das, wire.das.as_ref());
        overlay(&mut self.wire.daps, wire.daps.as_ref());
        self.wire(file).map(drop)
    }

    /// The parts as far as they are stated; the file that was applied last is to blame for what is wrong with them.
    fn wire(
        &self,
        file: &SourceFile,
    ) -> Result<(Option<AuthorizationServerWire>, Option<DasWire>), ConfigurationError> {
        let das: Option<DasWire> = typed(file, "das", self.wire.das.as_ref())?;
        if let Some((name, defect)) = das.as_ref().and_then(|das| das.operations.defect()) {
            return Err(ConfigurationError::new(defect)
                .fix(format!("correct the operation `{name}`"))
                .within(file, file.key(&["operations", name])));
        }
        if let Some(name) = das.as_ref().and_then(unprotected) {
            let problem = format!("reports would not know the field `{name}` for a secret");
            return Err(ConfigurationError::new(problem)
                .fix("leave it its name, or teach the redaction the new one")
                .within(file, file.word(name, 0)));
        }
        let server = self.wire.authorization_server.as_ref();
        Ok((typed(file, "authorization-server", server)?, das))
    }

    fn finish(
        self,
        file: &SourceFile,
        stated: &ProfileFile,
    ) -> Result<Profile, ConfigurationError> {
        let missing = |part: &str| {
            ConfigurationError::new(format!("profile {} states no wire for {part}", stated.name))
                .fix(format!(
                    "add `{part}` under `wire`, or extend a profile that has it"
                ))
                .within(file, file.key(&["wire"]))
        };
        let (authorization_server, das) = self.wire(file)?;
        let departures = self.departures();
        let provisioning = typed(file, "daps", self.wire.daps.as_ref())?;
        Ok(Profile {
            name: stated.name.clone(),
            title: stated.title.clone(),
            version: stated.version.clone(),
            untested_share_allowed: self.untested_share_allowed,
            wire: Wire {
                authorization_server: authorization_server
                    .ok_or_else(|| missing("authorization-server"))?,
                das: das.ok_or_else(|| missing("das"))?,
                daps: provisioning,
            },
            starts_from: self.starts_from.map(|(name, _)| name),
            departures,
            requirements: self.order.into_iter().collect(),
            levels: self.levels,
            not_applicable: self.not_applicable,
        })
    }
}

/// A field whose value is secret, but not under the name that it is given here.
fn unprotected(das: &DasWire) -> Option<&str> {
    let mut fields = das.fields.iter();
    let found = fields.find(|(ours, theirs)| is_secret(ours) && !is_secret(theirs));
    found.map(|(_, theirs)| theirs.as_str())
}

/// Puts what is stated over what was there, mapping by mapping.
fn overlay(below: &mut Option<Value>, stated: Option<&Value>) {
    match (below, stated) {
        (_, None) => {}
        (Some(Value::Mapping(below)), Some(Value::Mapping(stated))) => {
            for (key, value) in stated {
                let mut member = below.remove(key);
                overlay(&mut member, Some(value));
                below.extend(member.map(|member| (key.clone(), member)));
            }
        }
        (below, Some(stated)) => *below = Some(stated.clone()),
    }
}

/// A part of the wire, read.
fn typed<T: DeserializeOwned>(
    file: &SourceFile,
    part: &str,
    stated: Option<&Value>,
) -> Result<Option<T>, ConfigurationError> {
    let read = stated.cloned().map(serde_yaml::from_value).transpose();
    read.map_err(|error| {
        let message = error.to_string();
        let word = message.split('`').nth(1).unwrap_or_default();
        let place = file.word(word, 0).or_else(|| file.key(&["wire", part]));
        ConfigurationError::yaml(file, &error).within(file, place)
    })
}

fn share_within_bounds(file: &SourceFile, share: f64) -> Result<f64, ConfigurationError> {
    if (0.0..=1.0).contains(&share) {
        return Ok(share);
    }
    Err(ConfigurationError::new(format!("{share} is not a share"))
        .fix("give a number from 0 to 1")
        .within(file, file.key(&["untested_share_allowed"])))
}

fn unknown_specification(file: &SourceFile, name: &str, registry: &Registry) -> ConfigurationError {
    let known: Vec<&str> = registry
        .specifications()
        .iter()
        .map(|specification| specification.name.as_str())
        .collect();
    let fix = match nearest(name, known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("use one of: {}", known.join(", ")),
    };
    ConfigurationError::new(format!("there is no specification `{name}`"))
        .fix(fix)
        .within(file, file.word(name, 0))
}

fn unknown_requirement<'a>(
    file: &SourceFile,
    id: &RequirementId,
    known: impl Iterator<Item = &'a RequirementId>,
) -> ConfigurationError {
    let fix = match nearest(id.as_str(), known.map(RequirementId::as_str)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "add its specification under `sets`".to_owned(),
    };
    ConfigurationError::new(format!(
        "{id} is not among the requirements of this profile"
    ))
    .fix(fix)
    .within(file, file.word(id.as_str(), 0))
}

#[cfg(test)]
mod tests;
