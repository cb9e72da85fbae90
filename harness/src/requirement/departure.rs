//! In what a profile decides otherwise than the one that it starts from.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_yaml::Value;

/// A setting of the authorization server that two profiles decide differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// The setting, with the group that it stands in.
    pub setting: String,
    /// What it is in this profile.
    pub here: String,
    /// What it is in the other.
    pub there: String,
}

/// The settings in which `here` differs from `there`, by name.
pub fn departures(here: &Value, there: &Value) -> Vec<Departure> {
    const ABSENT: &str = "nothing";
    let (here, there) = (settings(here), settings(there));
    let names = here
        .keys()
        .chain(there.keys().filter(|name| !here.contains_key(*name)));
    let mut departures: Vec<Departure> = names
        .filter(|name| here.get(*name) != there.get(*name))
        .map(|name| {
            let text = |settings: &BTreeMap<String, String>| {
                settings.get(name).map_or(ABSENT, String::as_str).to_owned()
            };
            Departure {
                setting: name.clone(),
                here: text(&here),
                there: text(&there),
            }
        })
        .collect();
    departures.sort_by(|one, other| one.setting.cmp(&other.setting));
    departures
}

fn settings(value: &Value) -> BTreeMap<String, String> {
    let mut settings = BTreeMap::new();
    collect("", value, &mut settings);
    settings
}

fn collect(name: &str, value: &Value, settings: &mut BTreeMap<String, String>) {
    match value {
        Value::Mapping(members) => {
            for (key, member) in members {
                let key = text(key);
                let name = if name.is_empty() {
                    key
                } else {
                    format!("{name}: {key}")
                };
                collect(&name, member, settings);
            }
        }
        other => {
            settings.insert(name.to_owned(), text(other));
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Sequence(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Mapping(_) | Value::Tagged(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(here: &str, there: &str) -> Vec<String> {
        let read = |text: &str| serde_yaml::from_str::<Value>(text).unwrap_or_default();
        let departures = departures(&read(here), &read(there));
        let lines = departures.into_iter();
        lines
            .map(|line| format!("{} {} {}", line.setting, line.here, line.there))
            .collect()
    }

    #[test]
    fn what_is_alike_is_not_named() {
        assert!(between("{a: 1, b: {c: [x, y]}}", "{b: {c: [x, y]}, a: 1}").is_empty());
    }

    #[test]
    fn what_differs_is_named_with_its_group() {
        assert_eq!(
            between("{a: PT1H, b: {c: [x, y], d: true}}", "{b: {c: [x]}, e: 2}"),
            [
                "a PT1H nothing",
                "b: c x, y x",
                "b: d yes nothing",
                "e nothing 2"
            ]
        );
    }
}
