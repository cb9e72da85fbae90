//! A profile as its file states it, and the files that it starts from.

use serde::Deserialize;
use serde_yaml::Value;

use crate::error::{ConfigurationError, SourceFile, nearest};
use crate::requirement::{Level, RequirementId};

/// A profile as its file states it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileFile {
    /// Its name, which is also its file's.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its version: a certificate names it.
    pub version: String,
    /// The profile that it starts from.
    #[serde(default)]
    pub extends: Option<String>,
    /// The profile whose wire alone it starts from: none of its requirements.
    #[serde(default)]
    pub wire_of: Option<String>,
    /// The requirements that it adds.
    #[serde(default)]
    pub sets: Vec<RequirementSet>,
    /// Requirements that bind more or less strongly than their row says.
    #[serde(default)]
    pub levels: Vec<LevelOverride>,
    /// Requirements that do not apply, with the reason that is printed.
    #[serde(default)]
    pub not_applicable: Vec<NotApplicable>,
    /// The share of mandatory requirements, 0 to 1, that may stay untested in a claim of conformance.
    #[serde(default)]
    pub untested_share_allowed: Option<f64>,
    /// The wire variant; a part that is not given is the extended profile's.
    #[serde(default)]
    pub wire: WireParts,
    /// What each API must be served under, where the specification has a table of them.
    #[serde(default)]
    pub apis: Vec<ApiSecurity>,
}

/// What an API must be served under (FDX, security profile, table of APIs).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiSecurity {
    /// The API.
    pub api: String,
    /// The least that it must be served under.
    pub security: String,
    /// What may be used in its place.
    #[serde(default)]
    pub instead: Vec<String>,
    /// What must come with it.
    #[serde(default)]
    pub with: Vec<String>,
    /// What may come with it.
    #[serde(default)]
    pub optional: Vec<String>,
    /// The requirement that says so.
    pub requirement: RequirementId,
}

/// The requirements of one specification: all of them, or those named.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequirementSet {
    /// The short name of the specification.
    pub specification: String,
    /// Only these of its requirements; none named: all.
    #[serde(default)]
    pub only: Vec<RequirementId>,
}

/// A level that differs from the row's.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelOverride {
    /// The requirement.
    pub id: RequirementId,
    /// The level in this profile.
    pub level: Level,
    /// Why it differs.
    pub reason: String,
}

/// Requirements that do not apply.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotApplicable {
    /// The requirements.
    pub ids: Vec<RequirementId>,
    /// Why they do not.
    pub reason: String,
}

/// The parts of a wire variant that a profile states; whatever it leaves out, however deep, is the extended profile's.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WireParts {
    /// The authorization server's part.
    pub authorization_server: Option<Value>,
    /// The exchange API's part.
    pub das: Option<Value>,
    /// The attribute provisioning service's part.
    pub daps: Option<Value>,
}

/// The named profile first, then the one it extends, and so on.
pub(super) fn chain<'a>(
    files: &'a [SourceFile],
    name: &str,
) -> Result<Vec<(&'a SourceFile, ProfileFile)>, ConfigurationError> {
    let mut chain: Vec<(&SourceFile, ProfileFile)> = Vec::new();
    let mut wanted = name.to_owned();
    loop {
        let blame = |problem: String| match chain.last() {
            Some((file, _)) => {
                ConfigurationError::new(problem).within(file, file.key(&["extends"]))
            }
            None => ConfigurationError::new(problem),
        };
        if chain.iter().any(|(_, earlier)| earlier.name == wanted) {
            return Err(blame(format!("profile {wanted} extends itself"))
                .fix("remove one `extends` of the circle"));
        }
        let file = find(files, &wanted).ok_or_else(|| unknown_profile(files, &wanted, blame))?;
        let stated = read(file)?;
        let extended = stated.extends.clone();
        chain.push((file, stated));
        let Some(further) = extended else {
            return Ok(chain);
        };
        wanted = further;
    }
}

fn find<'a>(files: &'a [SourceFile], name: &str) -> Option<&'a SourceFile> {
    files.iter().find(|file| stem(&file.name) == name)
}

pub(super) fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".yaml").unwrap_or(file)
}

fn unknown_profile(
    files: &[SourceFile],
    name: &str,
    blame: impl Fn(String) -> ConfigurationError,
) -> ConfigurationError {
    let known: Vec<&str> = files.iter().map(|file| stem(&file.name)).collect();
    let fix = match nearest(name, known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("use one of: {}", known.join(", ")),
    };
    blame(format!("there is no profile `{name}`")).fix(fix)
}

fn read(file: &SourceFile) -> Result<ProfileFile, ConfigurationError> {
    let stated: ProfileFile =
        serde_yaml::from_str(&file.text).map_err(|error| ConfigurationError::yaml(file, &error))?;
    if stated.name == stem(&file.name) {
        return Ok(stated);
    }
    Err(ConfigurationError::new(format!(
        "profile `{}` stands in a file of another name",
        stated.name
    ))
    .fix(format!("name the file {}.yaml", stated.name))
    .within(file, file.key(&["name"])))
}
