//! What a run shows about a description: what of it was used, and what the exchanges have that it does not know.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::description::{Api, Description, Operation};
use crate::actor::Party;
use crate::exchange::model::Exchange;
use crate::requirement::operations::OperationsWire;

/// How many fields of one answer are looked at, whatever it holds.
const FIELD_LIMIT: usize = 2000;

/// How the exchanges of a run and a description that the operator brought fit together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DescriptionRecord {
    /// Where the description is from.
    pub source: String,
    /// Its title.
    pub title: String,
    /// The version of the API that it describes.
    pub version: String,
    /// How many exchanges were held against it.
    pub exchanges: usize,
    /// Operations that were asked for and that it does not know.
    pub unknown_operations: Vec<String>,
    /// Fields of exchanges that it does not know.
    pub unknown_fields: Vec<UnknownFieldRecord>,
    /// Its operations that no exchange was about.
    pub never_exercised: Vec<String>,
}

/// A field that a description does not know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnknownFieldRecord {
    /// The operation, in the words of the description.
    pub operation: String,
    /// `query`, `request`, or `answer` with its status.
    pub place: String,
    /// The field, with those around it: `details[].code`.
    pub field: String,
}

/// What was seen so far.
#[derive(Debug)]
pub struct Coverage<'a> {
    description: &'a Description,
    known_here: &'a OperationsWire,
    exchanges: usize,
    exercised: BTreeSet<String>,
    unknown_operations: BTreeSet<String>,
    unknown_fields: BTreeSet<UnknownFieldRecord>,
}

impl<'a> Coverage<'a> {
    /// Nothing was seen yet. What is asked for beyond `known_here`, an address that nobody has for instance, is no gap.
    pub fn new(description: &'a Description, known_here: &'a OperationsWire) -> Self {
        Self {
            description,
            known_here,
            exchanges: 0,
            exercised: BTreeSet::new(),
            unknown_operations: BTreeSet::new(),
            unknown_fields: BTreeSet::new(),
        }
    }

    /// Takes note of the exchanges of a scenario, DAS being below `base`.
    pub fn see(&mut self, exchanges: &[Exchange], base: &str) {
        let ours = exchanges
            .iter()
            .filter(|exchange| exchange.to == Party::Das.name() && !exchange.raw);
        for exchange in ours {
            if let Some(asked) = Asked::of(exchange, base) {
                self.see_one(exchange, &asked);
            }
        }
    }

    fn see_one(&mut self, exchange: &Exchange, asked: &Asked) {
        let description = self.description;
        let found = description.operation(
            Api::Das,
            &exchange.request.method,
            &asked.path,
            &asked.below,
        );
        let Some(operation) = found else {
            let mut known = self.known_here.all().into_iter();
            if known.any(|(_, own)| own.is_asked_by(&exchange.request.method, &asked.below)) {
                let unknown = format!("{} {}", exchange.request.method, asked.below);
                self.unknown_operations.insert(unknown);
            }
            return;
        };
        self.exchanges += 1;
        self.exercised.insert(operation.to_string());
        let is_served = exchange
            .response
            .as_ref()
            .is_some_and(|response| (200..300).contains(&response.status));
        // What is refused may be a forgery of ours, whose fields nobody needs to know.
        if is_served {
            self.see_request(operation, exchange, asked);
            self.see_answer(operation, exchange);
        }
    }

    fn see_request(&mut self, operation: &Operation, exchange: &Exchange, asked: &Asked) {
        for name in asked
            .query
            .iter()
            .filter(|name| !operation.query.contains(*name))
        {
            self.note(operation, "query", name);
        }
        self.see_body(
            operation,
            "request",
            operation.request.as_deref(),
            &exchange.request.body,
        );
    }

    fn see_answer(&mut self, operation: &Operation, exchange: &Exchange) {
        let Some(response) = &exchange.response else {
            return;
        };
        let place = format!("answer {}", response.status);
        let documented = operation.answer(response.status);
        let schema = documented.and_then(|answer| answer.schema.as_deref());
        self.see_body(operation, &place, schema, &response.body);
    }

    fn see_body(&mut self, operation: &Operation, place: &str, schema: Option<&str>, body: &[u8]) {
        let schema = schema.and_then(|pointer| self.description.schema(pointer));
        if let (Some(schema), Ok(body)) = (schema, serde_json::from_slice::<Value>(body)) {
            let mut unknown = Unknown {
                description: self.description,
                left: FIELD_LIMIT,
                found: BTreeSet::new(),
            };
            unknown.look(&body, &[schema], "");
            for field in unknown.found {
                self.note(operation, place, &field);
            }
        }
    }

    fn note(&mut self, operation: &Operation, place: &str, field: &str) {
        self.unknown_fields.insert(UnknownFieldRecord {
            operation: operation.to_string(),
            place: place.to_owned(),
            field: field.to_owned(),
        });
    }

    /// What all exchanges together show.
    pub fn record(self) -> DescriptionRecord {
        let operations = self.description.operations.iter();
        let never = operations
            .filter(|operation| operation.api == Api::Das)
            .map(ToString::to_string)
            .filter(|operation| !self.exercised.contains(operation));
        DescriptionRecord {
            source: self.description.source.clone(),
            title: self.description.title.clone(),
            version: self.description.version.clone(),
            exchanges: self.exchanges,
            never_exercised: never.collect(),
            unknown_operations: self.unknown_operations.into_iter().collect(),
            unknown_fields: self.unknown_fields.into_iter().collect(),
        }
    }
}

/// What an exchange asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The whole path.
    pub path: String,
    /// The part of it below the base of the API.
    pub below: String,
    /// The names of the parameters.
    pub query: Vec<String>,
}

impl Asked {
    /// `None` where the exchange is not below the base: what signed URLs lead to is no operation.
    pub fn of(exchange: &Exchange, base: &str) -> Option<Self> {
        let below = exchange
            .request
            .url
            .strip_prefix(base.trim_end_matches('/'))?;
        let below = below.split(['?', '#']).next().unwrap_or_default();
        let url = url::Url::parse(&exchange.request.url).ok()?;
        below.starts_with('/').then(|| Self {
            path: url.path().to_owned(),
            below: below.to_owned(),
            query: url
                .query_pairs()
                .map(|(name, _)| name.into_owned())
                .collect(),
        })
    }
}

/// Finds the members that no schema names.
struct Unknown<'a> {
    description: &'a Description,
    left: usize,
    found: BTreeSet<String>,
}

impl<'a> Unknown<'a> {
    fn look(&mut self, value: &Value, schemas: &[&'a Value], at: &str) {
        let Some(left) = self.left.checked_sub(1) else {
            return;
        };
        self.left = left;
        let schemas = self.all(schemas);
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    self.look_at_member(name, member, &schemas, at);
                }
            }
            Value::Array(items) => {
                let inner: Vec<&Value> = schemas
                    .iter()
                    .filter_map(|each| each.get("items"))
                    .collect();
                for item in items {
                    self.look(item, &inner, &format!("{at}[]"));
                }
            }
            _ => {}
        }
    }

    fn look_at_member(&mut self, name: &str, member: &Value, schemas: &[&'a Value], at: &str) {
        let place = if at.is_empty() {
            name.to_owned()
        } else {
            format!("{at}.{name}")
        };
        let described: BTreeMap<_, _> = properties(schemas);
        if described.is_empty() {
            // A schema that names no members at all leaves them free.
            return;
        }
        match described.get(name) {
            Some(inner) => self.look(member, &inner.clone(), &place),
            None => drop(self.found.insert(place)),
        }
    }

    /// The schemas, with those that they refer to or are made of.
    fn all(&self, schemas: &[&'a Value]) -> Vec<&'a Value> {
        let mut all: Vec<&Value> = Vec::new();
        let mut waiting: Vec<&Value> = schemas.to_vec();
        while let Some(schema) = waiting.pop() {
            if all.len() >= FIELD_LIMIT || all.iter().any(|known| std::ptr::eq(*known, schema)) {
                continue;
            }
            all.push(schema);
            let referred = schema.get("$ref").and_then(Value::as_str);
            let referred = referred.and_then(|reference| reference.strip_prefix('#'));
            waiting.extend(referred.and_then(|pointer| self.description.schema(pointer)));
            for keyword in ["allOf", "anyOf", "oneOf"] {
                waiting.extend(
                    schema
                        .get(keyword)
                        .and_then(Value::as_array)
                        .into_iter()
                        .flatten(),
                );
            }
        }
        all
    }
}

fn properties<'a>(schemas: &[&'a Value]) -> BTreeMap<&'a str, Vec<&'a Value>> {
    let mut properties: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for schema in schemas {
        let named = schema.get("properties").and_then(Value::as_object);
        for (name, property) in named.into_iter().flatten() {
            properties.entry(name).or_default().push(property);
        }
    }
    properties
}
