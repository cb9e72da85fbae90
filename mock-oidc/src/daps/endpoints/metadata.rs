//! What the DAPS says of itself (RFC 8414, 2 and 3).

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde_json::{Value, json};

use crate::daps::faults::metadata as faulty;
use crate::daps::faults::stimuli::HAS_METADATA_OF_ITS_OWN;
use crate::daps::provisioning::{ProvisioningService, Shared};

/// Answers with the metadata.
pub async fn answer(State(daps): State<Shared>) -> Response {
    if daps.commits(&faulty::OFFERS_NO_METADATA) {
        return StatusCode::NOT_FOUND.into_response();
    }
    Json(metadata(&daps)).into_response()
}

fn metadata(daps: &ProvisioningService) -> Value {
    let issuer = daps.issuer();
    let spelt = if daps.commits(&faulty::SPELLS_ITS_ISSUER_IN_TWO_WAYS) {
        format!("{issuer}/")
    } else {
        issuer
    };
    let mut metadata = json!({
        "issuer": spelt,
        "token_endpoint": daps.token_endpoint(),
        "jwks_uri": daps.jwks_uri(),
        "scopes_supported": [daps.variant.scope],
        "response_types_supported": [],
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": daps.variant.request_token_algorithms,
    });
    if daps.commits(&HAS_METADATA_OF_ITS_OWN) {
        metadata["attribute_sets_supported"] = json!(["all"]);
    }
    metadata
}
