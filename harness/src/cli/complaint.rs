//! How an error that ends a command is told: one line, and on a terminal the place in the file.

use std::fmt;
use std::io::IsTerminal as _;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::CliError;
use crate::error::ConfigurationError;
use crate::visible;

/// Tells an error on the error stream.
pub fn complain(error: &CliError) {
    let stream = std::io::stderr();
    match error {
        CliError::Configuration(problem) if stream.is_terminal() => {
            eprintln!("das-conformance: {}", excerpt(problem, miette_theme()));
        }
        _ => eprintln!("das-conformance: {}", visible::text(&error.to_string())),
    }
}

/// The usual theme, which heeds `NO_COLOR` and terminals without Unicode.
fn miette_theme() -> GraphicalTheme {
    GraphicalTheme::default()
}

/// The problem, the line of the file on which it stands, and the fix.
fn excerpt(problem: &ConfigurationError, theme: GraphicalTheme) -> String {
    let mut text = String::new();
    let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(1);
    match handler.render_report(&mut text, &Excerpt(problem)) {
        Ok(()) => text.trim_start().to_owned(),
        Err(_) => problem.to_string(),
    }
}

/// A problem whose file and fix are told apart from its words.
struct Excerpt<'a>(&'a ConfigurationError);

impl fmt::Debug for Excerpt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.problem())
    }
}

impl std::error::Error for Excerpt<'_> {}

impl Diagnostic for Excerpt<'_> {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let fix = self.0.remedy()?;
        Some(Box::new(fix))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.0.labels()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::SourceFile;

    #[test]
    fn a_terminal_is_shown_the_line_and_the_fix() {
        let file = SourceFile::new("office.yaml", "roles: [das]\ndas:\n  bsae: https://x\n");
        let problem = ConfigurationError::new("unknown key `bsae` in `das`")
            .fix("did you mean `base`?")
            .within(&file, file.key(&["das", "bsae"]));
        let shown = excerpt(&problem, GraphicalTheme::unicode_nocolor());
        for part in [
            "unknown key `bsae` in `das`",
            "office.yaml:3",
            "bsae: https://x",
            "help: did you mean `base`?",
        ] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
}
