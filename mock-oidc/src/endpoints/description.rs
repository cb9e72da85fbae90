//! `GET /openapi.json` below the issuer: how the server describes itself, to anybody.

use axum::extract::State;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::Server;
use crate::authorization_server::AuthorizationServer;
use crate::oauth_error::json_body;
use crate::server;

/// Every endpoint that some behaviour has, by its path below the issuer.
const DESCRIPTION: &str = include_str!("description.json");

/// The description of the endpoints that the behaviour in force has.
pub async fn answer(State(server): Server) -> Response {
    json_body(&Value::Object(described(&server)))
}

fn described(server: &AuthorizationServer) -> Map<String, Value> {
    let mut document: Map<String, Value> = serde_json::from_str(DESCRIPTION).unwrap_or_default();
    let issuer = server.addresses.issuer_text();
    document.insert("servers".to_owned(), json!([{ "url": issuer }]));
    if let Some(Value::Object(paths)) = document.get_mut("paths") {
        let offered: Vec<_> = server::paths(&server.variant).collect();
        paths.retain(|path, _| offered.contains(&path.as_str()));
        paths.insert(server.addresses.metadata_path(), metadata(server));
    }
    document
}

/// The second metadata document does not lie below the issuer (RFC 8414, 3.1).
fn metadata(server: &AuthorizationServer) -> Value {
    let origin = server.addresses.issuer().origin().ascii_serialization();
    json!({
        "servers": [{ "url": origin }],
        "get": {
            "operationId": "readSecondMetadata",
            "summary": "The metadata of the server (RFC 8414, 3).",
            "responses": { "200": { "description": "The metadata.", "content": { "application/json": {} } } },
        },
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::settings::{PushedRequestRule, RegistrationVariant, Variant};

    /// A server that has every endpoint.
    fn everything() -> Variant {
        let mut variant = Variant::fapi_ciba();
        variant.registration = Some(RegistrationVariant {
            scope: "register".to_owned(),
            recipient_scopes: Vec::new(),
        });
        if let Some(users) = &mut variant.authorization {
            users.pushed_requests = PushedRequestRule::Offered;
        }
        variant
    }

    #[test]
    fn the_description_knows_every_endpoint_and_no_other() {
        let document: Value = serde_json::from_str(DESCRIPTION).unwrap();
        let described = document["paths"].as_object().unwrap().keys();
        let described: BTreeSet<&str> = described.map(String::as_str).collect();
        let variant = everything();
        assert_eq!(described, server::paths(&variant).collect());
    }
}
