//! `GET /requests/registrations/certificates`: the certificate of registration as PDF.

use axum::extract::State;
use axum::response::IntoResponse as _;
use http::Uri;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use super::Answer;
use crate::certificate::{Application, CertificateData, certificate_pdf};
use crate::checks::access_token::Caller;
use crate::checks::fields::Fields;
use crate::checks::identity::{self, day};
use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::faults::certificate as faulty;
use crate::state::registration::{Parent, Registration};

/// The certificate, for a caller that states date and access code rightly (DAS-API-CER-03).
pub async fn read(State(das): State<Shared>, caller: Caller, uri: Uri) -> Answer {
    let fields = Fields::of_query(uri.query())?;
    let stated = identity::stated(&das, &fields)?;
    let mut records = das.settled().await;
    let careless = das.faults.commits(&faulty::CERTIFIES_WITHOUT_CHECKING);
    let overlooks = |reason: &Reason| careless && !matches!(reason, Reason::NotRegistered { .. });
    let found = caller.agreed(&das, &mut records, &stated, overlooks);
    let found = found.map_err(DasError::all)?;
    let mut pdf = certificate_pdf(&data(&das, &found));
    if das.faults.commits(&faulty::TRUNCATES_THE_CERTIFICATE) {
        pdf.truncate(pdf.len() / 2);
    }
    let headers = [
        (CONTENT_TYPE, "application/pdf"),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, pdf).into_response())
}

fn data(das: &Das, found: &Registration) -> CertificateData {
    let mut number = found.number.canonical().to_owned();
    if das.faults.commits(&faulty::SHOWS_ANOTHER_NUMBER) {
        number = number.chars().rev().collect();
    }
    let uncorrected = das.faults.commits(&faulty::SHOWS_THE_UNCORRECTED_DATE);
    let date = if uncorrected {
        found.first_date
    } else {
        found.attributes.date
    };
    CertificateData {
        document_kind: found.key.kind,
        document_number: number,
        document_date: date,
        office: found.office.clone(),
        application: found.attributes.parent.as_ref().map(application),
        availability_date: day(found.available_since),
        date_of_issue: day(das.clock.now()),
    }
}

fn application(parent: &Parent) -> Application {
    Application {
        category: parent.category.clone(),
        number: parent.number.clone(),
        filing_date: parent.filing_date,
    }
}
