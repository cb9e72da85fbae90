//! `POST /requests/retrievals`: WIPO forwards the request of another office.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse as _;
use http::StatusCode;
use jiff::civil::Date;
use mock_kit::entropy;
use serde_json::{Value, json};

use super::body::Body;
use super::{Answer, document, not_kept};
use crate::checks::fields::Fields;
use crate::das_error::{DasError, Reason};
use crate::office::admission::Wipo;
use crate::office::faults::{retrieval as faulty, stimulus};
use crate::office::report;
use crate::office::service::{Service, Shared};
use crate::office::state::forwarded::Forwarded;
use crate::office::state::stage::Stage;
use crate::office::state::{Kept, Records};
use crate::state::later;
use crate::state::registration::DocumentKey;
use crate::storage::{ObjectName, Place};

/// Takes a request and answers with an acknowledgement id of the office's own; the document is prepared meanwhile.
///
/// WIPO may repeat a request whose answer it has lost: the same id of WIPO's stands for the same request.
pub async fn forward(State(service): State<Shared>, _: Wipo, Body(fields): Body) -> Answer {
    refuse_by_fault(&service)?;
    fields.one_of("operationCategory", &["retrieval"])?;
    let asked = Asked::read(&fields)?;
    let (answer, begun) = taken(&service, asked)?;
    if let Some(office_ack_id) = begun {
        begin(&service, office_ack_id).await;
    }
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// What WIPO states of a request.
struct Asked {
    das_ack_id: String,
    key: DocumentKey,
    number: String,
    date: Date,
    access_code: Option<String>,
}

impl Asked {
    fn read(fields: &Fields) -> Result<Self, Reason> {
        Ok(Self {
            das_ack_id: fields.required("requestAckId")?.to_owned(),
            key: document(fields)?,
            number: fields.required("documentNumber")?.to_owned(),
            date: fields.date("documentDate")?,
            access_code: fields.optional("dasAccessCode")?.map(ToOwned::to_owned),
        })
    }
}

fn refuse_by_fault(service: &Service) -> Result<(), DasError> {
    if service.faults.commits(&stimulus::ANSWERS_WITH_AN_ERROR) {
        return Err(Reason::NotAvailable.into());
    }
    if service.faults.commits(&stimulus::IS_OUT_OF_ORDER) {
        return Err(DasError::Unavailable("the office is out of order"));
    }
    Ok(())
}

/// The answer, and the office's id of a request that is new.
fn taken(service: &Service, asked: Asked) -> Result<(Value, Option<String>), DasError> {
    let mut records = service.records();
    let known = records.forwarded_as(&asked.das_ack_id);
    let known = known.filter(|_| {
        !service
            .faults
            .commits(&faulty::BEGINS_REPEATED_REQUESTS_ANEW)
    });
    if let Some(known) = known {
        if !known.is_about(&asked.key, asked.date) {
            let reason = Reason::from_another_request();
            return Err(reason.into());
        }
        return Ok((acknowledged(service, known), None));
    }
    check(service, &records, &asked)?;
    let request = opened(service, asked);
    let answer = acknowledged(service, &request);
    let office_ack_id = request.office_ack_id.clone();
    records.forwarded.insert(office_ack_id.clone(), request);
    Ok((answer, Some(office_ack_id)))
}

impl Reason {
    /// An acknowledgement id of WIPO's that stands for another request already.
    fn from_another_request() -> Self {
        Self::Malformed {
            field: "requestAckId".to_owned(),
            expected: "the id of no other request",
        }
    }
}

fn check(service: &Service, records: &Records, asked: &Asked) -> Result<(), Reason> {
    let Some(kept) = records.documents.get(&asked.key) else {
        let blind = service
            .faults
            .commits(&faulty::ACKNOWLEDGES_UNKNOWN_DOCUMENTS);
        return if blind {
            Ok(())
        } else {
            Err(not_kept(&asked.number, asked.key.kind))
        };
    };
    agree(service, kept, asked.date)
}

fn agree(service: &Service, kept: &Kept, date: Date) -> Result<(), Reason> {
    if kept.date == date || service.faults.commits(&faulty::IGNORES_THE_DATE) {
        return Ok(());
    }
    Err(Reason::WrongDate {
        expected: kept.date.to_string(),
    })
}

fn opened(service: &Service, asked: Asked) -> Forwarded {
    Forwarded {
        office_ack_id: entropy::identifier(),
        das_ack_id: asked.das_ack_id,
        key: asked.key,
        number: asked.number,
        date: asked.date,
        access_code: asked.access_code,
        object: ObjectName::fresh(Place::Transit),
        due: later(service.clock.now(), service.preparation_time),
        stage: Stage::Preparing,
    }
}

fn acknowledged(service: &Service, request: &Forwarded) -> Value {
    let mut answer = json!({
        "requestAckId": request.office_ack_id,
        "operationCategory": "retrieval",
        "requestStatusCategory": "pending",
        "errorCode": null,
        "statusMessage": null,
        "documentKindCategory": request.key.kind,
        "documentNumber": request.number,
        "documentDate": request.date.to_string(),
    });
    if service.faults.commits(&faulty::OMITS_ITS_ACKNOWLEDGEMENT)
        && let Some(members) = answer.as_object_mut()
    {
        members.shift_remove("requestAckId");
    }
    answer
}

/// Has the request carried out after the answer, or by a fault before it.
async fn begin(service: &Shared, office_ack_id: String) {
    if service
        .faults
        .commits(&stimulus::NOTIFIES_BEFORE_ITS_OWN_ANSWER)
    {
        return report::at_once(service, &office_ack_id).await;
    }
    service.begin(report::when_prepared(Shared::clone(service), office_ack_id));
}
