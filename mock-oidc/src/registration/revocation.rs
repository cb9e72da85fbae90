//! With a client go its tokens (RFC 7592, 2.3; FDX API Security Profile, 2B 6).

use crate::authorization_server::AuthorizationServer;
use crate::faults::client_management::KEEPS_TOKENS_OF_DELETED_CLIENTS;
use crate::state::consent::Reach;

/// Ends every consent, code and token of this client.
pub fn of_client(server: &AuthorizationServer, client_id: &str) {
    if server.faults.commits(&KEEPS_TOKENS_OF_DELETED_CLIENTS) {
        return;
    }
    let mut state = server.state();
    let consents = state.consents.values_mut();
    for consent in consents.filter(|consent| consent.client_id == client_id) {
        consent.revoke(Reach::Everything);
    }
    let issued = state.issued.values_mut();
    for token in issued.filter(|token| token.client.client_id == client_id) {
        token.revoke();
    }
}
