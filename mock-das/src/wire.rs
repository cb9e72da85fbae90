//! The JSON shapes that several operations share.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::checks::identity::day;
use crate::das::Das;
use crate::das_error::{Reason, error_body};
use crate::faults::{content as careless, description, retrieval as faulty};
use crate::state::file::{File, FileStage};
use crate::state::registration::RegistrationRequest;
use crate::state::retrieval::{Retrieval, RetrievalStage};

/// The state of a file: `fileSizeQuantity` once it was processed, `error` when it was rejected.
pub fn file_status(das: &Das, file: &File) -> Value {
    let mut status = json!({
        "fileId": file.id,
        "fileReference": file.declared.reference,
        "fileStatusCategory": file.stage.category(),
    });
    if let Some(content) = file.stage.processed() {
        status["fileSizeQuantity"] = size(das, content.size);
    }
    if let FileStage::Rejected { reason, .. } = &file.stage {
        if das.faults.commits(&careless::HIDES_THE_REJECTION) {
            status["fileStatusCategory"] = json!("accepted");
        } else {
            status["error"] = rejection(reason);
        }
    }
    status
}

fn size(das: &Das, octets: u64) -> Value {
    if das.faults.commits(&description::SENDS_SIZES_AS_TEXT) {
        return json!(octets.to_string());
    }
    json!(octets)
}

fn rejection(reason: &Reason) -> Value {
    let status = http::StatusCode::BAD_REQUEST;
    error_body(status, None, &[reason.detail(false)])
}

/// The status of a registration request.
pub fn registration_status(request: &RegistrationRequest) -> Value {
    json!({
        "requestAckId": request.ack,
        "operationCategory": request.operation.as_str(),
        "requestStatusCategory": "success",
        "errorCode": null,
        "statusMessage": null,
        "documentKindCategory": request.key.kind,
        "documentNumber": request.number,
        "documentDate": request.date.to_string(),
        "documentAvailabilityDate": date(request.available_since),
    })
}

/// The status of a retrieval request, without access code and without URLs.
pub fn retrieval_status(das: &Das, retrieval: &Retrieval) -> Map<String, Value> {
    let reasons = match &retrieval.stage {
        RetrievalStage::Error { reasons } => reasons.as_slice(),
        _ => &[],
    };
    let disclosing = das.discloses_expected_values();
    let details: Vec<_> = reasons
        .iter()
        .map(|reason| reason.detail(disclosing))
        .collect();
    let members = [
        ("requestAckId", json!(retrieval.ack)),
        ("operationCategory", json!("retrieval")),
        ("requestStatusCategory", json!(category(das, retrieval))),
        ("errorCode", json!(reasons.first().map(Reason::code))),
        (
            "statusMessage",
            json!(reasons.first().map(|reason| reason.message(disclosing))),
        ),
        ("details", json!(details)),
        ("documentKindCategory", json!(retrieval.key.kind)),
        ("documentNumber", json!(retrieval.number)),
        ("documentDate", json!(retrieval.date.to_string())),
        (
            "documentAvailabilityDate",
            json!(available_since(retrieval)),
        ),
    ];
    members
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}

fn category(das: &Das, retrieval: &Retrieval) -> &'static str {
    if retrieval.stage.is_pending() && das.faults.commits(&faulty::INVENTS_A_STATUS) {
        return "processing";
    }
    retrieval.stage.category()
}

fn available_since(retrieval: &Retrieval) -> Option<String> {
    match &retrieval.stage {
        RetrievalStage::Success {
            available_since, ..
        } => Some(date(*available_since)),
        _ => None,
    }
}

/// A moment as a date: its day in UTC.
pub fn date(moment: Timestamp) -> String {
    day(moment).to_string()
}
