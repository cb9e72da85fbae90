//! Tries each configured credential once before anything is judged.

use std::sync::Arc;

use super::Environment;
use super::clients::Who;
use super::reached::Reached;
use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::grant::Grant;
use crate::actor::oauth_client::obtain_access_token;
use crate::actor::user_agent;
use crate::error::ConfigurationError;
use crate::requirement::wire::Wire;
use crate::stop::Stop;
use crate::target::{Credentials, Target};
use crate::verdict::Outcome;

/// Obtains a token with every client of the target, and has a user agree where it is known how users do that.
///
/// A refusal is undecided, since it may be a wrong registration as well as a server that refuses valid assertions; it is left
/// to the scenarios where the target file vouches for the credentials. What users do must fit the pages in any case.
pub async fn credentials(
    wire: Arc<Wire>,
    target: &Arc<Reached>,
    stated: &Target,
) -> Result<(), ConfigurationError> {
    let doubted = stated.credentials == Credentials::Unproven;
    let machines = stated.capabilities.include("client-credentials");
    let users = target.login.iter().any(|login| !login.by_operator);
    for who in target.clients.keys().copied() {
        let environment = Environment::reached(Arc::clone(&wire), Arc::clone(target))
            .map_err(|stop| refused(who, target, stop))?;
        let mut tried = Ok(());
        if doubted && machines {
            tried = obtain_access_token(&environment, who).await.map(|_| ());
        }
        if users {
            tried = tried.and(walk_through(&environment, who).await);
            demand_fitting_pages(&environment)?;
        }
        if doubted {
            tried.map_err(|stop| refused(who, target, stop))?;
        }
    }
    Ok(())
}

/// Has a user agree, and redeems the code.
async fn walk_through(environment: &Environment, who: Who) -> Result<(), Stop> {
    let flow = Flow::survey(environment, environment.client(who)?).await?;
    let grant = Grant::obtain(environment, &flow).await?;
    let answer = grant.redeem(environment, &flow).await?;
    let refused = || Stop::inconclusive(format!("the code could not be redeemed: {answer}"));
    answer.access_token().map(|_| ()).ok_or_else(refused)
}

/// That the way did not end on a page where there was more to do.
fn demand_fitting_pages(environment: &Environment) -> Result<(), ConfigurationError> {
    let Some(last) = environment.last_exchange() else {
        return Ok(());
    };
    let fields = user_agent::fields_of(&last);
    if fields.is_empty() {
        return Ok(());
    }
    let address = last.request.url.split('?').next().unwrap_or_default();
    Err(ConfigurationError::new(format!(
        "the user gets no further than the page at {address}, with a form for {}",
        fields.join(", ")
    ))
    .fix(
        "say in `users.approve` what is done there, or correct what is filled in before; \
         `operator: true` leaves it to a person",
    ))
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
