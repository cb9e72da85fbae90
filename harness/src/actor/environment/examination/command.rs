//! The commands that make an office's client act: each has to be a program that can be started.
//!
//! None is started, since it would act.

use std::path::Path;

use crate::error::ConfigurationError;
use crate::target::{Check, Driver, Guest, Target};

/// Looks for the program of each command.
pub(super) fn checks(target: &Target) -> Vec<Check> {
    let Some(Guest::OfficeClient(client)) = target.guest.as_deref() else {
        return Vec::new();
    };
    let Driver::Commands {
        register,
        retrieve,
        folder,
    } = &client.driver
    else {
        return Vec::new();
    };
    let commands = [("register", register), ("retrieve", retrieve)];
    let looked_for = commands.map(|(name, command)| {
        let key = ["office_client", name];
        Check::new(
            &key,
            "look for the program",
            find(target, &key, command, folder),
        )
    });
    looked_for.into()
}

fn find(
    target: &Target,
    key: &[&str],
    command: &[String],
    folder: &Path,
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
