//! `requirements`: every row of a profile, and what judges it.

use clap::Args;

use super::{CliError, Library, ProfileChoice, say};
use crate::error::ExitCode;
use crate::requirement::ledger::{self, LedgerRow, Standing};
use crate::requirement::{Coverage, FaultRef, RequirementCoverage};
use crate::requirement::{Profile, Requirement, RequirementId};
use crate::{invariants, prove};

/// Options of `requirements`.
#[derive(Debug, Args)]
pub(super) struct Requirements {
    #[command(flatten)]
    profile: ProfileChoice,
    /// Show instead what became of every row of the clause ledger, whatever the profile
    #[arg(long)]
    ledger: bool,
}

impl Requirements {
    pub(super) fn execute(&self, library: &Library) -> Result<ExitCode, CliError> {
        let coverage = coverage(library);
        if self.ledger {
            say_ledger(&ledger::account(&library.registry, &coverage));
            return Ok(ExitCode::Conformant);
        }
        let profile = library.profile(&self.profile.profile)?;
        for specification in library.registry.specifications() {
            let own = specification
                .requirements
                .iter()
                .filter(|id| profile.contains(id));
            let rows: Vec<_> = own.filter_map(|id| library.registry.get(id)).collect();
            if rows.is_empty() {
                continue;
            }
            say(format_args!(
                "{} ({})",
                specification.title, specification.version
            ));
            for row in rows {
                say(format_args!(
                    "  {:<24} {:<10} {:<20} {}",
                    row.id,
                    profile.level_of(row),
                    row.binds,
                    row.text
                ));
                say(format_args!(
                    "  {:<24} {}",
                    "",
                    judged_by(&profile, row, coverage.of(&row.id))
                ));
            }
        }
        Ok(ExitCode::Conformant)
    }
}

/// Every row, and then how many have which standing in each part of the ledger.
fn say_ledger(rows: &[LedgerRow<'_>]) {
    for row in rows {
        let requirements: Vec<_> = row.requirements.iter().map(|id| id.as_str()).collect();
        let (standing, requirements) = (row.standing.name(), requirements.join(" "));
        say(format_args!("{:<24} {standing:<38} {requirements}", row.id));
    }
    let parts = ledger::parts(rows);
    let line = |name: &str, counted: &dyn Fn(&LedgerRow<'_>) -> bool| {
        let count = |part: &str| {
            let own = rows.iter().filter(|row| row.part() == part);
            format!("{:>12}", own.filter(|row| counted(row)).count())
        };
        let cells: Vec<_> = parts.iter().map(|part| count(part)).collect();
        let all = rows.iter().filter(|row| counted(row)).count();
        say(format_args!("{name:<40}{}{all:>12}", cells.concat()));
    };
    let heads: Vec<_> = parts.iter().map(|part| format!("{part:>12}")).collect();
    say(format_args!(
        "\n{:<40}{}{:>12}",
        "standing",
        heads.concat(),
        "all"
    ));
    for standing in Standing::all() {
        line(standing.name(), &|row| row.standing == standing);
    }
    line("rows", &|_| true);
}

/// What judges each requirement.
pub(super) fn coverage(library: &Library) -> Coverage {
    let scenarios: Vec<_> = library
        .scenarios
        .iter()
        .map(|scenario| scenario.reference.clone())
        .collect();
    let invariants: Vec<_> = invariants::all()
        .filter_map(|row| {
            Some((
                RequirementId::new(row.requirement).ok()?,
                row.claim.to_owned(),
            ))
        })
        .collect();
    let faults: Vec<_> = prove::all_faults()
        .iter()
        .map(|fault| fault_ref(fault))
        .collect();
    Coverage::derive(&library.registry, &scenarios, &invariants, &faults)
}

fn fault_ref(fault: &mock_kit::Fault) -> FaultRef {
    let ids = fault
        .violates
        .iter()
        .filter_map(|id| RequirementId::new(*id).ok());
    FaultRef {
        name: fault.name.to_owned(),
        violates: ids.collect(),
    }
}

fn judged_by(
    profile: &Profile,
    row: &Requirement,
    coverage: Option<&RequirementCoverage>,
) -> String {
    if let Some(reason) = profile.not_applicable(&row.id) {
        return format!("not applicable: {reason}");
    }
    if let Some(untested) = &row.untested {
        return format!("untested: {} ({})", untested.reason, untested.because);
    }
    let count =
        |list: fn(&RequirementCoverage) -> &Vec<String>| coverage.map_or(0, |row| list(row).len());
    let (scenarios, invariants, faults) = (
        count(|row| &row.scenarios),
        count(|row| &row.invariants),
        count(|row| &row.faults),
    );
    format!("{scenarios} scenarios, {invariants} invariants, {faults} faults")
}
