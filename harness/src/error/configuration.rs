//! One problem with what the operator gave us: what, in which file and line, and how to mend it.

use std::fmt;
use std::path::Path;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};

use super::source::{SourceFile, nearest};
use crate::visible;

/// What the operator gave us cannot be used. Displayed, it is one line: file, line, problem and remedy. What a host said may stand in it,
/// so that nothing in it steers what shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationError(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    problem: String,
    fix: Option<String>,
    file: Option<SourceFile>,
    place: Option<SourceSpan>,
    shown: Option<NamedSource<String>>,
}

impl ConfigurationError {
    /// A problem, in lower-case words that fit after a colon.
    pub fn new(problem: impl Into<String>) -> Self {
        Self(Box::new(Details {
            problem: visible::line(&problem.into()).into_owned(),
            fix: None,
            file: None,
            place: None,
            shown: None,
        }))
    }

    /// The same problem, with what to change.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.0.fix = Some(visible::line(&fix.into()).into_owned());
        self
    }

    /// The same problem, standing in this file, and at this place of it if one is known.
    #[must_use]
    pub fn within(mut self, file: &SourceFile, place: Option<SourceSpan>) -> Self {
        self.0.shown = Some(file.shown());
        self.0.file = Some(file.clone());
        self.0.place = place;
        self
    }

    /// A file that cannot be read.
    pub fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => error.to_string(),
        };
        Self::new(format!("cannot read {}: {reason}", path.display()))
            .fix("correct the path, or put the file there")
    }

    /// What the YAML reader refused, with the place that it names and the word that was probably meant.
    pub fn yaml(file: &SourceFile, error: &serde_yaml::Error) -> Self {
        let message = error.to_string();
        let place = error
            .location()
            .map(|at| file.position(at.line(), at.column()))
            .map(|at| repeated_key(file, &message, at).unwrap_or(at));
        let (problem, fix) = explain(without_position(&message));
        let error = Self::new(problem).within(file, place);
        match fix {
            Some(fix) => error.fix(fix),
            None => error,
        }
    }

    /// What is wrong.
    pub fn problem(&self) -> &str {
        &self.0.problem
    }

    /// What to change.
    pub fn remedy(&self) -> Option<&str> {
        self.0.fix.as_deref()
    }

    /// The file in which it stands, where it stands in one.
    pub fn file(&self) -> Option<&str> {
        self.0.file.as_ref().map(|file| file.name.as_str())
    }

    /// The line, counted from 1, where it stands.
    pub fn line(&self) -> Option<usize> {
        Some(self.0.file.as_ref()?.line_of(self.0.place?))
    }
}

/// The words before the first position that they name.
fn without_position(message: &str) -> &str {
    message
        .find(" at line ")
        .map_or(message, |at| &message[..at])
}

/// The place of the second of two equal keys, where the reader names but that of the mapping in which they stand.
fn repeated_key(file: &SourceFile, message: &str, mapping: SourceSpan) -> Option<SourceSpan> {
    let (_, rest) = message.split_once("duplicate field `")?;
    file.repeated_key(rest.split('`').next()?, mapping)
}

/// Puts serde's words into ours, with what to change.
fn explain(message: &str) -> (String, Option<String>) {
    let (within, words) = split_path(message);
    let at = |problem: String| {
        if within.is_empty() {
            problem
        } else {
            format!("{problem} in `{within}`")
        }
    };
    if let Some(rest) = words.strip_prefix("unknown field `") {
        let (key, known) = quoted(rest);
        return (
            at(format!("unknown key `{key}`")),
            Some(suggestion(key, &known)),
        );
    }
    if let Some(rest) = words.strip_prefix("unknown variant `") {
        let (word, known) = quoted(rest);
        return (
            at(format!("unknown value `{word}`")),
            Some(suggestion(word, &known)),
        );
    }
    if let Some(rest) = words.strip_prefix("missing field `") {
        let (key, _) = quoted(rest);
        return (
            at(format!("the key `{key}` is missing")),
            Some(format!("add `{key}: …`")),
        );
    }
    let (given, expected) = words.split_once(", expected ").unwrap_or((words, ""));
    let shape = SHAPES
        .iter()
        .find(|shape| expected.starts_with(shape.expected));
    match shape {
        Some(shape) => {
            let given = given.split_once(": ").map_or(given, |(_, given)| given);
            (
                at(format!("{given} in place of {}", shape.due)),
                Some(shape.fix.to_owned()),
            )
        }
        None => (at(words.to_owned()), Some(fix_of(words).to_owned())),
    }
}

/// What serde and its YAML reader say in words of their own, and what to change.
fn fix_of(words: &str) -> &'static str {
    match words {
        _ if words.contains("relative URL without a base") => {
            "write a whole address, as in `https://host:8443/path`"
        }
        _ if words.contains("duplicate field") => "leave one of the two out",
        _ if words.contains("did not find") || words.contains("while parsing") => {
            "correct the YAML there: indentation, colons, brackets and quotes"
        }
        _ => "correct it; `das-conformance init` shows how it is written",
    }
}

/// A shape of values: serde's word, ours, and how it is written.
struct Shape {
    expected: &'static str,
    due: &'static str,
    fix: &'static str,
}

const fn shape(expected: &'static str, due: &'static str, fix: &'static str) -> Shape {
    Shape { expected, due, fix }
}

const SHAPES: &[Shape] = &[
    shape("a sequence", "a list", "write it as `[one, another]`"),
    shape("a boolean", "yes or no", "write `true` or `false`"),
    shape(
        "u",
        "a whole number",
        "write it without quotes, a sign or a fraction",
    ),
    shape("f64", "a number", "write it without quotes"),
    shape("a string", "a text", "write it in quotes"),
    shape("path string", "a path", "write the path of a file"),
    shape("a map", "keys with values", "write them below it, indented"),
    shape(
        "struct",
        "keys with values",
        "write them below it, indented",
    ),
];

/// The path of keys before serde's words, where there is one. Words may hold colons too, but no path has a blank.
fn split_path(message: &str) -> (&str, &str) {
    match message.split_once(": ") {
        Some((path, words)) if !path.contains(' ') => (path, words),
        _ => ("", message),
    }
}

/// The first word in backticks, whose opening one is gone, and those after it.
fn quoted(rest: &str) -> (&str, Vec<&str>) {
    let word = rest.split('`').next().unwrap_or_default();
    (word, rest.split('`').skip(2).step_by(2).collect())
}

fn suggestion(key: &str, known: &[&str]) -> String {
    match nearest(key, known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if known.is_empty() => "remove it: no keys belong here".to_owned(),
        None => format!("remove it, or use one of: {}", known.join(", ")),
    }
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.0.file {
            write!(formatter, "{}:", visible::line(&file.name))?;
            if let Some(line) = self.line() {
                write!(formatter, "{line}:")?;
            }
            formatter.write_str(" ")?;
        }
        formatter.write_str(&self.0.problem)?;
        match &self.0.fix {
            Some(fix) => write!(formatter, " – {fix}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ConfigurationError {}

impl Diagnostic for ConfigurationError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new("configuration"))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.shown.as_ref().map(|shown| shown as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(Some("here".to_owned()), self.0.place?);
        Some(Box::new(std::iter::once(label)))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[expect(dead_code, reason = "only its refusal matters")]
        das: Inner,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[expect(dead_code, reason = "only its refusal matters")]
        base: String,
    }

    fn refusal(text: &str) -> ConfigurationError {
        let error = serde_yaml::from_str::<Outer>(text).unwrap_err();
        ConfigurationError::yaml(&SourceFile::new("office.yaml", text), &error)
    }

    #[test]
    fn a_misspelt_key_is_named_with_file_line_and_fix() {
        let error = refusal("das:\n  bsae: https://x\n");
        assert_eq!(
            error.to_string(),
            "office.yaml:2: unknown key `bsae` in `das` – did you mean `base`?"
        );
    }

    #[test]
    fn what_a_host_said_steers_no_terminal() {
        let said = "the issuer is \u{1b}[2Jhttps://x\n\u{202e}";
        let file = SourceFile::new("a\u{7}.yaml", "");
        let error = ConfigurationError::new(said).fix(said).within(&file, None);
        assert_eq!(
            error.to_string(),
            r"a\u{7}.yaml: the issuer is \u{1b}[2Jhttps://x\n\u{202e} – the issuer is \u{1b}[2Jhttps://x\n\u{202e}"
        );
    }

    #[test]
    fn a_repeated_key_is_refused_where_it_is_repeated() {
        let error = refusal("# base: no\ndas:\n  base: a\n  # base: no\n  base: b\n");
        assert_eq!(
            error.to_string(),
            "office.yaml:5: duplicate field `base` in `das` – leave one of the two out"
        );
    }

    #[test]
    fn a_missing_file_says_so() {
        let error = ConfigurationError::unreadable(
            Path::new("keys/a.pem"),
            &std::io::ErrorKind::NotFound.into(),
        );
        assert_eq!(
            error.to_string(),
            "cannot read keys/a.pem: there is no such file – correct the path, or put the file there"
        );
    }
}
