//! References within a document. There are no others: what lies in another file or on another host is not fetched.

use std::collections::BTreeMap;

use serde_json::Value;

use super::dialect::DATA;

/// How many references in a row are followed.
const HOP_LIMIT: usize = 32;
/// How many schemas one value may be held against: more would take for ever to check.
const WEIGHT_LIMIT: u64 = 10_000;
/// The keywords whose schemas look at the very value that the schema around them looks at.
const IN_PLACE: [&str; 9] = [
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "$ref",
];

/// A value of a document with the JSON pointer that leads to it (RFC 6901).
#[derive(Debug, Clone)]
pub struct Place<'a> {
    /// The value.
    pub value: &'a Value,
    /// The pointer.
    pub pointer: String,
}

impl<'a> Place<'a> {
    /// The whole document.
    pub fn root(document: &'a Value) -> Self {
        Self {
            value: document,
            pointer: String::new(),
        }
    }

    /// A member, with every reference followed that stands in its place.
    pub fn member(&self, root: &'a Value, name: &str) -> Result<Option<Place<'a>>, String> {
        let Some(value) = self.value.get(name) else {
            return Ok(None);
        };
        let here = Place {
            value,
            pointer: format!("{}/{}", self.pointer, escaped(name)),
        };
        here.followed(root).map(Some)
    }

    /// An item of a list, references followed.
    pub fn item(&self, root: &'a Value, index: usize) -> Result<Place<'a>, String> {
        let here = Place {
            value: self.value.get(index).unwrap_or(&Value::Null),
            pointer: format!("{}/{index}", self.pointer),
        };
        here.followed(root)
    }

    /// The members of a mapping, references followed.
    pub fn members(&self, root: &'a Value) -> Result<Vec<(&'a str, Place<'a>)>, String> {
        let names = self.value.as_object().into_iter().flatten();
        let mut members = Vec::new();
        for (name, _) in names {
            members.extend(
                self.member(root, name)?
                    .map(|member| (name.as_str(), member)),
            );
        }
        Ok(members)
    }

    fn followed(self, root: &'a Value) -> Result<Place<'a>, String> {
        let mut place = self;
        for _ in 0..HOP_LIMIT {
            let Some(reference) = place.value.get("$ref").and_then(Value::as_str) else {
                return Ok(place);
            };
            place = target(root, reference)?;
        }
        Err(format!("the references at {} lead nowhere", place.pointer))
    }
}

/// Refuses references to anything outside, and schemas that would keep a reader busy for ever.
pub fn check(document: &Value) -> Result<(), String> {
    let mut schemas = Weights {
        root: document,
        known: BTreeMap::new(),
    };
    schemas.visit(document, "")
}

fn target<'a>(root: &'a Value, reference: &str) -> Result<Place<'a>, String> {
    let Some(pointer) = reference.strip_prefix('#') else {
        return Err(format!(
            "it refers to {reference:?}, which lies outside; only references that begin with # are followed"
        ));
    };
    let value = root.pointer(pointer);
    let value = value.ok_or_else(|| format!("it refers to {reference:?}, where nothing is"))?;
    Ok(Place {
        value,
        pointer: pointer.to_owned(),
    })
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// How many schemas each place draws in for one and the same value.
struct Weights<'a> {
    root: &'a Value,
    known: BTreeMap<String, Option<u64>>,
}

impl<'a> Weights<'a> {
    fn visit(&mut self, value: &'a Value, pointer: &str) -> Result<(), String> {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            let referred = target(self.root, reference)?;
            self.weight(referred.value, &referred.pointer)?;
        }
        match value {
            Value::Object(members) => {
                let mut members = members
                    .iter()
                    .filter(|(name, _)| !DATA.contains(&name.as_str()));
                members.try_for_each(|(name, member)| {
                    self.visit(member, &format!("{pointer}/{}", escaped(name)))
                })
            }
            Value::Array(items) => {
                let mut items = items.iter().enumerate();
                items.try_for_each(|(index, item)| self.visit(item, &format!("{pointer}/{index}")))
            }
            _ => Ok(()),
        }
    }

    fn weight(&mut self, schema: &'a Value, pointer: &str) -> Result<u64, String> {
        match self.known.get(pointer) {
            Some(Some(weight)) => return Ok(*weight),
            Some(None) => return Err(format!("the schema at {pointer} refers to itself")),
            None => self.known.insert(pointer.to_owned(), None),
        };
        if self
            .known
            .values()
            .filter(|weight| weight.is_none())
            .count()
            > HOP_LIMIT * 4
        {
            return Err(format!("the references at {pointer} go on for too long"));
        }
        let mut weight = 1_u64;
        for (value, at) in in_place(schema, pointer) {
            let inner = match value.as_str() {
                Some(reference) => {
                    let referred = target(self.root, reference)?;
                    self.weight(referred.value, &referred.pointer)?
                }
                None => self.weight(value, &at)?,
            };
            weight = weight.saturating_add(inner);
        }
        if weight > WEIGHT_LIMIT {
            return Err(format!("the schema at {pointer} takes too long to check"));
        }
        self.known.insert(pointer.to_owned(), Some(weight));
        Ok(weight)
    }
}

/// The schemas that look at the same value, and the texts of references to such.
fn in_place<'a>(schema: &'a Value, pointer: &str) -> Vec<(&'a Value, String)> {
    let mut found = Vec::new();
    for keyword in IN_PLACE {
        let at = format!("{pointer}/{keyword}");
        match schema.get(keyword) {
            Some(Value::Array(items)) => found.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| (item, format!("{at}/{index}"))),
            ),
            Some(Value::Object(members)) if keyword == "dependentSchemas" => found.extend(
                members
                    .iter()
                    .map(|(name, member)| (member, format!("{at}/{}", escaped(name)))),
            ),
            Some(value @ (Value::Object(_) | Value::Bool(_))) => found.push((value, at)),
            Some(value @ Value::String(_)) if keyword == "$ref" => found.push((value, at)),
            _ => {}
        }
    }
    found
}
