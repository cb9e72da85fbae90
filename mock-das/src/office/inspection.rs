//! What the office holds, as it is shown to whoever controls it: no content, no access code, no signed URL.

use serde_json::{Value, json};

use super::service::Service;
use super::state::Records;

/// The state of the office's API.
pub fn inspect(service: &Service) -> Value {
    let records = service.records();
    json!({
        "office": service.code,
        "transfer": format!("{:?}", service.arrangement().transfer),
        "documents": documents(&records),
        "forwarded": forwarded(&records),
        "expected": records.expected,
        "notified": records.notified,
    })
}

fn documents(records: &Records) -> Value {
    let documents = records.documents.iter().map(|(key, kept)| {
        json!({
            "documentNumber": key.number,
            "documentKindCategory": key.kind,
            "fileSizeQuantity": kept.content.len(),
            "availability": format!("{:?}", kept.availability),
        })
    });
    documents.collect()
}

fn forwarded(records: &Records) -> Value {
    let requests = records.forwarded.values().map(|request| {
        json!({
            "officeAckId": request.office_ack_id,
            "dasAckId": request.das_ack_id,
            "documentNumber": request.key.number,
            "stage": request.stage.word(),
        })
    });
    requests.collect()
}
