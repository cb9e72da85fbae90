//! What whoever is asked for consent learns of a recipient: its name, and who else receives the data (FDX API Security Profile, 2A, goals
//! 2; 2C).

use serde_json::Value;

use super::checks::intermediaries::BELOW;
use crate::authorization::request::AuthorizationRequest;
use crate::authorization_server::AuthorizationServer;
use crate::faults::page::HIDES_INTERMEDIARIES;

/// What is shown of a recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// Its name, where it has one beside its client id.
    pub name: Option<String>,
    /// All who pass the data on.
    pub intermediaries: Vec<String>,
}

impl Disclosure {
    /// What these metadata and this chain say.
    #[must_use]
    pub fn of(client_name: Option<&Value>, chain: &[Value]) -> Self {
        let mut intermediaries = Vec::new();
        collect(chain, &mut intermediaries);
        Self {
            name: client_name.and_then(Value::as_str).map(str::to_owned),
            intermediaries,
        }
    }
}

/// What is known of whoever asks: from the registry that the request names, or from its registration.
pub fn of_recipient(server: &AuthorizationServer, request: &AuthorizationRequest) -> Disclosure {
    let vouched = request.recipient.clone();
    let mut known = vouched.unwrap_or_else(|| registered(server, &request.reply.client.client_id));
    if server.faults.commits(&HIDES_INTERMEDIARIES) {
        known.intermediaries.clear();
    }
    known
}

fn registered(server: &AuthorizationServer, client_id: &str) -> Disclosure {
    let state = server.state();
    let registration = state.registrations.by_client_id.get(client_id);
    let metadata = registration.map(|registration| &registration.metadata);
    metadata.map_or_else(Disclosure::default, |metadata| {
        let chain = metadata.items("intermediaries").unwrap_or_default();
        Disclosure::of(metadata.0.get("client_name"), chain)
    })
}

/// The names of all intermediaries, from the top down.
pub fn collect(intermediaries: &[Value], names: &mut Vec<String>) {
    for each in intermediaries {
        names.push(each["name"].as_str().unwrap_or_default().to_owned());
        let below = each[BELOW].as_array();
        collect(below.map_or(&[], Vec::as_slice), names);
    }
}
