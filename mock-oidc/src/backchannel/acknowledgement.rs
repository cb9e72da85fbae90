//! The acknowledgement of an authentication request (CIBA, 7.3).

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::request::Wish;
use crate::authorization_server::AuthorizationServer;
use crate::faults::backchannel_acknowledgement::{
    NUMBERS_AUTH_REQ_IDS, OMITS_EXPIRES_IN_OF_ACKNOWLEDGEMENTS, REPEATS_AUTH_REQ_IDS,
    STATES_AN_INTERVAL_OF_ZERO, WRITES_AUTH_REQ_IDS_IN_BASE64, WRITES_EXPIRES_IN_AS_TEXT,
};
use crate::faults::backchannel_stimuli::{
    OMITS_THE_AUTH_REQ_ID, OMITS_THE_INTERVAL, STATES_A_LONG_INTERVAL,
};
use crate::settings::DeliveryMode;
use crate::state::State;
use crate::state::authentication_request::{AFTERLIFE, AuthenticationRequest};

/// Seconds between two polls where nothing else is said (CIBA, 7.3).
const USUAL_INTERVAL: i64 = 5;
/// Seconds of an interval that clients have to notice.
const LONG_INTERVAL: i64 = 30;

/// Remembers what is wished for, and says under which name.
pub fn of(server: &AuthorizationServer, wish: Wish) -> Value {
    let (now, wish) = (server.clock.unix_now(), Arc::new(wish));
    let expires_at = now + wish.lifetime;
    let interval = interval(server);
    let request = AuthenticationRequest::pending(Arc::clone(&wish), expires_at, interval);
    let mut state = server.state();
    state.authentication_requests.purge(now);
    let name = name(server, &mut state);
    state.authentication_requests.remove(&name);
    state
        .authentication_requests
        .insert(name.clone(), request, expires_at + AFTERLIFE);
    drop(state);
    let mut members = Map::new();
    members.insert("auth_req_id".into(), json!(name));
    members.insert("expires_in".into(), json!(wish.lifetime));
    if mode(&wish) != Some(DeliveryMode::Push) {
        members.insert("interval".into(), json!(interval));
    }
    bend(&mut members, server);
    Value::Object(members)
}

fn mode(wish: &Wish) -> Option<DeliveryMode> {
    let registration = wish.client.backchannel.as_ref();
    registration.map(|registration| registration.mode)
}

fn interval(server: &AuthorizationServer) -> i64 {
    let rules = server.variant.authorization.as_ref();
    let offer = rules.and_then(|rules| rules.backchannel.as_ref());
    offer.map_or(USUAL_INTERVAL, |offer| offer.interval.as_secs())
}

/// A name that nobody can guess.
fn name(server: &AuthorizationServer, state: &mut State) -> String {
    let faults = &server.faults;
    if faults.commits(&REPEATS_AUTH_REQ_IDS) {
        return "the-one-and-only-authentication-request".to_owned();
    }
    if faults.commits(&NUMBERS_AUTH_REQ_IDS) {
        let mut names = (1..).map(|number: u64| format!("authentication-request-{number:08}"));
        let free = names.find(|name| state.authentication_requests.get_mut(name).is_none());
        return free.unwrap_or_default();
    }
    let unguessable = mock_kit::entropy::identifier();
    if faults.commits(&WRITES_AUTH_REQ_IDS_IN_BASE64) {
        return format!("{unguessable}+/=");
    }
    unguessable
}

fn bend(members: &mut Map<String, Value>, server: &AuthorizationServer) {
    let faults = &server.faults;
    if faults.commits(&WRITES_EXPIRES_IN_AS_TEXT) {
        let text = members["expires_in"].to_string();
        members.insert("expires_in".into(), json!(text));
    }
    if faults.commits(&OMITS_EXPIRES_IN_OF_ACKNOWLEDGEMENTS) {
        members.shift_remove("expires_in");
    }
    if faults.commits(&OMITS_THE_AUTH_REQ_ID) {
        members.shift_remove("auth_req_id");
    }
    if faults.commits(&OMITS_THE_INTERVAL) {
        members.shift_remove("interval");
    }
    if faults.commits(&STATES_A_LONG_INTERVAL) {
        members.insert("interval".into(), json!(LONG_INTERVAL));
    }
    if faults.commits(&STATES_AN_INTERVAL_OF_ZERO) {
        members.insert("interval".into(), json!(0));
    }
}
