//! The routes of a producer.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, put};
use axum::{Json, Router};
use http::{StatusCode, header};
use mock_kit::strict_json;
use serde::Deserialize;
use serde_json::{Value, json};

use super::party::{Producer, Shared};
use super::registration::Request;
use crate::base64::encode;
use crate::faults::producer::answer::{
    CALLS_DOCUMENTS_JWT, CALLS_PAYLOADS_JSON, ENCODES_ERRORS, NAMES_CUSTOMERS_IN_ERRORS,
    WRITES_JSON_UNASKED,
};
use crate::faults::producer::publication::{
    PUBLISHES_NO_CERTIFICATES, PUBLISHES_ONE_KEY_FOR_BOTH_USES, PUBLISHES_PRIVATE_KEYS,
};
use crate::message::Serialization;
use crate::publication::Publication;
use crate::refusal::Refusal;

const JWT: &str = "application/jwt";
const JSON: &str = "application/json";
/// What a message in JSON is called (RFC 7515, 9.2.1).
const JOSE_JSON: &str = "application/jose+json";

const PUBLICATION: Publication = Publication {
    one_key_for_both_uses: &PUBLISHES_ONE_KEY_FOR_BOTH_USES,
    no_certificates: &PUBLISHES_NO_CERTIFICATES,
    private_keys: &PUBLISHES_PRIVATE_KEYS,
    other_use: "enc",
};

/// Every operation of `producer`.
pub(super) fn routes(producer: Shared) -> Router {
    Router::new()
        .route("/keys.jwks", get(keys))
        .route("/recipients/{recipient}", put(register))
        .route("/recipients/{recipient}/customers/current", get(show))
        .with_state(producer)
}

async fn keys(State(producer): State<Shared>) -> Response {
    match producer.published() {
        Ok(keys) => Json(json!({ "keys": keys })).into_response(),
        Err(refusal) => producer.refused(StatusCode::INTERNAL_SERVER_ERROR, &refusal),
    }
}

async fn register(
    State(producer): State<Shared>,
    Path(recipient): Path<String>,
    body: String,
) -> Response {
    let request = strict_json::parse(body.as_bytes()).ok();
    let request = request.and_then(|value| serde_json::from_value::<Request>(value).ok());
    let request = request.ok_or(Refusal::Malformed("it is no registration"));
    let registered = request.and_then(|request| request.registered(&producer.settings.algorithms));
    match registered {
        Ok(registered) => {
            producer.register(&recipient, registered);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(refusal) => producer.refused(StatusCode::BAD_REQUEST, &refusal),
    }
}

/// How much of the answer is encrypted.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Protected {
    #[default]
    Payload,
    Field,
}

#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default)]
    protection: Protected,
}

async fn show(
    State(producer): State<Shared>,
    Path(recipient): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let Some(known) = producer.recipient(&recipient) else {
        let unknown = Refusal::EncryptionKey("no recipient is registered by this name");
        return producer.refused(StatusCode::NOT_FOUND, &unknown);
    };
    let serialization = producer.serialization(known.serialization);
    let answer = match wanted.protection {
        Protected::Payload => {
            let text = producer.whole(&recipient, &known, serialization).await;
            text.map(|text| {
                (
                    [(header::CONTENT_TYPE, producer.payload_type(serialization))],
                    text,
                )
                    .into_response()
            })
        }
        Protected::Field => {
            let document = producer.by_field(&recipient, &known).await;
            document.map(|document| {
                (
                    [(header::CONTENT_TYPE, producer.document_type())],
                    document.to_string(),
                )
                    .into_response()
            })
        }
    };
    answer.unwrap_or_else(|refusal| producer.refused(StatusCode::BAD_REQUEST, &refusal))
}

impl Producer {
    fn serialization(&self, asked: Serialization) -> Serialization {
        if self.faults.commits(&WRITES_JSON_UNASKED) {
            return Serialization::Flattened;
        }
        asked
    }

    fn payload_type(&self, serialization: Serialization) -> &'static str {
        match serialization {
            _ if self.faults.commits(&CALLS_PAYLOADS_JSON) => JSON,
            Serialization::Compact => JWT,
            Serialization::Flattened | Serialization::General => JOSE_JSON,
        }
    }

    fn document_type(&self) -> &'static str {
        if self.faults.commits(&CALLS_DOCUMENTS_JWT) {
            return JWT;
        }
        JSON
    }

    /// An error is told in the clear, and says nothing of the customer (Part 4, errors).
    fn refused(&self, status: StatusCode, refusal: &Refusal) -> Response {
        let mut description = refusal.to_string();
        if self.faults.commits(&NAMES_CUSTOMERS_IN_ERRORS) {
            description = format!("the data of Jane Smith cannot be sent: {description}");
        }
        let body = json!({ "error": refusal.code(), "error_description": description });
        if self.faults.commits(&ENCODES_ERRORS) {
            let encoded = encode(body.to_string().as_bytes());
            return (status, [(header::CONTENT_TYPE, JWT)], encoded).into_response();
        }
        (status, Json(body)).into_response()
    }

    fn published(&self) -> Result<Vec<Value>, Refusal> {
        Ok(PUBLICATION.of(&self.keys()?, &self.faults))
    }
}
