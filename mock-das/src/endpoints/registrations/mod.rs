//! `/requests/registrations`: registered, corrected, replaced, withdrawn, and asked about.

mod amend;
mod application;
mod library;
mod register;
mod withdraw;

pub use amend::amend;
pub use register::register;
pub use withdraw::withdraw;

use axum::extract::State;
use http::{StatusCode, Uri};
use serde_json::Value;

use super::{Answer, json};
use crate::checks::access_token::Caller;
use crate::checks::fields::Fields;
use crate::das::{Das, Shared};
use crate::faults::registration as faulty;
use crate::state::Records;
use crate::state::identifiers::RequestAckId;
use crate::state::registration::{Registration, RegistrationOperation, RegistrationRequest};
use crate::wire::registration_status;

/// `GET ?requestAckId=`: what became of a registration request.
pub async fn status(State(das): State<Shared>, caller: Caller, uri: Uri) -> Answer {
    let fields = Fields::of_query(uri.query())?;
    let ack = RequestAckId::from(fields.required("requestAckId")?);
    let records = das.settled().await;
    let request = records.registration_requests.get(&ack);
    let request = caller.own(request, &das.faults)?;
    Ok(json(StatusCode::OK, registration_status(request)))
}

/// Acknowledges a request that was carried out, and remembers that.
fn acknowledge(
    das: &Das,
    records: &mut Records,
    operation: RegistrationOperation,
    registration: &Registration,
) -> Value {
    let request = RegistrationRequest {
        ack: das.acknowledge(records),
        office: registration.office.clone(),
        operation,
        key: registration.key.clone(),
        number: registration.number.canonical().to_owned(),
        date: registration.attributes.date,
        available_since: registration.available_since,
    };
    let mut answer = registration_status(&request);
    if das.faults.commits(&faulty::OMITS_THE_ACKNOWLEDGEMENT)
        && let Some(members) = answer.as_object_mut()
    {
        members.shift_remove("requestAckId");
    }
    records
        .registration_requests
        .insert(request.ack.clone(), request);
    answer
}
