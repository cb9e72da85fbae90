//! Taking messages from other connectors.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use http::HeaderMap;
use http::header::AUTHORIZATION;
use mock_kit::tls::ClientCertificate;
use serde_json::json;

use super::compact::Dat;
use super::data_connector::{DataConnector, Shared};
use super::faults::binding::ONLY_LOGS_MISMATCHES;
use super::refusal::Refusal;
use super::state::Message;

/// Takes a message from whoever shows its own DAT.
pub async fn take(
    State(connector): State<Shared>,
    peer: Option<Extension<ClientCertificate>>,
    headers: HeaderMap,
    text: String,
) -> Response {
    let peer = peer.map(|Extension(certificate)| certificate);
    match taken(&connector, peer.as_ref(), &headers, text).await {
        Ok(()) => Json(json!({ "taken": true })).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

async fn taken(
    connector: &DataConnector,
    peer: Option<&ClientCertificate>,
    headers: &HeaderMap,
    text: String,
) -> Result<(), Refusal> {
    let dat = connector
        .verified(bearer(headers).ok_or(Refusal::NoDat)?)
        .await?;
    let shown = connector.is_shown_by(&dat, peer);
    if shown.is_ok() || connector.commits(&ONLY_LOGS_MISMATCHES) {
        process(connector, &dat, text);
    }
    shown
}

fn process(connector: &DataConnector, dat: &Dat, text: String) {
    let from = dat.text("sub").unwrap_or_default().to_owned();
    connector.state().messages.push(Message { from, text });
}

/// The DAT of RFC 6750, 2.1.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, dat) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(dat)
}
