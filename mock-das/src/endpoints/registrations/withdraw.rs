//! `DELETE /requests/registrations`: the document is no longer available.

use axum::extract::State;
use http::{StatusCode, Uri};

use super::library;
use crate::checks::access_token::Caller;
use crate::checks::agreement::not_registered;
use crate::checks::fields::Fields;
use crate::checks::identity;
use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::endpoints::{Answer, no_content};
use crate::faults::registration as faulty;
use crate::state::Records;
use crate::state::registration::{Host, Registration, StatedIdentity};
use crate::state::transit_copy::ErasedBy;

/// Withdraws a document of the caller. Open retrievals fail, and copies in transit are erased.
pub async fn withdraw(State(das): State<Shared>, caller: Caller, uri: Uri) -> Answer {
    caller.must_deposit()?;
    let fields = Fields::of_query(uri.query())?;
    let stated = identity::stated_by(&das, &fields, &caller.office.code)?;
    let mut records = das.settled().await;
    let found = own(&das, &mut records, &caller, &stated)?;
    let archived = match found.stage.host().map_err(|_| absent(&stated))? {
        Host::Das { current, .. } => Some(library::put_away(&das, &mut records, current).await),
        Host::Office | Host::Pct => None,
    };
    let key = found.key.clone();
    let withdrawn = found.withdraw(archived)?;
    records.registrations.insert(key.clone(), withdrawn);
    library::fail_open_retrievals(&das, &mut records, &key, &Reason::Withdrawn);
    library::erase_copies(&das, &mut records, &key, ErasedBy::Withdrawal).await;
    Ok(no_content())
}

/// The document, if it is registered, stated rightly and the caller's own (DAS-API-WDR-02).
fn own(
    das: &Das,
    records: &mut Records,
    caller: &Caller,
    stated: &StatedIdentity,
) -> Result<Registration, DasError> {
    let for_anyone = das.faults.commits(&faulty::WITHDRAWS_FOR_ANYONE);
    let key = identity::key_of(das, stated);
    records
        .registered(das, &key)
        .filter(|found| found.office == caller.office.code || for_anyone)
        .ok_or_else(|| absent(stated))?;
    let agreed = caller.agreed(das, records, stated, |_| false);
    agreed.map_err(DasError::all)
}

fn absent(stated: &StatedIdentity) -> DasError {
    DasError::from(not_registered(stated)).with_status(StatusCode::NOT_FOUND)
}
