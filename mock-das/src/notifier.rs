//! Notifications to offices.

use std::sync::Arc;

use http::StatusCode;
use serde_json::{Value, json};
use url::Url;

use crate::das::{Das, Shared};
use crate::faults::notification as faulty;
use crate::operations::Operation;
use crate::state::Records;
use crate::state::due::Work;
use crate::state::identifiers::RequestAckId;
use crate::state::notification::{Attempt, NotificationStage};
use crate::state::retrieval::{Retrieval, RetrievalStage};
use crate::tokens::Tokens;
use crate::wire::retrieval_status;

/// One attempt to deliver a notification.
pub async fn deliver(das: Shared, ack: RequestAckId) {
    let Some((url, tokens, body)) = begin(&das, &ack).await else {
        return;
    };
    let attempt = send(&das, url, &tokens, &body).await;
    let mut records = das.records.lock().await;
    conclude(&das, &mut records, &ack, attempt);
}

async fn begin(das: &Das, ack: &RequestAckId) -> Option<(Url, Arc<Tokens>, Value)> {
    let mut records = das.records.lock().await;
    let retrieval = records.retrievals.get(ack)?;
    let office = das.white_list.office_called(&retrieval.office)?;
    let api = office.api?;
    let url = notification_url(&api.base, &das.variant.operations.notification)?;
    let body = body(das, &records, retrieval);
    let notification = records.notifications.get_mut(ack)?;
    notification.stage = notification.stage.clone().send();
    Some((url, das.outbound.tokens(&api.tokens).await, body))
}

/// Where an office takes notifications; nothing leaves DAS unencrypted (DAS-NET-04).
fn notification_url(base: &Url, notification: &Operation) -> Option<Url> {
    let base = base.as_str().trim_end_matches('/');
    let text = format!("{base}{}", notification.path);
    let url = Url::parse(&text).ok()?;
    (url.scheme() == "https").then_some(url)
}

/// The status of the retrieval; the access code is no part of it (DAS-API-NOT-05).
fn body(das: &Das, records: &Records, retrieval: &Retrieval) -> Value {
    let mut body = retrieval_status(das, retrieval);
    if das.faults.commits(&faulty::CITES_ANOTHER_ACKNOWLEDGEMENT) {
        body.insert("requestAckId".to_owned(), json!(RequestAckId::fresh()));
    }
    if das.faults.commits(&faulty::NOTIFIES_TOO_EARLY) {
        body.insert("requestStatusCategory".to_owned(), json!("success"));
    }
    if das.faults.commits(&faulty::CONTRADICTS_POLLING) {
        let succeeded = body.get("requestStatusCategory") == Some(&json!("success"));
        let contrary = if succeeded { "error" } else { "success" };
        body.insert("requestStatusCategory".to_owned(), json!(contrary));
    }
    if das.faults.commits(&faulty::NOTIFIES_WITHOUT_THE_REASON) {
        for member in ["errorCode", "statusMessage", "details"] {
            body.shift_remove(member);
        }
    }
    let registration = records.registrations.get(&retrieval.key);
    if let Some(registration) = registration
        && das.faults.commits(&faulty::TELLS_THE_ACCESS_CODE)
    {
        body.insert("dasAccessCode".to_owned(), json!(registration.access_code));
    }
    das.variant.fields.outward(Value::Object(body))
}

async fn send(das: &Das, url: Url, tokens: &Tokens, body: &Value) -> Attempt {
    let mut request = das.line().post(url).json(body);
    if !das.faults.commits(&faulty::NOTIFIES_WITHOUT_TOKEN) {
        match tokens.token().await {
            Some(token) => request = request.bearer_auth(token),
            None => return Attempt::Missed,
        }
    }
    match request.send().await {
        Ok(response) => judge(das, tokens, response.status()).await,
        Err(_) => Attempt::Missed,
    }
}

async fn judge(das: &Das, tokens: &Tokens, status: StatusCode) -> Attempt {
    if das.variant.operations.notification.succeeds_with(status) {
        return Attempt::Taken;
    }
    if status == StatusCode::UNAUTHORIZED {
        tokens.forget().await;
        return Attempt::Missed;
    }
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        return Attempt::Missed;
    }
    Attempt::Refused
}

fn conclude(das: &Das, records: &mut Records, ack: &RequestAckId, attempt: Attempt) {
    let Some(notification) = records.notifications.get_mut(ack) else {
        return;
    };
    let stage = notification.stage.clone();
    notification.stage = stage.conclude(attempt, das.clock.now(), &das.faults);
    let concluded = notification.stage.clone();
    if let NotificationStage::Queued { due, .. } = concluded {
        records.schedule(due, Work::Notify(ack.clone()));
    }
    let spoils = das
        .faults
        .commits(&faulty::FAILS_THE_RETRIEVAL_WITH_THE_NOTIFICATION);
    if let Some(retrieval) = records.retrievals.get_mut(ack)
        && spoils
        && concluded.has_failed_twice()
    {
        retrieval.stage = RetrievalStage::Error {
            reasons: Vec::new(),
        };
    }
}
