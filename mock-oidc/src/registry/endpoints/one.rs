//! `GET /recipient/{recipient_id}`: one recipient, or 404 (FDX API Security Profile, 2C, registry APIs).

use axum::Json;
use axum::extract::{Path, State};
use http::HeaderMap;
use serde_json::{Value, json};

use crate::registry::faults::listing::{
    ANSWERS_UNKNOWN_RECIPIENTS_WITH_200, WRAPS_SINGLE_RECIPIENTS,
};
use crate::registry::refusal::Refusal;
use crate::registry::server::Shared;

/// Tells of one recipient.
pub async fn answer(
    State(registry): State<Shared>,
    Path(recipient_id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    registry.admit(&headers)?;
    let faults = &registry.faults;
    let Some(recipient) = registry.recipient(&recipient_id) else {
        if faults.commits(&ANSWERS_UNKNOWN_RECIPIENTS_WITH_200) {
            return Ok(Json(json!({})));
        }
        return Err(Refusal::UnknownRecipient);
    };
    let told = recipient.told(faults);
    if faults.commits(&WRAPS_SINGLE_RECIPIENTS) {
        return Ok(Json(json!({ "recipient": told })));
    }
    Ok(Json(told))
}
