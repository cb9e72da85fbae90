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
use crate::stop::Stop;
use crate::target::{Check, Credentials, Target};
use crate::verdict::Outcome;

const BY_TOKEN: &str = "obtain an access token with it";
const BY_USER: &str = "have a user agree, and redeem the code";

/// Obtains a token with every client of the target, and has a user agree where it is known how users do that.
///
/// A refusal is undecided, since it may be a wrong registration as well as a server that refuses valid assertions; it is left
/// to the scenarios where the target file vouches for the credentials. What users do must fit the pages in any case.
pub async fn checks(target: &Arc<Reached>, stated: &Target) -> Vec<Check> {
    let mut checks = Vec::new();
    for who in target.clients.keys().copied() {
        let wire = Arc::new(stated.profile.wire.clone());
        let probe = match Environment::reached(wire, Arc::clone(target)) {
            Ok(environment) => Probe {
                environment,
                target,
                stated,
                who,
            },
            Err(stop) => {
                let error = refused(who, target, stated, &why(stop));
                checks.push(Check::new(key(who), BY_TOKEN, Err(error)));
                continue;
            }
        };
        checks.extend(probe.by_token().await);
        checks.extend(probe.by_user().await);
    }
    checks
}

/// One client, with the journal of what it tries.
struct Probe<'a> {
    environment: Environment,
    target: &'a Reached,
    stated: &'a Target,
    who: Who,
}

impl Probe<'_> {
    async fn by_token(&self) -> Option<Check> {
        if !self.stated.capabilities.include("client-credentials") {
            return None;
        }
        let tried = obtain_access_token(&self.environment, self.who).await;
        Some(self.check(BY_TOKEN, tried.map(|_| "one was issued")))
    }

    async fn by_user(&self) -> Option<Check> {
        let login = self.target.login.as_ref()?;
        if login.by_operator {
            let why = "a person acts for the users";
            return Some(Check::open(key(self.who), BY_USER, why));
        }
        let tried = walk_through(&self.environment, self.who).await;
        Some(match demand_fitting_pages(&self.environment, self.stated) {
            Ok(()) => self.check(BY_USER, tried.map(|()| "a token was issued")),
            Err(error) => Check::new(key(self.who), BY_USER, Err(error)),
        })
    }

    fn check(&self, tried: &'static str, result: Result<&str, Stop>) -> Check {
        let key = key(self.who);
        match result {
            Ok(known) => Check::new(key, tried, Ok(known.to_owned())),
            Err(stop) if self.stated.credentials == Credentials::KnownGood => {
                let why = why(stop);
                Check::open(key, tried, format!("left to the scenarios: {why}"))
            }
            Err(stop) => {
                let error = refused(self.who, self.target, self.stated, &why(stop));
                Check::new(key, tried, Err(error))
            }
        }
    }
}

/// Where a client stands in the target file.
fn key(who: Who) -> &'static [&'static str] {
    match who {
        Who::Client => &["clients", "client"],
        Who::AnotherClient => &["clients", "another_client"],
        _ => &["clients", "unauthorised_client"],
    }
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
fn demand_fitting_pages(
    environment: &Environment,
    stated: &Target,
) -> Result<(), ConfigurationError> {
    let Some(last) = environment.last_exchange() else {
        return Ok(());
    };
    let fields = user_agent::fields_of(&last);
    if fields.is_empty() {
        return Ok(());
    }
    let address = last.request.url.split('?').next().unwrap_or_default();
    let problem = format!(
        "the user gets no further than the page at {address}, with a form for {}",
        fields.join(", ")
    );
    Err(stated.blame(&["users", "approve"], problem).fix(
        "say in `users.approve` what is done there, or correct what is filled in before; \
         `operator: true` leaves it to a person",
    ))
}

fn why(stop: Stop) -> String {
    match stop.outcome() {
        Outcome::Violated(finding) => finding.to_string(),
        other => other.note().unwrap_or_default().to_owned(),
    }
}

fn refused(who: Who, target: &Reached, stated: &Target, why: &str) -> ConfigurationError {
    let client = target
        .clients
        .get(&who)
        .map_or("", |client| client.client_id.as_str());
    let problem = format!("the client {client} got no access token: {why}");
    stated.blame(key(who), problem).fix(
        "either its id, key or scope is registered otherwise, or the server refuses valid assertions; \
         `credentials: known-good` lets that be judged",
    )
}
