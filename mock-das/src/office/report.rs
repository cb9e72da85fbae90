//! What the office tells WIPO about a forwarded retrieval, and when.

use http::Method;
use jiff::Timestamp;
use mock_kit::entropy;
use serde_json::{Value, json};

use super::faults::{report as faulty, stimulus};
use super::outbound::{self, Call};
use super::service::{Service, Shared};
use super::settings::{Availability, Transfer};
use super::state::forwarded::Forwarded;
use super::state::stage::Stage;
use super::transit;
use crate::das_error::Reason;
use crate::wire::date;

/// Reports on a request once its document is prepared.
pub async fn when_prepared(service: Shared, office_ack_id: String) {
    if service.faults.commits(&faulty::NEVER_ANSWERS) {
        return;
    }
    if service.faults.commits(&faulty::NOTIFIES_TOO_EARLY) {
        return tell_too_early(&service, &office_ack_id).await;
    }
    let due = due(&service, &office_ack_id).unwrap_or(Timestamp::MAX);
    service.clock.wait_until(due).await;
    at_once(&service, &office_ack_id).await;
}

/// Reports on a request without waiting.
pub async fn at_once(service: &Service, office_ack_id: &str) {
    let Some(request) = advance(service, office_ack_id, Stage::Reporting) else {
        return;
    };
    let told = tell(service, &request).await;
    advance(
        service,
        office_ack_id,
        told.err().unwrap_or(Stage::Reported),
    );
}

fn due(service: &Service, office_ack_id: &str) -> Option<Timestamp> {
    let records = service.records();
    Some(records.forwarded.get(office_ack_id)?.due)
}

fn advance(service: &Service, office_ack_id: &str, stage: Stage) -> Option<Forwarded> {
    let mut records = service.records();
    let request = records.forwarded.get_mut(office_ack_id)?;
    request.stage = stage;
    Some(request.clone())
}

async fn tell(service: &Service, request: &Forwarded) -> Result<(), Stage> {
    let obstacle = obstacle(service, request);
    let mut body = body(service, request, obstacle.as_ref());
    let uploads = obstacle.is_none() && service.arrangement().transfer == Transfer::TransitZone;
    if uploads {
        return transit::tell(service, request, &mut body).await;
    }
    notify(service, &body).await
}

/// `POST {das}/requests/notifications`, once, or as often as it takes until DAS has it.
pub async fn notify(service: &Service, body: &Value) -> Result<(), Stage> {
    let call = Call {
        method: Method::POST,
        path: "requests/notifications",
        body: Some(body),
    };
    outbound::call(service, &call).await?;
    if service.faults.commits(&faulty::NOTIFIES_TWICE) {
        outbound::call(service, &call).await?;
    }
    Ok(())
}

async fn tell_too_early(service: &Service, office_ack_id: &str) {
    let request = service.records().forwarded.get(office_ack_id).cloned();
    if let Some(request) = request {
        let _ = notify(service, &body(service, &request, None)).await;
    }
}

/// Why the document cannot be had, if it cannot.
fn obstacle(service: &Service, request: &Forwarded) -> Option<Reason> {
    if service.faults.commits(&stimulus::REPORTS_NOT_AVAILABLE) {
        return Some(Reason::NotAvailable);
    }
    if service.faults.commits(&stimulus::REPORTS_NOT_CLEARED) {
        return Some(Reason::NotCleared);
    }
    if service.faults.commits(&faulty::REPORTS_SUCCESS_ALWAYS) {
        return None;
    }
    let records = service.records();
    let kept = records.documents.get(&request.key);
    match kept.map(|kept| kept.availability) {
        Some(Availability::Available) => None,
        Some(Availability::NotCleared) => Some(Reason::NotCleared),
        None if service
            .faults
            .commits(&super::faults::retrieval::ACKNOWLEDGES_UNKNOWN_DOCUMENTS) =>
        {
            None
        }
        Some(Availability::NotAvailable) | None => Some(Reason::NotAvailable),
    }
}

/// The body of a notification; an access code is no part of it.
fn body(service: &Service, request: &Forwarded, obstacle: Option<&Reason>) -> Value {
    let succeeded = obstacle.is_none();
    let mut body = json!({
        "requestAckId": cited(service, request),
        "operationCategory": "retrieval",
        "requestStatusCategory": if succeeded { "success" } else { "error" },
        "errorCode": obstacle.map(Reason::code),
        "statusMessage": obstacle.map(|reason| reason.message(false)),
        "documentKindCategory": request.key.kind,
        "documentNumber": request.number,
        "documentDate": request.date.to_string(),
        "documentAvailabilityDate": succeeded.then(|| date(service.clock.now())),
    });
    if service.faults.commits(&faulty::ECHOES_THE_ACCESS_CODE) {
        body["dasAccessCode"] = json!(request.access_code);
    }
    body
}

/// The acknowledgement id by which WIPO recognises the request: its own where the document stays in the office's library, the office's where
/// it goes through the transit zone.
fn cited(service: &Service, request: &Forwarded) -> String {
    if service.faults.commits(&faulty::CITES_AN_UNKNOWN_ID) {
        return entropy::identifier();
    }
    let transit = service.arrangement().transfer == Transfer::TransitZone;
    let own = transit || service.faults.commits(&stimulus::CITES_ITS_OWN_ID);
    if own && !service.faults.commits(&stimulus::CITES_WIPO_S_ID) {
        return request.office_ack_id.clone();
    }
    request.das_ack_id.clone()
}
