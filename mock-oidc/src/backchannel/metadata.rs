//! What the server says about its back channel (CIBA, 4).

use mock_kit::FaultPlan;
use serde_json::{Map, Value, json};

use crate::addresses::BACKCHANNEL_AUTHENTICATION_PATH;
use crate::authorization_server::AuthorizationServer;
use crate::checks::grant_type::Grant;
use crate::faults::backchannel_metadata::{
    ADVERTISES_A_PLAIN_HTTP_BACKCHANNEL_ENDPOINT, ADVERTISES_PUSH_WHERE_IT_IS_BARRED,
    ADVERTISES_SYMMETRIC_REQUEST_SIGNATURES, OMITS_POLL, OMITS_THE_CIBA_GRANT,
    OMITS_THE_DELIVERY_MODES, WRITES_DELIVERY_MODES_AS_TEXT, WRITES_SUPPORT_OF_USER_CODES_AS_TEXT,
};
use crate::settings::{AuthorizationVariant, BackchannelVariant, DeliveryMode};

type Members = Map<String, Value>;

const ENDPOINT: &str = "backchannel_authentication_endpoint";
const MODES: &str = "backchannel_token_delivery_modes_supported";
const ALGORITHMS: &str = "backchannel_authentication_request_signing_alg_values_supported";
const USER_CODES: &str = "backchannel_user_code_parameter_supported";

/// Adds what is on offer over the back channel.
pub fn extend(
    members: &mut Members,
    server: &AuthorizationServer,
    rules: &AuthorizationVariant,
    offer: &BackchannelVariant,
) {
    let endpoint = server.addresses.below(BACKCHANNEL_AUTHENTICATION_PATH);
    let modes = offer.delivery_modes.iter().map(|mode| mode.name());
    let algorithms = rules.request_object_algorithms.iter();
    let algorithms = algorithms.map(|algorithm| algorithm.name());
    let also = [
        (ENDPOINT, json!(endpoint)),
        (MODES, json!(modes.collect::<Vec<_>>())),
        (ALGORITHMS, json!(algorithms.collect::<Vec<_>>())),
        (USER_CODES, json!(offer.user_codes)),
        // Clients may register for names of their own (CIBA, 4).
        ("subject_types_supported", json!(["public", "pairwise"])),
    ];
    for (name, value) in also {
        members.insert(name.to_owned(), value);
    }
    bend(members, &server.faults);
    bend_lists(members, &server.faults);
}

fn bend(members: &mut Members, faults: &FaultPlan) {
    if faults.commits(&OMITS_THE_DELIVERY_MODES) {
        members.shift_remove(MODES);
    }
    if faults.commits(&WRITES_DELIVERY_MODES_AS_TEXT) {
        members.insert(MODES.into(), json!("poll ping"));
    }
    if faults.commits(&ADVERTISES_A_PLAIN_HTTP_BACKCHANNEL_ENDPOINT) {
        let secured = members[ENDPOINT].as_str().unwrap_or_default();
        let plain = secured.replacen("https:", "http:", 1);
        members.insert(ENDPOINT.into(), json!(plain));
    }
    if faults.commits(&WRITES_SUPPORT_OF_USER_CODES_AS_TEXT) {
        members.insert(USER_CODES.into(), json!("true"));
    }
}

fn bend_lists(members: &mut Members, faults: &FaultPlan) {
    let mut change = |name: &str, change: &dyn Fn(&mut Vec<Value>)| {
        if let Some(Value::Array(values)) = members.get_mut(name) {
            change(values);
        }
    };
    if faults.commits(&ADVERTISES_SYMMETRIC_REQUEST_SIGNATURES) {
        change(ALGORITHMS, &|values| values.push(json!("HS256")));
    }
    if faults.commits(&ADVERTISES_PUSH_WHERE_IT_IS_BARRED) {
        change(MODES, &|values| values.push(json!("push")));
    }
    if faults.commits(&OMITS_POLL) {
        let poll = DeliveryMode::Poll.name();
        change(MODES, &|values| values.retain(|value| value != poll));
    }
    if faults.commits(&OMITS_THE_CIBA_GRANT) {
        let grant = Grant::Ciba.name();
        change("grant_types_supported", &|values| {
            values.retain(|value| value != grant);
        });
    }
}
