//! `POST /requests/notifications`: what an office says of a retrieval that was forwarded to it.

use axum::extract::State;
use serde_json::Value;

use super::forbidden_uploads::{self, erased_if_refused, is_forbidden};
use super::{Answer, no_content};
use crate::callee::reported;
use crate::checks::access_token::Caller;
use crate::checks::fields::{Fields, malformed};
use crate::checks::identity;
use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::faults::forwarding as faulty;
use crate::forwarding::hear;
use crate::retention::Source;
use crate::state::Records;
use crate::state::errand::Holder;
use crate::state::identifiers::{FileId, RequestAckId};
use crate::state::told::Told;
use crate::transit_zone::passable;

/// The code for an error that an office gives no code for.
const NOT_AVAILABLE: i32 = -113;

/// Hears an office about its request. It may cite the id under which DAS forwarded the request or the id of its own, and its notification
/// may overtake its own answer to the forwarded request.
pub async fn receive(State(das): State<Shared>, caller: Caller, fields: Fields) -> Answer {
    let forbidden = forbidden(&das, &caller, &fields).await;
    let answer = carry_out(&das, &caller, &fields).await;
    erased_if_refused(&das, &caller, forbidden, answer).await
}

async fn carry_out(das: &Das, caller: &Caller, fields: &Fields) -> Answer {
    caller.must_deposit()?;
    let cited = fields.required("requestAckId")?;
    let told = told(das, fields)?;
    let mut records = das.settled().await;
    match cited_by(das, &records, caller, cited) {
        Some(ack) => {
            agree(das, &records, &ack, fields)?;
            hear(das, &mut records, &ack, told).await?;
        }
        None if das.faults.commits(&faulty::TAKES_NOTIFICATIONS_OF_NOTHING) => {}
        None => remember(das, &mut records, caller, cited, told)?,
    }
    Ok(no_content())
}

/// The file that is said to be a document of which nothing may be stored, by its number or by the retrieval that is cited.
async fn forbidden(das: &Das, caller: &Caller, fields: &Fields) -> Option<FileId> {
    let file = fields.optional("fileId").ok()??;
    let cited = fields.required("requestAckId").ok()?;
    let records = das.settled().await;
    let retrieval = records.retrievals.get(&RequestAckId::from(cited));
    let source = retrieval.map(|one| Source::of_key(&one.key));
    if source.is_some_and(|source| is_forbidden(das, source)) {
        return Some(FileId::from(file));
    }
    forbidden_uploads::named(das, caller, fields)
}

fn told(das: &Das, fields: &Fields) -> Result<Told, Reason> {
    let file = fields.optional("fileId")?.map(FileId::from);
    let category = fields.one_of("requestStatusCategory", &["success", "error"])?;
    match (category, file) {
        ("success", Some(file)) => Ok(Told::Uploaded(file)),
        ("success", None) => Ok(Told::Ready),
        _ if das.faults.commits(&faulty::REPLACES_THE_CODE_OF_THE_OFFICE) => {
            Ok(Told::Failed(Reason::HolderSilent))
        }
        _ => {
            let message = fields.optional("statusMessage")?;
            Ok(Told::Failed(reported(code(fields)?, message)))
        }
    }
}

/// `errorCode` is a number; a text that spells one will do.
fn code(fields: &Fields) -> Result<i32, Reason> {
    let code = match fields.0.get("errorCode") {
        None | Some(Value::Null) => return Ok(NOT_AVAILABLE),
        Some(Value::Number(number)) => number.as_i64().and_then(|code| i32::try_from(code).ok()),
        Some(Value::String(text)) => text.parse().ok(),
        Some(_) => None,
    };
    code.ok_or_else(|| malformed("errorCode", "a number"))
}

/// The retrieval that an office means, if it was the one that was asked (DAS-API-FWD-07, -08).
fn cited_by(das: &Das, records: &Records, caller: &Caller, cited: &str) -> Option<RequestAckId> {
    let ours = RequestAckId::from(cited);
    let known = !das.faults.commits(&faulty::KNOWS_NO_IDS_OF_ITS_OWN);
    if known && was_asked(das, records, caller, &ours) {
        return Some(ours);
    }
    if das.faults.commits(&faulty::KNOWS_NO_IDS_OF_OFFICES) {
        return None;
    }
    let name = (caller.office.code.clone(), cited.to_owned());
    records.office_acks.get(&name).cloned()
}

fn was_asked(das: &Das, records: &Records, caller: &Caller, ack: &RequestAckId) -> bool {
    match records.holder(ack) {
        Some(Holder::Office(asked)) => {
            *asked == caller.office.code
                || das
                    .faults
                    .commits(&faulty::TAKES_NOTIFICATIONS_OF_STRANGERS)
        }
        Some(Holder::Pct) | None => false,
    }
}

/// An office that names the document names the one that it was asked for.
fn agree(
    das: &Das,
    records: &Records,
    ack: &RequestAckId,
    fields: &Fields,
) -> Result<(), DasError> {
    let (Ok((number, spelling, kind)), Some(retrieval)) =
        (identity::number(fields), records.retrievals.get(ack))
    else {
        return Ok(());
    };
    if identity::key(das, &number, &spelling, kind) == retrieval.key {
        return Ok(());
    }
    Err(Reason::NotRegistered {
        number: spelling,
        kind: kind.to_string(),
    }
    .into())
}

/// The id may be one that the office has given in an answer that is still on its way (DAS-API-FWD-10).
fn remember(
    das: &Das,
    records: &mut Records,
    caller: &Caller,
    cited: &str,
    told: Told,
) -> Result<(), Reason> {
    if das.faults.commits(&faulty::FORGETS_EARLY_NOTIFICATIONS)
        || das.faults.commits(&faulty::KNOWS_NO_IDS_OF_OFFICES)
    {
        return Err(Reason::UnknownAcknowledgement);
    }
    let office = &caller.office.code;
    if let Told::Uploaded(file) = &told {
        passable(das, records, office, file)?;
    }
    let remembered = records.remember_early(office, cited, told);
    remembered
        .then_some(())
        .ok_or(Reason::UnknownAcknowledgement)
}
