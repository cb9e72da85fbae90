//! The commands that make a guest act: each has to be a program that can be started.
//!
//! None is started, since it would act.

use super::guest::{Command, Named};
use crate::error::ConfigurationError;
use crate::target::{Check, Target};

/// Looks for the program of each command.
pub(super) fn checks(target: &Target) -> Vec<Check> {
    let commands = Named::of(target.guest.as_deref()).commands.into_iter();
    let looked_for = commands
        .map(|(key, command)| Check::new(key, "look for the program", find(target, key, command)));
    looked_for.collect()
}

fn find(
    target: &Target,
    key: &[&str],
    (command, folder): Command<'_>,
) -> Result<String, ConfigurationError> {
    let program = command.first().map(String::as_str).unwrap_or_default();
    let beside = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let found = which::which_in(program, std::env::var_os("PATH"), beside);
    found.map(|path| path.display().to_string()).map_err(|_| {
        target
            .blame(
                key,
                format!("`{program}` is no program that can be started"),
            )
            .fix("correct the path, which is relative to this file, or make the file executable")
    })
}
