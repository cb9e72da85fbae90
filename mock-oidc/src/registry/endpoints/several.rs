//! `GET /recipients`: a page of all recipients, under the key `recipients` (FDX API Security Profile, 2C, registry APIs).

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use http::HeaderMap;
use serde_json::{Value, json};

use crate::registry::faults::listing::{
    HAS_NO_LIST, LISTS_ALL_RECIPIENTS_AT_ONCE, LISTS_RECIPIENTS_WITHOUT_A_KEY,
};
use crate::registry::page::PageRequest;
use crate::registry::refusal::Refusal;
use crate::registry::server::Shared;

/// Tells of several recipients.
pub async fn answer(
    State(registry): State<Shared>,
    asked: Result<Query<PageRequest>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    registry.admit(&headers)?;
    let faults = &registry.faults;
    if faults.commits(&HAS_NO_LIST) {
        return Err(Refusal::UnknownRecipient);
    }
    let Query(asked) = asked.map_err(|_| Refusal::NoPage)?;
    let told: Vec<Value> = registry
        .recipients()
        .iter()
        .map(|recipient| recipient.told(faults))
        .collect();
    if faults.commits(&LISTS_RECIPIENTS_WITHOUT_A_KEY) {
        return Ok(Json(Value::Array(told)));
    }
    if faults.commits(&LISTS_ALL_RECIPIENTS_AT_ONCE) {
        return Ok(Json(json!({ "recipients": told })));
    }
    let page = asked.of(told);
    Ok(Json(json!({
        "page": page.told(),
        "links": page.links(asked.limit),
        "recipients": page.items,
    })))
}
