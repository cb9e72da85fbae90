//! What a client calls a user (OIDC Core, 8).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::request::Reply;
use crate::authorization_server::AuthorizationServer;
use crate::faults::id_token::{NAMES_USERS_ALIKE_EVERYWHERE, NAMES_USERS_DIFFERENTLY_EACH_TIME};
use crate::settings::SubjectType;

/// The name of the user with this local subject towards the client of `reply`.
#[must_use]
pub fn towards(server: &AuthorizationServer, reply: &Reply, subject: &str) -> String {
    within(server, &sector(reply), subject)
}

/// The name of that user within the sector of that host.
#[must_use]
pub fn within(server: &AuthorizationServer, sector: &str, subject: &str) -> String {
    let rules = server.variant.authorization.as_ref();
    let pairwise = rules.is_some_and(|rules| rules.subjects == SubjectType::Pairwise);
    if !pairwise {
        return subject.to_owned();
    }
    self::pairwise(server, sector, subject)
}

/// The same wherever names are the client's own, whatever is usual here.
#[must_use]
pub fn pairwise(server: &AuthorizationServer, sector: &str, subject: &str) -> String {
    if server.faults.commits(&NAMES_USERS_ALIKE_EVERYWHERE) {
        return subject.to_owned();
    }
    if server.faults.commits(&NAMES_USERS_DIFFERENTLY_EACH_TIME) {
        return mock_kit::entropy::identifier();
    }
    let mut hash = Sha256::new();
    hash.update(sector);
    hash.update(subject);
    hash.update(server.pairwise_salt);
    Base64UrlUnpadded::encode_string(&hash.finalize())
}

/// OIDC Core, 8.1: the host of the redirect URI is the sector.
fn sector(reply: &Reply) -> String {
    let address = Url::parse(&reply.redirect_uri).ok();
    let host = address.as_ref().and_then(Url::host_str);
    host.unwrap_or(&reply.client.client_id).to_owned()
}
