//! Tries each configured credential once before anything is judged.

use std::sync::Arc;

use super::Environment;
use super::clients::Who;
use super::reached::Reached;
use crate::actor::oauth_client::obtain_access_token;
use crate::error::ConfigurationError;
use crate::requirement::wire::Wire;
use crate::stop::Stop;
use crate::target::Credentials;
use crate::verdict::Outcome;

/// Obtains a token with every client of the target.
///
/// A refusal is undecided, since it may be a wrong registration as well as a server that refuses valid assertions; it is left
/// to the scenarios where the target file vouches for the credentials.
pub async fn credentials(
    wire: Arc<Wire>,
    target: &Arc<Reached>,
    known: Credentials,
) -> Result<(), ConfigurationError> {
    if known == Credentials::KnownGood {
        return Ok(());
    }
    for who in target.clients.keys() {
        let environment = Environment::reached(Arc::clone(&wire), Arc::clone(target))
            .map_err(|stop| refused(*who, target, stop))?;
        obtain_access_token(&environment, *who)
            .await
            .map_err(|stop| refused(*who, target, stop))?;
    }
    Ok(())
}

fn refused(who: Who, target: &Reached, stop: Stop) -> ConfigurationError {
    let client = target
        .clients
        .get(&who)
        .map_or("", |client| client.client_id.as_str());
    let why = match stop.outcome() {
        Outcome::Violated(finding) => finding.to_string(),
        other => other.note().unwrap_or_default().to_owned(),
    };
    ConfigurationError::new(format!("the client {client} got no access token: {why}")).fix(
        "either its id, key or scope is registered otherwise, or the server refuses valid assertions; \
         `credentials: known-good` lets that be judged",
    )
}
