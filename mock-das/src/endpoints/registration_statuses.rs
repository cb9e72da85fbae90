//! `GET /documents/registrations/statuses`: whether a document is available.

use axum::extract::State;
use http::{StatusCode, Uri};
use jiff::SignedDuration;
use serde_json::json;

use super::{Answer, json as answer};
use crate::checks::access_token::Caller;
use crate::checks::agreement::not_registered;
use crate::checks::fields::Fields;
use crate::checks::identity;
use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::faults::availability as faulty;
use crate::state::later;
use crate::wire::date;

/// The availability of a document (DAS-API-AVL-01), or everything that is wrong with what was stated of it.
pub async fn read(State(das): State<Shared>, caller: Caller, uri: Uri) -> Answer {
    let fields = Fields::of_query(uri.query())?;
    let stated = identity::stated(&das, &fields)?;
    let mut records = das.settled().await;
    let found = caller.agreed(&das, &mut records, &stated, |_| false);
    let found = found.map_err(|reasons| misnumbered(&das, reasons))?;
    if das.faults.commits(&faulty::DENIES_AVAILABILITY) {
        return Err(not_registered(&stated).into());
    }
    let mut available_since = found.available_since;
    if das.faults.commits(&faulty::STATES_A_FUTURE_AVAILABILITY) {
        available_since = later(das.clock.now(), SignedDuration::from_hours(30 * 24));
    }
    let body = json!({
        "documentKindCategory": found.key.kind,
        "documentNumber": found.number,
        "documentDate": found.attributes.date.to_string(),
        "requestStatusCategory": "success",
        "documentAvailabilityDate": date(available_since),
    });
    Ok(answer(StatusCode::OK, body))
}

fn misnumbered(das: &Das, reasons: Vec<Reason>) -> DasError {
    let renumbered = reasons.into_iter().map(|reason| {
        let fault = match reason {
            Reason::WrongDate { .. } => &faulty::MISNUMBERS_WRONG_DATES,
            Reason::WrongAccessCode { .. } => &faulty::MISNUMBERS_WRONG_CODES,
            _ => &faulty::MISNUMBERS_UNREGISTERED,
        };
        if das.faults.commits(fault) {
            Reason::Misnumbered(Box::new(reason))
        } else {
            reason
        }
    });
    DasError::all(renumbered.collect())
}
