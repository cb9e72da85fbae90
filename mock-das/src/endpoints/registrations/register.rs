//! `POST /requests/registrations`: a document becomes available through DAS.

use axum::extract::State;
use http::StatusCode;

use super::application::Application;
use super::{acknowledge, library};
use crate::checks::access_token::Caller;
use crate::checks::fields::Fields;
use crate::das::{Das, Shared};
use crate::das_error::Reason;
use crate::endpoints::forbidden_uploads::{self, erased_if_refused};
use crate::endpoints::{Answer, json};
use crate::faults::{race, registration as faulty};
use crate::settlement::schedule_end_in_library;
use crate::state::Records;
use crate::state::registration::{Host, Registration, RegistrationOperation, RegistrationStage};

/// Registers a document whose file was accepted, or one that is kept elsewhere.
pub async fn register(State(das): State<Shared>, caller: Caller, fields: Fields) -> Answer {
    let forbidden = forbidden_uploads::named(&das, &caller, &fields);
    let answer = carry_out(&das, &caller, fields).await;
    erased_if_refused(&das, &caller, forbidden, answer).await
}

async fn carry_out(das: &Das, caller: &Caller, fields: Fields) -> Answer {
    let application = Application::read(das, caller, fields, &["registration"])?;
    if das.faults.commits(&faulty::REFUSES_REGISTRATIONS) {
        return Err(Reason::NotEntitled("register anything today").into());
    }
    let together = das.faults.commits(&race::BINDS_A_FILE_TO_TWO_AT_ONCE)
        && das.rendezvous.meets("a file").await;
    let mut records = das.settled().await;
    if together {
        library::forget_binding(&mut records, application.file.as_ref());
    }
    application.may_be_stored(das)?;
    application.own_number(das)?;
    not_registered(das, &records, &application)?;
    let host = match &application.file {
        Some(file) => {
            let content = library::bindable(das, &records, caller, file)?;
            Host::das(library::take_in(das, &mut records, file, &content).await?)
        }
        None => application.kept_elsewhere(das)?,
    };
    let registration = registered(das, application, host);
    let available_since = registration.available_since;
    schedule_end_in_library(das, &mut records, available_since, &registration);
    let operation = RegistrationOperation::Registration;
    let answer = acknowledge(das, &mut records, operation, &registration);
    records
        .registrations
        .insert(registration.key.clone(), registration);
    Ok(json(StatusCode::CREATED, answer))
}

/// DAS-API-REG-05.
fn not_registered(das: &Das, records: &Records, application: &Application) -> Result<(), Reason> {
    let registered = records.registered(das, &application.key).is_some();
    if registered && !das.faults.commits(&faulty::REGISTERS_TWICE) {
        return Err(Reason::RegisteredAlready);
    }
    Ok(())
}

fn registered(das: &Das, application: Application, host: Host) -> Registration {
    Registration {
        key: application.key,
        number: application.stated.number,
        office: application.office.code,
        access_code: application.stated.access_code,
        first_date: application.attributes.date,
        attributes: application.attributes,
        revision: 0,
        available_since: das.clock.now(),
        stage: RegistrationStage::Registered { host },
    }
}
