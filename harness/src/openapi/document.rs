//! Our own OpenAPI document of a wire variant: the hand-written half in `fixtures/openapi/template.yaml`, put where the variant says.
//!
//! What DAS asks of an office and of the PCT service stands under `webhooks`, for there it is DAS that calls.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::data::Data;
use crate::requirement::operations::OperationWire;
use crate::requirement::wire::DasWire;

/// The extension that tells at which path below its own base a party takes a webhook.
pub const PATH: &str = "x-path";
/// With what the names of webhooks begin that an office takes.
pub const OFFICE_PREFIX: &str = "office-";
/// With what the names of webhooks begin that the PCT service takes.
pub const PCT_PREFIX: &str = "pct-";

/// The hand-written half.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    das: BTreeMap<String, Wording>,
    office: BTreeMap<String, Wording>,
    pct: BTreeMap<String, Wording>,
    schemas: Value,
}

/// What is said of an operation by hand.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Wording {
    summary: String,
    query: Map<String, Value>,
    optional_query: Map<String, Value>,
    request: Option<String>,
    answer: Option<String>,
    document: Option<String>,
    header: Option<String>,
}

/// Comes with the binary; a test proves that it can be read.
static TEMPLATE: LazyLock<Template> = LazyLock::new(|| {
    let file = Data::embedded().text("fixtures/openapi/template.yaml");
    let read = file.map(|file| serde_yaml::from_str(&file.text).unwrap_or_default());
    read.unwrap_or_default()
});

/// The document of a wire variant.
pub fn document(wire: &DasWire) -> Value {
    let writer = Writer { wire };
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "WIPO DAS exchange API, as the conformance harness understands it",
            "version": "1",
            "description": "Operations and fields are those that public sources show; statuses, and whatever else no source \
                tells, are proposals of the harness. It is no document of WIPO.",
        },
        "servers": [{
            "url": format!("https://{{host}}{}", wire.base_path),
            "variables": { "host": { "default": "das.example" } },
        }],
        "security": [{ "office": [wire.scope] }],
        "paths": writer.paths(),
        "webhooks": writer.webhooks(),
        "components": {
            "securitySchemes": { "office": {
                "type": "http",
                "scheme": "bearer",
                "description": "an access token by client_credentials with private_key_jwt",
            } },
            "schemas": writer.renamed(&TEMPLATE.schemas),
        },
    })
}

struct Writer<'a> {
    wire: &'a DasWire,
}

impl Writer<'_> {
    fn paths(&self) -> Map<String, Value> {
        let mut paths = Map::new();
        for (name, operation) in self.wire.operations.all() {
            let wording = TEMPLATE.das.get(name);
            for (index, path) in operation.paths().enumerate() {
                let id = if index == 0 {
                    name.to_owned()
                } else {
                    format!("{name}-{}", index + 1)
                };
                let described = wording.map(|wording| self.operation(&id, operation, wording));
                let item = paths.entry(path).or_insert_with(|| json!({}));
                item[operation.method.name().to_ascii_lowercase()] = json!(described);
            }
        }
        paths
    }

    fn webhooks(&self) -> Map<String, Value> {
        let parties = [
            (OFFICE_PREFIX, &TEMPLATE.office),
            (PCT_PREFIX, &TEMPLATE.pct),
        ];
        let mut hooks = Map::new();
        for (prefix, wordings) in parties {
            for (name, operation) in self.wire.operations.all() {
                if let Some(wording) = wordings.get(name) {
                    let id = format!("{prefix}{name}");
                    let method = operation.method.name().to_ascii_lowercase();
                    let described = self.operation(&id, operation, wording);
                    hooks.insert(id, json!({ PATH: operation.path, method: described }));
                }
            }
        }
        hooks
    }

    fn operation(&self, id: &str, operation: &OperationWire, wording: &Wording) -> Value {
        let mut described = json!({ "operationId": id, "summary": wording.summary });
        let parameters = self.parameters(wording);
        if !parameters.is_empty() {
            described["parameters"] = json!(parameters);
        }
        if let Some(schema) = &wording.request {
            described["requestBody"] = json!({ "required": true, "content": json_of(schema) });
        }
        described["responses"] = Value::Object(self.responses(operation, wording));
        described
    }

    fn parameters(&self, wording: &Wording) -> Vec<Value> {
        let demanded = wording.query.iter().map(|each| (each, true));
        let optional = wording.optional_query.iter().map(|each| (each, false));
        let parameter = |((name, schema), required): ((&String, &Value), bool)| {
            let schema = reference(schema.as_str().unwrap_or_default());
            json!({ "name": self.name(name), "in": "query", "required": required, "schema": schema })
        };
        demanded.chain(optional).map(parameter).collect()
    }

    fn responses(&self, operation: &OperationWire, wording: &Wording) -> Map<String, Value> {
        let mut responses = Map::new();
        for status in &operation.success_statuses {
            responses.insert(status.to_string(), self.success(*status, wording));
        }
        let refusal = if self.wire.error_wrapper {
            "WrappedRefusal"
        } else {
            "Refusal"
        };
        for (statuses, meaning) in [
            ("4XX", "The request is refused."),
            ("5XX", "The request cannot be served now."),
        ] {
            let described = json!({ "description": meaning, "content": json_of(refusal) });
            responses.insert(statuses.to_owned(), described);
        }
        responses
    }

    fn success(&self, status: u16, wording: &Wording) -> Value {
        let mut described = json!({ "description": "The request is served." });
        if let Some(header) = self.header(wording) {
            described["headers"] = header;
        }
        match (&wording.answer, &wording.document) {
            (Some(schema), _) if status != 204 => described["content"] = json_of(schema),
            (None, Some(media_type)) => {
                described["content"] = json!({ media_type: { "schema": { "type": "string" } } });
            }
            _ => {}
        }
        described
    }

    fn header(&self, wording: &Wording) -> Option<Value> {
        wording.header.as_ref()?;
        let name = &self.wire.headers.original_document_url;
        Some(json!({ name: {
            "description": "Where the original lies of the document that the body's URL serves as one merged PDF.",
            "schema": { "type": "string" },
        } }))
    }

    /// A field under the name that the variant has for it.
    fn name<'b>(&'b self, field: &'b str) -> &'b str {
        self.wire.fields.get(field).map_or(field, String::as_str)
    }

    /// Schemas with their properties under the names of the variant.
    fn renamed(&self, schema: &Value) -> Value {
        match schema {
            Value::Object(members) => members
                .iter()
                .map(|(keyword, value)| (keyword.clone(), self.renamed_keyword(keyword, value)))
                .collect(),
            Value::Array(items) => items.iter().map(|item| self.renamed(item)).collect(),
            other => other.clone(),
        }
    }

    fn renamed_keyword(&self, keyword: &str, value: &Value) -> Value {
        match (keyword, value) {
            ("properties", Value::Object(properties)) => properties
                .iter()
                .map(|(field, schema)| (self.name(field).to_owned(), self.renamed(schema)))
                .collect(),
            ("required", Value::Array(fields)) => fields
                .iter()
                .map(|field| json!(self.name(field.as_str().unwrap_or_default())))
                .collect(),
            _ => self.renamed(value),
        }
    }
}

fn json_of(schema: &str) -> Value {
    json!({ "application/json": { "schema": reference(schema) } })
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}
