//! Brings the schemas of OpenAPI 3.0 into the JSON Schema of 3.1 (draft 2020-12).

use serde_json::{Map, Value, json};

/// Members whose values are examples or constants, in which nothing is a schema.
pub(super) const DATA: [&str; 5] = ["example", "examples", "enum", "const", "default"];
/// Members that would make a part of the document one of its own, with references that lead elsewhere.
const RENAMING: [&str; 7] = [
    "$id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$recursiveRef",
    "$recursiveAnchor",
];

/// The document with its schemas in the newer dialect.
#[must_use]
pub fn modernised(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(modernised_members(members)),
        Value::Array(items) => Value::Array(items.iter().map(modernised).collect()),
        other => other.clone(),
    }
}

fn modernised_members(members: &Map<String, Value>) -> Map<String, Value> {
    let mut modern = Map::new();
    for (name, value) in members {
        let is_data = DATA.contains(&name.as_str());
        // A schema may well have a property of such a name, which is then an object.
        let is_renaming = RENAMING.contains(&name.as_str()) && !value.is_object();
        if !is_renaming {
            let value = if is_data {
                value.clone()
            } else {
                modernised(value)
            };
            modern.insert(name.clone(), value);
        }
    }
    exclusive(&mut modern, "exclusiveMinimum", "minimum");
    exclusive(&mut modern, "exclusiveMaximum", "maximum");
    if modern.get("nullable") == Some(&Value::Bool(true)) {
        admit_null(&mut modern);
    }
    modern
}

/// In 3.0 the bound is in `minimum`, and whether it is excluded in `exclusiveMinimum`.
fn exclusive(members: &mut Map<String, Value>, exclusive: &str, inclusive: &str) {
    let Some(Value::Bool(excluded)) = members.get(exclusive).cloned() else {
        return;
    };
    members.shift_remove(exclusive);
    if excluded && let Some(bound) = members.shift_remove(inclusive) {
        members.insert(exclusive.to_owned(), bound);
    }
}

fn admit_null(members: &mut Map<String, Value>) {
    members.shift_remove("nullable");
    match members.get("type").cloned() {
        Some(Value::String(only)) => {
            members.insert("type".to_owned(), json!([only, "null"]));
        }
        Some(_) => {}
        // Where other schemas say what is meant, null stands beside them.
        None => {
            let rest = Value::Object(std::mem::take(members));
            members.insert("anyOf".to_owned(), json!([{ "type": "null" }, rest]));
        }
    }
    if let Some(Value::Array(values)) = members.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}
