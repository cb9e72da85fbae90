//! `explain`: one requirement with everything that is known of it.

mod last;

use clap::Args;

use self::last::Last;
use super::requirements::coverage;
use super::{CliError, Library, ProfileChoice, say};
use crate::error::{ConfigurationError, ExitCode, nearest};
use crate::prove::all_faults;
use crate::requirement::{Profile, Requirement, RequirementId};

/// Options of `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The requirement, such as DAS-AUTH-15.
    requirement: String,
    #[command(flatten)]
    profile: ProfileChoice,
    #[command(flatten)]
    last: Last,
}

impl Explain {
    pub(super) fn execute(&self, library: &Library) -> Result<ExitCode, CliError> {
        let row = self.find(library)?;
        let profile = library.profile(&self.profile.profile)?;
        say(format_args!("{}: {}", row.id, row.text));
        let specification = library.registry.specification_of(&row.id);
        let title = specification.map_or("", |specification| specification.title.as_str());
        say(format_args!("  clause    {title}, {}", row.clause));
        if let Some(link) = library.registry.link(&row.id) {
            say(format_args!("  link      {link}"));
        }
        say(format_args!("  level     {}", level(row, &profile)));
        say(format_args!("  binds     {}", row.binds));
        say(format_args!("  basis     {}", row.basis));
        if let Some(reason) = profile.not_applicable(&row.id) {
            say(format_args!("  not applicable: {reason}"));
        }
        if let Some(untested) = &row.untested {
            say(format_args!(
                "  untested  {}: {}",
                untested.reason, untested.because
            ));
        }
        for cause in [&row.cause, &row.cause_of_refusal].into_iter().flatten() {
            say(format_args!("  usually   {cause}"));
        }
        if let Some(note) = &row.note {
            say(format_args!("  note      {note}"));
        }
        tell_judges(library, row);
        self.last.tell(&row.id)?;
        Ok(ExitCode::Conformant)
    }

    fn find<'a>(&self, library: &'a Library) -> Result<&'a Requirement, CliError> {
        let id = RequirementId::new(self.requirement.to_uppercase()).ok();
        let found = id.and_then(|id| library.registry.get(&id));
        found.ok_or_else(|| {
            let known = library.registry.ids().map(RequirementId::as_str);
            let fix = nearest(&self.requirement, known).map_or_else(
                || "`das-conformance requirements` lists them".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            let problem = format!("there is no requirement `{}`", self.requirement);
            ConfigurationError::new(problem).fix(fix).into()
        })
    }
}

/// How much it binds in this profile, or by itself where the profile does not have it.
fn level(row: &Requirement, profile: &Profile) -> String {
    if profile.contains(&row.id) {
        format!("{} in {}", profile.level_of(row), profile.name)
    } else {
        format!("{} (not in {})", row.level, profile.name)
    }
}

fn tell_judges(library: &Library, row: &Requirement) {
    let coverage = coverage(library);
    let Some(judges) = coverage.of(&row.id) else {
        return;
    };
    section("scenarios", judges.scenarios.iter().cloned());
    section("invariants", judges.invariants.iter().cloned());
    let faults = all_faults()
        .into_iter()
        .filter(|fault| judges.faults.iter().any(|name| name == fault.name));
    section(
        "faults",
        faults.map(|fault| format!("{}: {}", fault.name, fault.summary.trim())),
    );
}

fn section(title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    say(format_args!("  {title}"));
    for line in lines {
        say(format_args!("    {line}"));
    }
}
