//! `PUT /requests/registrations`: a correction, or with a file id a replacement of the content.

use axum::extract::State;
use http::StatusCode;

use super::application::Application;
use super::{acknowledge, library};
use crate::checks::access_token::Caller;
use crate::checks::agreement::{is_wrong_access_code, not_registered};
use crate::checks::fields::Fields;
use crate::checks::guessing::{Statement, agreed};
use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::endpoints::forbidden_uploads::{self, erased_if_refused};
use crate::endpoints::{Answer, json};
use crate::faults::{forwarding, registration as faulty};
use crate::state::Records;
use crate::state::identifiers::FileId;
use crate::state::registration::{
    Attributes, Host, Registration, RegistrationOperation, RegistrationStage,
};
use crate::state::transit_copy::ErasedBy;

/// Corrects filing date and parent application, and replaces the content where a file is named.
pub async fn amend(State(das): State<Shared>, caller: Caller, fields: Fields) -> Answer {
    let forbidden = forbidden_uploads::named(&das, &caller, &fields);
    let answer = carry_out(&das, &caller, fields).await;
    erased_if_refused(&das, &caller, forbidden, answer).await
}

async fn carry_out(das: &Das, caller: &Caller, fields: Fields) -> Answer {
    let operations = ["registration", "correction", "replacement"];
    let application = Application::read(das, caller, fields, &operations)?;
    let mut records = das.settled().await;
    application.may_be_stored(das)?;
    let current = amendable(das, &mut records, &application)?;
    if !das.faults.commits(&faulty::CORRECTS_FOR_ANYONE) {
        application.own_number(das)?;
    }
    let (amended, operation) = match &application.file {
        None => (current, RegistrationOperation::Correction),
        Some(file) => {
            let replaced = replace(das, &mut records, caller, current, file).await?;
            (replaced, RegistrationOperation::Replacement)
        }
    };
    let amended = correct(das, amended, application.attributes)?;
    let answer = acknowledge(das, &mut records, operation, &amended);
    records.registrations.insert(amended.key.clone(), amended);
    Ok(json(StatusCode::OK, answer))
}

/// The caller's own registration, its access code stated rightly. Its date is what may be wrong.
fn amendable(
    das: &Das,
    records: &mut Records,
    application: &Application,
) -> Result<Registration, DasError> {
    let for_anyone = das.faults.commits(&faulty::CORRECTS_FOR_ANYONE);
    let absent = DasError::from(not_registered(&application.stated));
    records
        .registered(das, &application.key)
        .filter(|found| found.office == application.office.code || for_anyone)
        .ok_or_else(|| absent.with_status(StatusCode::NOT_FOUND))?;
    let statement = Statement {
        office: &application.office.code,
        key: &application.key,
        stated: &application.stated,
    };
    let careless = das.faults.commits(&faulty::CORRECTS_DESPITE_A_WRONG_CODE);
    let overlooks = |reason: &Reason| careless || !is_wrong_access_code(reason);
    agreed(das, records, statement, overlooks).map_err(DasError::all)
}

/// The new content replaces the old one at once, also where a copy of the old one is waiting in transit.
async fn replace(
    das: &Das,
    records: &mut Records,
    caller: &Caller,
    current: Registration,
    file: &FileId,
) -> Result<Registration, DasError> {
    let old = match current.stage.current() {
        Err(Reason::KeptElsewhere)
            if das
                .faults
                .commits(&forwarding::REPLACES_WHAT_IT_DOES_NOT_KEEP) =>
        {
            let content = library::bindable(das, records, caller, file)?;
            let host = Host::das(library::take_in(das, records, file, &content).await?);
            let stage = RegistrationStage::Registered { host };
            return Ok(Registration { stage, ..current });
        }
        old => old?.clone(),
    };
    let content = match library::bindable(das, records, caller, file) {
        Ok(content) => content,
        Err(reason) => return Err(refused_replacement(das, &current, reason).await),
    };
    let content = library::take_in(das, records, file, &content).await?;
    let archived = library::put_away(das, records, &old).await;
    if !das.faults.commits(&faulty::SERVES_REPLACED_CONTENT) {
        library::erase_copies(das, records, &current.key, ErasedBy::Replacement).await;
    }
    Ok(current.replace(content, archived)?)
}

/// A failed replacement leaves the old content in force (DAS-API-REP-01).
async fn refused_replacement(das: &Das, current: &Registration, reason: Reason) -> DasError {
    if let Ok(content) = current.stage.current()
        && das
            .faults
            .commits(&faulty::LOSES_CONTENT_ON_FAILED_REPLACEMENT)
    {
        let _ = das.storage.delete(&content.object).await;
    }
    reason.into()
}

/// The new attributes count from now on; content and availability date stay (DAS-API-COR-01, -03).
fn correct(das: &Das, current: Registration, new: Attributes) -> Result<Registration, Reason> {
    let old_date = current.attributes.date;
    let mut corrected = current.correct(new)?;
    if das.faults.commits(&faulty::KEEPS_THE_OLD_DATE) {
        corrected.attributes.date = old_date;
    }
    if das.faults.commits(&faulty::MOVES_THE_AVAILABILITY_DATE) {
        corrected.available_since = das.clock.now();
    }
    Ok(corrected)
}
