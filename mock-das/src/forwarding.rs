//! Retrievals of documents that their offices keep: forwarded to the office, and continued when the office reports.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::callee::{Callee, Outcome};
use crate::das::{Das, Shared};
use crate::das_error::Reason;
use crate::faults::forwarding as faulty;
use crate::preparation;
use crate::state::Records;
use crate::state::due::Work;
use crate::state::errand::Holder;
use crate::state::identifiers::RequestAckId;
use crate::state::retrieval::{Retrieval, RetrievalStage};
use crate::state::told::Told;
use crate::transit_zone;

/// One attempt to forward a request.
pub async fn forward(das: Shared, ack: RequestAckId) {
    let Some((callee, body)) = begin(&das, &ack).await else {
        return;
    };
    let operation = &das.variant.operations.retrieval;
    let outcome = match callee {
        Some(callee) => callee.call(&das, operation, body).await,
        None => Outcome::Missed(None),
    };
    let mut records = das.records.lock().await;
    conclude(&das, &mut records, &ack, outcome).await;
}

async fn begin(das: &Das, ack: &RequestAckId) -> Option<(Option<Callee>, Value)> {
    let records = das.records.lock().await;
    let retrieval = records.retrievals.get(ack)?;
    let office = forwarded_to(retrieval)?;
    if das.faults.commits(&faulty::NEVER_FORWARDS) {
        return None;
    }
    let mut callee = Callee::office(das, office).await;
    if das
        .faults
        .commits(&faulty::PRESENTS_A_TOKEN_FOR_ANOTHER_OFFICE)
    {
        let other = Callee::office(das, &retrieval.office).await;
        callee = callee.map(|callee| callee.with_tokens_for(other));
    }
    Some((callee, body(das, &records, retrieval)))
}

/// The office to which a retrieval is being forwarded, as long as it has not acknowledged the request.
fn forwarded_to(retrieval: &Retrieval) -> Option<&str> {
    let waits = retrieval.stage.errand()?.progress.is_forwarding();
    match &retrieval.asked.as_ref()?.holder {
        Holder::Office(code) if waits => Some(code),
        _ => None,
    }
}

/// The request as the office of second filing made it, less what the depositing office need not know.
fn body(das: &Das, records: &Records, retrieval: &Retrieval) -> Value {
    let registration = records.registrations.get(&retrieval.key);
    let telling = das.faults.commits(&faulty::FORWARDS_THE_ACCESS_CODE);
    let code = registration.filter(|_| telling);
    json!({
        "operationCategory": "retrieval",
        "requestAckId": retrieval.ack,
        "documentKindCategory": retrieval.key.kind,
        "documentNumber": retrieval.number,
        "documentDate": retrieval.date.to_string(),
        "dasAccessCode": code.map(|found| &found.access_code),
        "applicationCategory": null,
        "applicationNumber": null,
        "applicationFilingDate": null,
    })
}

async fn conclude(das: &Das, records: &mut Records, ack: &RequestAckId, outcome: Outcome) {
    match outcome {
        Outcome::Answered(answer) => acknowledge(das, records, ack, &answer).await,
        Outcome::Refused(reason) if is_forwarding(records, ack) => {
            preparation::conclude(das, records, das.clock.now(), ack, Err(vec![reason]));
        }
        Outcome::Missed(_)
            if is_forwarding(records, ack) && das.faults.commits(&faulty::FORWARDS_ONCE_ONLY) =>
        {
            let reasons = vec![Reason::HolderSilent];
            preparation::conclude(das, records, das.clock.now(), ack, Err(reasons));
        }
        Outcome::Missed(wait) => {
            if let Some(due) = records.miss(das.clock.now(), ack, wait) {
                records.schedule(due, Work::Forward(ack.clone()));
            }
        }
        Outcome::Refused(_) => {}
    }
}

fn is_forwarding(records: &Records, ack: &RequestAckId) -> bool {
    let retrieval = records.retrievals.get(ack);
    retrieval.is_some_and(|retrieval| forwarded_to(retrieval).is_some())
}

/// The office has the request. What it said of it in the meantime, under an id that nobody knew yet, is heard now.
async fn acknowledge(das: &Das, records: &mut Records, ack: &RequestAckId, answer: &Value) {
    let office_ack = answer.get("requestAckId").and_then(Value::as_str);
    let early = records.acknowledge(ack, office_ack);
    if let Some(told) = early {
        let _ = hear(das, records, ack, told).await;
    }
}

/// Goes on with a retrieval as its office reports. What a settled retrieval, or one under way, is told changes nothing.
pub async fn hear(
    das: &Das,
    records: &mut Records,
    ack: &RequestAckId,
    told: Told,
) -> Result<(), Reason> {
    let retrieval = records.retrievals.get(ack);
    let retrieval = retrieval.ok_or(Reason::UnknownAcknowledgement)?;
    let errand = retrieval.stage.errand();
    let announced = errand.and_then(|errand| errand.progress.announce());
    let Some(announced) = announced else {
        return hear_again(das, records, ack, told);
    };
    match told {
        Told::Ready => {
            records.advance(ack, announced);
            records.schedule(das.clock.now(), Work::Fetch(ack.clone()));
        }
        Told::Uploaded(file) => transit_zone::pass(das, records, ack, &file).await?,
        Told::Failed(reason) => {
            preparation::conclude(das, records, das.clock.now(), ack, Err(vec![reason]));
        }
    }
    Ok(())
}

/// A repeated notification is as good as the first one (DAS-API-FWD-09).
fn hear_again(
    das: &Das,
    records: &mut Records,
    ack: &RequestAckId,
    told: Told,
) -> Result<(), Reason> {
    if das.faults.commits(&faulty::REFUSES_REPEATED_NOTIFICATIONS) {
        return Err(Reason::UnknownAcknowledgement);
    }
    if let (Told::Failed(reason), Some(retrieval)) = (told, records.retrievals.get_mut(ack))
        && das
            .faults
            .commits(&faulty::BELIEVES_THE_LATEST_NOTIFICATION)
    {
        retrieval.stage = RetrievalStage::Error {
            reasons: vec![reason],
        };
    }
    Ok(())
}

/// Stops waiting for the party that keeps the document.
pub fn give_up(das: &Das, records: &mut Records, at: Timestamp, ack: &RequestAckId) {
    if !das.faults.commits(&faulty::WAITS_FOREVER) {
        let reasons = vec![Reason::HolderSilent];
        preparation::conclude(das, records, at, ack, Err(reasons));
    }
}
