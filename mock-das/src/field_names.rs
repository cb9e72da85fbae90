//! What a wire variant calls the fields of the API, translated at the edge in both directions.
//!
//! Inside, a field has the name that the API as deployed gives it. Members are found by the way they are written, so that a body with
//! a flaw keeps its flaw.

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Uri};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::das::Shared;
use crate::das_error::DasError;

/// The largest body that is translated, in octets.
const BODY_LIMIT: usize = 1 << 20;

/// Names of fields that the variant has others for: ours, then its own. The others keep theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldNames(pub BTreeMap<String, String>);

impl FieldNames {
    /// The members of a value under the names of the variant.
    pub fn outward(&self, value: Value) -> Value {
        if self.0.is_empty() {
            return value;
        }
        match value {
            Value::Object(members) => Value::Object(self.rename_members(members)),
            Value::Array(items) => {
                Value::Array(items.into_iter().map(|item| self.outward(item)).collect())
            }
            other => other,
        }
    }

    fn rename_members(&self, members: Map<String, Value>) -> Map<String, Value> {
        let renamed = members.into_iter().map(|(name, value)| {
            let name = self.0.get(&name).cloned().unwrap_or(name);
            (name, self.outward(value))
        });
        renamed.collect()
    }

    fn inward(&self) -> BTreeMap<&str, &str> {
        let pairs = self.0.iter();
        pairs
            .map(|(ours, theirs)| (theirs.as_str(), ours.as_str()))
            .collect()
    }
}

/// Middleware: what comes in gets our names, what goes out those of the variant.
pub async fn translate(State(das): State<Shared>, request: Request, next: Next) -> Response {
    let names = &das.variant.fields;
    if names.0.is_empty() || !request.uri().path().starts_with(&das.variant.base_path) {
        return next.run(request).await;
    }
    match incoming(names, request).await {
        Ok(request) => outgoing(names, next.run(request).await).await,
        Err(refused) => axum::response::IntoResponse::into_response(refused),
    }
}

async fn incoming(names: &FieldNames, request: Request) -> Result<Request, DasError> {
    let (mut head, body) = request.into_parts();
    let inward = names.inward();
    head.uri = renamed_query(&head.uri, &inward);
    let octets = to_bytes(body, BODY_LIMIT)
        .await
        .map_err(|_| DasError::BodyTooLarge)?;
    let octets = if is_json(&head.headers) {
        head.headers.remove(CONTENT_LENGTH);
        renamed_members(&octets, &inward)
    } else {
        octets.to_vec()
    };
    Ok(Request::from_parts(head, Body::from(octets)))
}

async fn outgoing(names: &FieldNames, response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    if !is_json(&head.headers) {
        return Response::from_parts(head, body);
    }
    let octets = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    let outward = names.0.iter();
    let outward = outward
        .map(|(ours, theirs)| (ours.as_str(), theirs.as_str()))
        .collect();
    head.headers.remove(CONTENT_LENGTH);
    Response::from_parts(head, Body::from(renamed_members(&octets, &outward)))
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE);
    media_type.is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
}

fn renamed_query(uri: &Uri, names: &BTreeMap<&str, &str>) -> Uri {
    let Some(query) = uri.query() else {
        return uri.clone();
    };
    let mut renamed = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let name = names
            .get(name.as_ref())
            .map_or(name, |name| Cow::Borrowed(*name));
        renamed.append_pair(&name, &value);
    }
    let target = format!("{}?{}", uri.path(), renamed.finish());
    target.parse().unwrap_or_else(|_| uri.clone())
}

/// Exchanges the names of members: whatever stands in quotation marks before a colon.
fn renamed_members(octets: &[u8], names: &BTreeMap<&str, &str>) -> Vec<u8> {
    let mut renamed = Vec::with_capacity(octets.len());
    let mut rest = octets;
    while let Some((before, text, after)) = next_text(rest) {
        renamed.extend_from_slice(before);
        let is_name = after.trim_ascii_start().starts_with(b":");
        let known = std::str::from_utf8(text)
            .ok()
            .and_then(|name| names.get(name));
        renamed.push(b'"');
        renamed.extend_from_slice(
            known
                .filter(|_| is_name)
                .map_or(text, |name| name.as_bytes()),
        );
        renamed.push(b'"');
        rest = after;
    }
    renamed.extend_from_slice(rest);
    renamed
}

/// What stands before the next JSON text, the text, and what stands behind it.
fn next_text(octets: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let start = octets.iter().position(|octet| *octet == b'"')?;
    let mut end = start + 1;
    while *octets.get(end)? != b'"' {
        end += if octets[end] == b'\\' { 2 } else { 1 };
    }
    Some((
        &octets[..start],
        &octets[start + 1..end],
        &octets[end + 1..],
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn names() -> FieldNames {
        FieldNames([("fileId".to_owned(), "fileIdentifier".to_owned())].into())
    }

    fn renamed(text: &str) -> String {
        let outward = [("fileId", "fileIdentifier")].into();
        String::from_utf8(renamed_members(text.as_bytes(), &outward)).unwrap_or_default()
    }

    #[test]
    fn names_are_exchanged_and_values_are_not() {
        let body = r#"{"fileId" : "fileId", "note": "\"fileId\": 1", "bag": [{"fileId":null}]}"#;
        let expected = r#"{"fileIdentifier" : "fileId", "note": "\"fileId\": 1", "bag": [{"fileIdentifier":null}]}"#;
        assert_eq!(renamed(body), expected);
        let value = names().outward(json!({"fileId": "fileId", "bag": [{"fileId": 1}]}));
        assert_eq!(
            value,
            json!({"fileIdentifier": "fileId", "bag": [{"fileIdentifier": 1}]})
        );
    }

    #[test]
    fn parameters_are_exchanged() {
        let uri: Uri = "/files?fileIdentifier=a%20b&x=fileIdentifier"
            .parse()
            .unwrap_or_default();
        let renamed = renamed_query(&uri, &names().inward());
        assert_eq!(renamed.to_string(), "/files?fileId=a+b&x=fileIdentifier");
    }

    proptest! {
        #[test]
        fn what_has_no_such_name_stays_as_it_is(octets: Vec<u8>) {
            let outward = [("a name that is not there", "x")].into();
            prop_assert_eq!(renamed_members(&octets, &outward), octets);
        }
    }
}
