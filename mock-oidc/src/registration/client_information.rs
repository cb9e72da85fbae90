//! What is told of a registration (RFC 7591, 3.2.1; RFC 7592, 3; FDX API Security Profile, 2A 5a and 2B, response metadata).

use axum::response::Response;
use mock_kit::FaultPlan;
use serde_json::{Map, Value, json};

use super::checks::intermediaries::BELOW;
use super::record::Registration;
use crate::addresses::REGISTRATION_PATH;
use crate::authorization_server::AuthorizationServer;
use crate::faults::registration_response::{
    DROPS_DESCRIPTIONS, DROPS_INTERMEDIARIES, FLATTENS_SUB_INTERMEDIARIES, OMITS_CLIENT_IDS,
    OMITS_MANAGEMENT_FROM_RESPONSES, OMITS_PROVISIONED_METADATA, OMITS_STATUSES,
    WITHHOLDS_CLIENT_IDS_WHILE_PENDING, WRITES_STATUSES_IN_LOWER_CASE,
};
use crate::oauth_error::{forbid_caching, json_body};
use crate::settings::ClientStatus;

type Members = Map<String, Value>;

/// The client information response.
#[must_use]
pub fn answer(server: &AuthorizationServer, registration: &Registration) -> Response {
    let mut members = registration.metadata.0.clone();
    members.extend(issued(server, registration));
    bend(&mut members, registration, &server.faults);
    bend_chain(&mut members, &server.faults);
    let mut response = json_body(&Value::Object(members));
    forbid_caching(response.headers_mut());
    response
}

fn issued(server: &AuthorizationServer, registration: &Registration) -> Members {
    let client = &registration.client;
    let path = format!("{REGISTRATION_PATH}/{}", client.client_id);
    let address = server.addresses.below(&path);
    Members::from_iter([
        ("client_id".to_owned(), json!(client.client_id)),
        (
            "client_id_issued_at".to_owned(),
            json!(registration.issued_at),
        ),
        ("status".to_owned(), json!(client.status)),
        (
            "registration_access_token".to_owned(),
            json!(registration.access_token),
        ),
        ("registration_client_uri".to_owned(), json!(address)),
    ])
}

fn bend(members: &mut Members, registration: &Registration, faults: &FaultPlan) {
    let pending = registration.client.status == ClientStatus::Pending;
    let withheld = pending && faults.commits(&WITHHOLDS_CLIENT_IDS_WHILE_PENDING);
    let omitted = [
        ("client_id", faults.commits(&OMITS_CLIENT_IDS) || withheld),
        ("status", faults.commits(&OMITS_STATUSES)),
        ("description", faults.commits(&DROPS_DESCRIPTIONS)),
        ("grant_types", faults.commits(&OMITS_PROVISIONED_METADATA)),
        (
            "registration_client_uri",
            faults.commits(&OMITS_MANAGEMENT_FROM_RESPONSES),
        ),
    ];
    for (name, _) in omitted.into_iter().filter(|(_, omitted)| *omitted) {
        members.shift_remove(name);
    }
    if faults.commits(&WRITES_STATUSES_IN_LOWER_CASE)
        && let Some(Value::String(status)) = members.get_mut("status")
    {
        *status = status.to_lowercase();
    }
}

fn bend_chain(members: &mut Members, faults: &FaultPlan) {
    if faults.commits(&DROPS_INTERMEDIARIES) {
        members.shift_remove("intermediaries");
    }
    if faults.commits(&FLATTENS_SUB_INTERMEDIARIES)
        && let Some(Value::Array(chain)) = members.get_mut("intermediaries")
    {
        let below = chain
            .iter_mut()
            .filter_map(|each| each[BELOW].take().as_array().cloned());
        let below: Vec<Value> = below.flatten().collect();
        chain.extend(below);
    }
}
