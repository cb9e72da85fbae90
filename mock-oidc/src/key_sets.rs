//! The key sets of clients that publish them: fetched over HTTPS, kept for a while, fetched again when a key is missing.

use std::sync::Arc;

use mock_kit::answer;
use serde_json::Value;
use url::Url;

use crate::authorization_server::AuthorizationServer;
use crate::faults::assertion::NEVER_REFRESHES_CLIENT_KEYS;
use crate::state::client::{CachedKeySet, KeySource, RegisteredClient};
use crate::state::client_key::{ClientKey, KeyRing};

/// Seconds for which a fetched key set is used without asking again.
const FRESHNESS: i64 = 300;
/// The longest key set that is read, in octets.
const LENGTH_LIMIT: usize = 64 << 10;

/// The keys known of a client.
pub struct Known {
    /// The keys.
    pub ring: Arc<KeyRing>,
    /// Whether fetching them again may bring others: false for given keys and for those just fetched.
    pub refreshable: bool,
}

impl Known {
    fn finally(ring: Arc<KeyRing>) -> Self {
        Self {
            ring,
            refreshable: false,
        }
    }
}

/// The keys of `client` as they are known; a set that is missing or stale is fetched.
pub async fn known(server: &AuthorizationServer, client: &RegisteredClient) -> Known {
    match &client.keys {
        KeySource::Given(ring) => Known::finally(Arc::clone(ring)),
        KeySource::Fetched(_) => match cached(server, client) {
            Some(ring) => Known {
                ring,
                refreshable: !server.faults.commits(&NEVER_REFRESHES_CLIENT_KEYS),
            },
            None => refreshed(server, client).await,
        },
    }
}

/// The keys of `client` after its set was fetched once more; where that fails there are none.
pub async fn refreshed(server: &AuthorizationServer, client: &RegisteredClient) -> Known {
    let ring = match &client.keys {
        KeySource::Given(ring) => Arc::clone(ring),
        KeySource::Fetched(url) => match fetched_ring(server, url).await {
            Some(ring) => remembered(server, client, ring),
            None => Arc::new(KeyRing::empty()),
        },
    };
    Known::finally(ring)
}

/// The keys of `client` that may bear this name; where none does, its set is fetched once more.
pub async fn bearing(
    server: &AuthorizationServer,
    client: &RegisteredClient,
    kid: Option<&str>,
) -> Vec<Arc<ClientKey>> {
    let known = known(server, client).await;
    let keys = known.ring.bearing(kid);
    if keys.is_empty() && known.refreshable {
        return refreshed(server, client).await.ring.bearing(kid);
    }
    keys
}

/// Fetches a JSON document of limited length, over HTTPS and without redirects.
pub async fn fetch(server: &AuthorizationServer, url: &Url) -> Option<Value> {
    if url.scheme() != "https" {
        return None;
    }
    let response = server.http.get(url.clone()).send().await.ok()?;
    if response.status() != http::StatusCode::OK {
        return None;
    }
    answer::json(response, LENGTH_LIMIT).await
}

fn cached(server: &AuthorizationServer, client: &RegisteredClient) -> Option<Arc<KeyRing>> {
    let state = server.state();
    let cached = state.key_sets.get(&client.client_id)?;
    let fresh = server.clock.unix_now() <= cached.fresh_until
        || server.faults.commits(&NEVER_REFRESHES_CLIENT_KEYS);
    fresh.then(|| Arc::clone(&cached.ring))
}

async fn fetched_ring(server: &AuthorizationServer, url: &Url) -> Option<Arc<KeyRing>> {
    let set = fetch(server, url).await?;
    let ring = KeyRing::from_jwks(&set, &server.variant.client_algorithms());
    ring.ok().map(Arc::new)
}

fn remembered(
    server: &AuthorizationServer,
    client: &RegisteredClient,
    ring: Arc<KeyRing>,
) -> Arc<KeyRing> {
    let set = CachedKeySet {
        ring: Arc::clone(&ring),
        fresh_until: server.clock.unix_now() + FRESHNESS,
    };
    server
        .state()
        .key_sets
        .insert(client.client_id.clone(), set);
    ring
}
