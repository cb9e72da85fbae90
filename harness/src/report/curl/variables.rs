//! What differs from run to run: each such text is a variable of the script.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::exchange::model::RequestRecord;

/// From this length on a text of an answer may be one that only this run had.
const PARTICULAR: usize = 6;

/// What stands in the place of a secret. The same secret has the same digits, whatever it is called.
static COMMITMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("‹([a-z0-9-]+):([0-9a-f]{16})…›").ok());

/// The variables of a script, by what they stand for.
#[derive(Debug, Default)]
pub(super) struct Variables {
    /// Names by the digits of a commitment.
    secrets: BTreeMap<String, String>,
    /// Texts of answers with their names.
    texts: Vec<(String, String)>,
    /// Names that have a value by now.
    set: BTreeSet<String>,
    /// What the next request needs and has no value.
    wanted: Vec<Wanted>,
    /// How many names of each kind there are.
    counts: BTreeMap<String, usize>,
}

/// What a script has to ask for.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The variable.
    pub(super) name: String,
    /// Whether it is the path of a file, which is no secret.
    pub(super) is_file: bool,
}

/// A text in an answer.
#[derive(Debug)]
pub(super) struct Brought {
    /// The member that it is the value of.
    pub(super) member: String,
    /// Where it stands, in the language of jq and quoted for the shell.
    pub(super) path: String,
    /// What it says.
    pub(super) text: String,
}

impl Brought {
    /// Whether a request holds it.
    pub(super) fn stands_in(&self, request: &RequestRecord) -> bool {
        let key = digits(&self.text).unwrap_or(&self.text);
        let fields = request.headers.iter().map(|(_, value)| value);
        let mut texts = fields.chain([&request.url, &request.body]);
        texts.any(|text| text.contains(key))
    }
}

impl Variables {
    /// A text as one word of the shell, with variables in the place of what differs from run to run.
    pub(super) fn word(&mut self, text: &str) -> String {
        let mut word = String::new();
        let mut rest = text;
        while let Some((start, end, name)) = self.next(rest) {
            word += &literal(&rest[..start]);
            word.extend(["\"${", &name, "}\""]);
            self.want(name, false);
            rest = &rest[end..];
        }
        word += &literal(rest);
        if word.is_empty() {
            "''".to_owned()
        } else {
            word
        }
    }

    /// Names the address of a party, unless it has a name.
    pub(super) fn base(&mut self, base: String, party: &str) -> Option<(String, String)> {
        if self.texts.iter().any(|(known, _)| *known == base) {
            return None;
        }
        let name = self.name(party);
        self.texts.push((base.clone(), name.clone()));
        self.set.insert(name.clone());
        Some((base, name))
    }

    /// The name of the file that holds the body of a request.
    pub(super) fn file(&mut self, number: u32) -> String {
        let name = format!("body_{number}");
        self.want(name.clone(), true);
        name
    }

    /// What the request needs and nothing has set, each once.
    pub(super) fn asked_for(&mut self) -> Vec<Wanted> {
        let wanted = std::mem::take(&mut self.wanted);
        self.set
            .extend(wanted.iter().map(|wanted| wanted.name.clone()));
        wanted
    }

    /// The texts of an answer that only this run may have had and that are not known yet.
    pub(super) fn brought(&self, answer: &Value) -> Vec<Brought> {
        let mut found = Vec::new();
        collect(answer, "answer", "", &mut found);
        let known = |text: &String| {
            let secret = digits(text).and_then(|digits| self.secrets.get(digits));
            secret.is_some_and(|name| self.set.contains(name))
                || self.texts.iter().any(|(own, _)| own == text)
        };
        found.retain(|brought| is_particular(&brought.text) && !known(&brought.text));
        found
    }

    /// Names a text from an answer, which has a value from here on.
    pub(super) fn learn(&mut self, brought: &Brought) -> String {
        let name = self.name(&brought.member);
        match digits(&brought.text) {
            Some(digits) => drop(self.secrets.insert(digits.to_owned(), name.clone())),
            None => self.texts.push((brought.text.clone(), name.clone())),
        }
        self.set.insert(name.clone());
        name
    }

    /// The first variable in a text, the longest of several that begin there.
    fn next(&mut self, text: &str) -> Option<(usize, usize, String)> {
        let known = self.texts.iter().filter_map(|(own, name)| {
            let start = text.find(own)?;
            Some((start, start + own.len(), name.clone()))
        });
        let known = known.min_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        let secret = COMMITMENT
            .as_ref()
            .and_then(|pattern| pattern.captures(text));
        let secret = secret.and_then(|found| Some((found.get(0)?, found.get(1)?, found.get(2)?)));
        match (known, secret) {
            (Some(known), Some((whole, ..))) if known.0 <= whole.start() => Some(known),
            (_, Some((whole, kind, digits))) => {
                let name = self.secret(kind.as_str(), digits.as_str());
                Some((whole.start(), whole.end(), name))
            }
            (known, None) => known,
        }
    }

    fn secret(&mut self, kind: &str, digits: &str) -> String {
        if let Some(name) = self.secrets.get(digits) {
            return name.clone();
        }
        let name = self.name(kind);
        self.secrets.insert(digits.to_owned(), name.clone());
        name
    }

    fn want(&mut self, name: String, is_file: bool) {
        let is_wanted = self.wanted.iter().any(|wanted| wanted.name == name);
        if !self.set.contains(&name) && !is_wanted {
            self.wanted.push(Wanted { name, is_file });
        }
    }

    /// A name that the shell allows and nothing else has.
    fn name(&mut self, kind: &str) -> String {
        let letters = kind.chars().map(|letter| match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' => letter,
            _ => '_',
        });
        let kind: String = letters.collect();
        let count = self.counts.entry(kind.clone()).or_default();
        *count += 1;
        format!("the_{kind}_{count}")
    }
}

/// The digits of a text that is one commitment and nothing else.
fn digits(text: &str) -> Option<&str> {
    let found = COMMITMENT.as_ref()?.captures(text)?;
    (found.get(0)?.len() == text.len()).then(|| found.get(2).map(|digits| digits.as_str()))?
}

/// Whether a text names something of this run: words alone are the same in every run.
fn is_particular(text: &str) -> bool {
    text.len() >= PARTICULAR && text.contains(|letter: char| letter.is_ascii_digit())
}

/// Every text in an answer with its path.
fn collect(value: &Value, member: &str, path: &str, found: &mut Vec<Brought>) {
    match value {
        Value::String(text) => found.push(Brought {
            member: member.to_owned(),
            path: literal(path),
            text: text.clone(),
        }),
        Value::Object(members) => {
            for (name, value) in members {
                let quoted = Value::String(name.clone());
                collect(value, name, &format!("{path}.{quoted}"), found);
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                collect(value, member, &format!("{path}[{index}]"), found);
            }
        }
        _ => {}
    }
}

/// A text that the shell takes as it is.
pub(super) fn literal(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
