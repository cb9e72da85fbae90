//! A description, read: its operations, and the schemas that their answers must fit.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::OnceLock;

use jsonschema::{PatternOptions, Registry, Validator};
use serde_json::{Value, json};

use super::dialect::modernised;
use super::document::{OFFICE_PREFIX, PATH, PCT_PREFIX};
use super::reference::{self, Place};
use crate::error::ConfigurationError;

/// Where the document is found while schemas are compiled; nothing is ever fetched from there.
const ADDRESS: &str = "urn:das-conformance:description";
/// The methods under which operations stand in a document.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];
/// The most operations of a document.
const OPERATION_LIMIT: usize = 1000;
/// How hard a pattern may try before it counts as not fitting.
const PATTERN_EFFORT: usize = 10_000;
/// How large a compiled pattern may be, in octets.
const PATTERN_SIZE: usize = 1 << 20;

/// Whose operation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Api {
    /// DAS's own.
    Das,
    /// One that DAS asks of an office.
    Office,
    /// One that DAS asks of the PCT service.
    Pct,
}

/// An OpenAPI document.
pub struct Description {
    /// Where it is from, as the operator knows it.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Its version, of the API that it describes.
    pub version: String,
    /// Its operations, in its order.
    pub operations: Vec<Operation>,
    document: Value,
}

/// An operation of a document.
#[derive(Debug)]
pub struct Operation {
    /// Whose it is.
    pub api: Api,
    /// Its method, in capitals.
    pub method: String,
    /// Its path as it stands there, `/requests/files/{fileId}`.
    pub path: String,
    /// The names of its parameters in the query.
    pub query: BTreeSet<String>,
    /// The pointer to the schema of its JSON body, where it has one.
    pub request: Option<String>,
    /// What it may answer, in its order.
    pub answers: Vec<DocumentedAnswer>,
}

/// What an operation may answer under a status.
#[derive(Debug)]
pub struct DocumentedAnswer {
    /// `201`, `4XX` or `default`.
    pub status: String,
    /// The pointer to the schema of its JSON body, where it has one.
    pub schema: Option<String>,
    validator: OnceLock<Result<Validator, String>>,
}

impl Description {
    /// Reads a document from `source`.
    pub fn of(document: &Value, source: &str) -> Result<Self, ConfigurationError> {
        let document = modernised(document);
        let operations = operations(&document).map_err(|why| unusable(source, &why))?;
        let information = |name: &str| {
            let text = document["info"][name].as_str().unwrap_or_default();
            text.chars().take(200).collect()
        };
        Ok(Self {
            source: source.to_owned(),
            title: information("title"),
            version: information("version"),
            operations,
            document,
        })
    }

    /// Compiles every schema, so that a defect shows before anything is judged.
    pub fn compile(&self) -> Result<(), ConfigurationError> {
        for operation in &self.operations {
            for answer in &operation.answers {
                if let Some(Err(why)) = self.validator(answer) {
                    let why = format!("{operation} {}: {why}", answer.status);
                    return Err(unusable(&self.source, &why));
                }
            }
        }
        Ok(())
    }

    /// What is asked for by a method and a path, `below` being what of the path lies below the base of the API.
    ///
    /// A document may state its paths with or without a part of the base.
    pub fn operation(&self, api: Api, method: &str, path: &str, below: &str) -> Option<&Operation> {
        let asked = segments(path);
        let least = segments(below).len();
        let candidates = self.operations.iter().filter(|operation| {
            let own = segments(&operation.path);
            operation.api == api
                && operation.method == method
                && own.len() >= least
                && ends_with(&asked, &own)
        });
        candidates.max_by_key(|operation| {
            let own = segments(&operation.path);
            let literal = own.iter().filter(|segment| !is_variable(segment)).count();
            (literal, own.len())
        })
    }

    /// The compiled schema of an answer, where it has one.
    pub(super) fn validator<'a>(
        &self,
        answer: &'a DocumentedAnswer,
    ) -> Option<Result<&'a Validator, &'a str>> {
        let pointer = answer.schema.as_ref()?;
        let compiled = answer.validator.get_or_init(|| self.compiled(pointer));
        Some(compiled.as_ref().map_err(String::as_str))
    }

    fn compiled(&self, pointer: &str) -> Result<Validator, String> {
        let registry = Registry::new().add(ADDRESS, &self.document);
        let registry = registry.and_then(jsonschema::RegistryBuilder::prepare);
        let registry = registry.map_err(|error| error.to_string())?;
        let patterns = PatternOptions::fancy_regex()
            .backtrack_limit(PATTERN_EFFORT)
            .size_limit(PATTERN_SIZE);
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .with_registry(&registry)
            .with_pattern_options(patterns)
            .build(&json!({ "$ref": format!("{ADDRESS}#{pointer}") }))
            .map_err(|error| error.to_string())
    }

    /// The schema at a pointer.
    pub(super) fn schema(&self, pointer: &str) -> Option<&Value> {
        self.document.pointer(pointer)
    }
}

impl fmt::Debug for Description {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Description");
        shown
            .field("source", &self.source)
            .field("operations", &self.operations.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}

impl Operation {
    /// What it may answer under a status: the status itself counts before its hundred, and that before `default`.
    pub fn answer(&self, status: u16) -> Option<&DocumentedAnswer> {
        let named = |name: String| {
            let mut answers = self.answers.iter();
            answers.find(move |answer| answer.status.eq_ignore_ascii_case(&name))
        };
        named(status.to_string())
            .or_else(|| named(format!("{}XX", status / 100)))
            .or_else(|| named("default".to_owned()))
    }
}

fn unusable(source: &str, why: &str) -> ConfigurationError {
    super::reader::unusable(&crate::error::SourceFile::new(source, ""), why)
}

fn operations(document: &Value) -> Result<Vec<Operation>, String> {
    let version = document.get("openapi").and_then(Value::as_str);
    if !version.is_some_and(|version| version.starts_with("3.0") || version.starts_with("3.1")) {
        return Err("it does not say `openapi: 3.0…` or `openapi: 3.1…`".to_owned());
    }
    reference::check(document)?;
    let root = Place::root(document);
    let mut operations = Vec::new();
    for (part, is_hook) in [("paths", false), ("webhooks", true)] {
        let Some(items) = root.member(document, part)? else {
            continue;
        };
        for (name, item) in items.members(document)? {
            if let Some((api, path)) = place_of(name, &item, is_hook) {
                operations.extend(operations_at(document, api, &path, &item)?);
            }
        }
    }
    match operations.len() {
        0 => Err("it describes no operations".to_owned()),
        1..=OPERATION_LIMIT => Ok(operations),
        _ => Err(format!(
            "it describes more than {OPERATION_LIMIT} operations"
        )),
    }
}

/// Only our own documents say at which path of which party a webhook is called; those of others are no operations of a known party.
fn place_of(name: &str, item: &Place<'_>, is_hook: bool) -> Option<(Api, String)> {
    if !is_hook {
        return name.starts_with('/').then(|| (Api::Das, name.to_owned()));
    }
    let path = item.value.get(PATH)?.as_str()?.to_owned();
    if name.starts_with(OFFICE_PREFIX) {
        Some((Api::Office, path))
    } else {
        name.starts_with(PCT_PREFIX).then_some((Api::Pct, path))
    }
}

fn operations_at(
    document: &Value,
    api: Api,
    path: &str,
    item: &Place<'_>,
) -> Result<Vec<Operation>, String> {
    let shared = query_names(document, item)?;
    let mut found = Vec::new();
    for (method, operation) in item.members(document)? {
        if !METHODS.contains(&method) {
            continue;
        }
        let mut query = shared.clone();
        query.extend(query_names(document, &operation)?);
        let request = operation.member(document, "requestBody")?;
        found.push(Operation {
            api,
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            query,
            request: match request {
                Some(request) => schema_of(document, &request)?,
                None => None,
            },
            answers: answers(document, &operation)?,
        });
    }
    Ok(found)
}

fn query_names(document: &Value, item: &Place<'_>) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    let Some(parameters) = item.member(document, "parameters")? else {
        return Ok(names);
    };
    let count = parameters.value.as_array().map_or(0, Vec::len);
    for index in 0..count {
        let parameter = parameters.item(document, index)?;
        let text = |name: &str| parameter.value.get(name).and_then(Value::as_str);
        if text("in") == Some("query") {
            names.extend(text("name").map(str::to_owned));
        }
    }
    Ok(names)
}

fn answers(document: &Value, operation: &Place<'_>) -> Result<Vec<DocumentedAnswer>, String> {
    let Some(responses) = operation.member(document, "responses")? else {
        return Ok(Vec::new());
    };
    let mut answers = Vec::new();
    for (status, response) in responses.members(document)? {
        answers.push(DocumentedAnswer {
            status: status.to_owned(),
            schema: schema_of(document, &response)?,
            validator: OnceLock::new(),
        });
    }
    Ok(answers)
}

/// The pointer to the schema of the JSON that a request or a response carries.
fn schema_of(document: &Value, carrier: &Place<'_>) -> Result<Option<String>, String> {
    let Some(content) = carrier.member(document, "content")? else {
        return Ok(None);
    };
    for (media_type, described) in content.members(document)? {
        if is_json(media_type) {
            let schema = described.value.get("schema");
            return Ok(schema.map(|_| format!("{}/schema", described.pointer)));
        }
    }
    Ok(None)
}

/// `application/json`, with or without parameters, and its relatives.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
        || essence.to_ascii_lowercase().ends_with("+json")
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .collect()
}

fn is_variable(segment: &str) -> bool {
    segment.contains('{')
}

/// Whether the last segments of what was asked for are those of a template.
fn ends_with(asked: &[&str], template: &[&str]) -> bool {
    asked.len() >= template.len()
        && asked
            .iter()
            .rev()
            .zip(template.iter().rev())
            .all(|(asked, own)| is_variable(own) || asked == own)
}
