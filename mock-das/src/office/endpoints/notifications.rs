//! `POST /requests/notifications`: WIPO tells the office, as one of second filing, what became of its own retrieval.

use axum::extract::State;
use axum::response::IntoResponse as _;
use http::StatusCode;

use super::Answer;
use super::body::Body;
use crate::das_error::Reason;
use crate::office::admission::Wipo;
use crate::office::faults::notification as faulty;
use crate::office::service::Shared;

/// Takes a notification: 204 without a body (2024-12-12). One that is repeated is taken again, without effect.
pub async fn take(State(service): State<Shared>, _: Wipo, Body(fields): Body) -> Answer {
    let ack_id = fields.required("requestAckId")?;
    fields.one_of("requestStatusCategory", &["success", "error"])?;
    if service.faults.commits(&faulty::REFUSES_NOTIFICATIONS) {
        return Err(Reason::NotEntitled("notify this office").into());
    }
    let mut records = service.records();
    let expected = records.expected.contains(ack_id);
    if !expected && !service.faults.commits(&faulty::TAKES_UNKNOWN_NOTIFICATIONS) {
        return Err(Reason::UnknownAcknowledgement.into());
    }
    let count = records.notified.entry(ack_id.to_owned()).or_default();
    if *count > 0
        && service
            .faults
            .commits(&faulty::REFUSES_REPEATED_NOTIFICATIONS)
    {
        return Err(Reason::UnknownAcknowledgement.into());
    }
    *count += 1;
    Ok(StatusCode::NO_CONTENT.into_response())
}
