//! How much is said, and whether in colour.

use std::io::IsTerminal as _;

use clap::Args;

use crate::report::console::{Colour, Manner};

/// How much is said beside the result.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Terminal {
    /// Say nothing but the result: no progress, no exchanges, no advice.
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say also what was looked at before, and each thing as it happens: a line for each scenario, or for each exchange of `serve`.
    #[arg(long, short, global = true)]
    verbose: bool,
}

impl Terminal {
    pub(super) fn is_quiet(self) -> bool {
        self.quiet
    }

    pub(super) fn is_verbose(self) -> bool {
        self.verbose
    }

    /// How progress is told on the error stream.
    pub(super) fn progress(self) -> Manner {
        match (self.quiet, self.verbose, std::io::stderr().is_terminal()) {
            (true, ..) => Manner::Silent,
            (false, false, true) => Manner::Bar(colour_of_errors()),
            _ => Manner::Lines,
        }
    }
}

/// Whether what goes to standard output is coloured.
pub(super) fn colour() -> Colour {
    colour_on(std::io::stdout().is_terminal())
}

/// Whether what goes to the error stream is coloured.
pub(super) fn colour_of_errors() -> Colour {
    colour_on(std::io::stderr().is_terminal())
}

/// Colours are for terminals, unless `NO_COLOR` is set to something (no-color.org).
fn colour_on(terminal: bool) -> Colour {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if terminal && !unwanted {
        Colour::Always
    } else {
        Colour::Never
    }
}
