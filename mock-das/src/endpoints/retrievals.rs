//! `/requests/retrievals`: documents asked for, and what became of the requests.

use axum::extract::State;
use http::{StatusCode, Uri};
use serde_json::{Map, Value, json};

use super::originals::{merged_url, told};
use super::{Answer, json as answer};
use crate::checks::access_token::Caller;
use crate::checks::fields::Fields;
use crate::checks::identity;
use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::faults::{notification, retrieval as faulty};
use crate::preparation::overlooks;
use crate::settings::RetrievalErrors;
use crate::settlement::queue_notification;
use crate::state::due::Work;
use crate::state::identifiers::RequestAckId;
use crate::state::registration::StatedIdentity;
use crate::state::retrieval::{Retrieval, RetrievalStage};
use crate::state::{Records, later};
use crate::wire::retrieval_status;

/// `POST`: acknowledges a request (DAS-API-RTV-01), which is carried out a little later.
pub async fn request(State(das): State<Shared>, caller: Caller, fields: Fields) -> Answer {
    caller.must_access()?;
    fields.one_of("operationCategory", &["retrieval"])?;
    let stated = identity::stated(&das, &fields)?;
    let mut records = das.settled().await;
    caller.refuse_guessing(&das, &records, &stated)?;
    if das.variant.retrieval_errors == RetrievalErrors::Immediate {
        let agreed = caller.agreed(&das, &mut records, &stated, |reason| {
            overlooks(&das, reason)
        });
        agreed.map_err(DasError::all)?;
    }
    let retrieval = pending(&das, &mut records, &caller, stated);
    let mut status = retrieval_status(&das, &retrieval);
    if das
        .faults
        .commits(&faulty::OMITS_THE_RETRIEVAL_ACKNOWLEDGEMENT)
    {
        status.shift_remove("requestAckId");
    }
    open(&das, &mut records, retrieval);
    Ok(answer(StatusCode::CREATED, Value::Object(status)))
}

fn pending(das: &Das, records: &mut Records, caller: &Caller, stated: StatedIdentity) -> Retrieval {
    Retrieval {
        ack: das.acknowledge(records),
        office: caller.office.code.clone(),
        key: identity::key_of(das, &stated),
        number: stated.number.canonical().to_owned(),
        date: stated.date,
        stage: RetrievalStage::Pending {
            stated,
            due: later(das.clock.now(), das.processing_time),
        },
        downloads: 0,
        asked: None,
    }
}

fn open(das: &Das, records: &mut Records, retrieval: Retrieval) {
    let ack = retrieval.ack.clone();
    if let RetrievalStage::Pending { due, .. } = retrieval.stage {
        records.schedule(due, Work::PrepareRetrieval(ack.clone()));
    }
    records.add_retrieval(retrieval);
    if das.faults.commits(&notification::NOTIFIES_TOO_EARLY) {
        let now = das.clock.now();
        queue_notification(das, records, now, &ack);
    }
}

/// `GET`: the caller's own requests, in process or settled. Reading changes nothing (DAS-API-RTV-04).
pub async fn list(State(das): State<Shared>, caller: Caller, uri: Uri) -> Answer {
    caller.must_access()?;
    let fields = Fields::of_query(uri.query())?;
    let mut records = das.settled().await;
    let chosen = match fields.optional("requestAckId")? {
        Some(ack) => vec![one(&das, &records, &caller, &RequestAckId::from(ack))?],
        None => own(&das, &records, &caller),
    };
    let category = category(&fields)?;
    let chosen = chosen
        .into_iter()
        .filter(|retrieval| category.is_none_or(|category| category == retrieval.stage.category()));
    let chosen: Vec<Retrieval> = chosen.collect();
    let bag: Vec<_> = chosen
        .iter()
        .map(|retrieval| item(&das, retrieval))
        .collect();
    if das.faults.commits(&faulty::FORGETS_ONCE_READ) {
        forget_settled(&mut records, &chosen);
    }
    let body = json!({ "documentRetrievalResponseBag": bag });
    told(&das, &fields, &chosen, answer(StatusCode::OK, body)).await
}

fn category(fields: &Fields) -> Result<Option<&'static str>, Reason> {
    if fields.optional("requestStatusCategory")?.is_none() {
        return Ok(None);
    }
    let known = ["pending", "success", "error"];
    fields.one_of("requestStatusCategory", &known).map(Some)
}

fn one(
    das: &Das,
    records: &Records,
    caller: &Caller,
    ack: &RequestAckId,
) -> Result<Retrieval, Reason> {
    let opened = &faulty::SHOWS_RETRIEVALS_OF_OTHERS;
    let found = caller.own_unless(opened, records.retrievals.get(ack), &das.faults);
    found.cloned()
}

fn own(das: &Das, records: &Records, caller: &Caller) -> Vec<Retrieval> {
    if caller.anonymous || das.faults.commits(&faulty::SHOWS_RETRIEVALS_OF_OTHERS) {
        return records.retrievals.values().cloned().collect();
    }
    let own = records.retrievals_by(&caller.office.code);
    own.cloned().collect()
}

/// A status, with a fresh download URL while there is something to download.
fn item(das: &Das, retrieval: &Retrieval) -> Map<String, Value> {
    let mut status = retrieval_status(das, retrieval);
    if let Ok(copy) = retrieval.stage.downloadable() {
        status.insert(
            "fileDownloadUrl".to_owned(),
            json!(merged_url(das, retrieval, copy)),
        );
    }
    status
}

fn forget_settled(records: &mut Records, read: &[Retrieval]) {
    let settled = read
        .iter()
        .filter(|retrieval| !retrieval.stage.is_pending());
    for retrieval in settled {
        records.retrievals.shift_remove(&retrieval.ack);
    }
}
