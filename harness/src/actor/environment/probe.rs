//! Tries each configured credential once before anything is judged.

use std::sync::Arc;

use super::Environment;
use super::clients::Who;
use super::data_space::Which;
use super::reached::Reached;
use super::registry::RegistryFacts;
use crate::actor::Party;
use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::grant::Grant;
use crate::actor::daps::Ground;
use crate::actor::oauth_client::obtain_access_token;
use crate::actor::user_agent;
use crate::error::ConfigurationError;
use crate::exchange::call::Call;
use crate::stop::Stop;
use crate::target::{Check, Credentials, Target};
use crate::verdict::Outcome;

const BY_TOKEN: &str = "obtain an access token with it";
const BY_USER: &str = "have a user agree, and redeem the code";
const BY_DAT: &str = "obtain a DAT with it";
const BY_LIST: &str = "list the recipients with it";

/// Obtains a token with every client and every connector of the target, shows the one that a registry has given out, and has a user
/// agree where it is known how users do that.
///
/// A refusal is undecided, since it may be a wrong registration as well as a server that refuses valid assertions; it is left
/// to the scenarios where the target file vouches for the credentials. What users do must fit the pages in any case.
pub async fn checks(target: &Arc<Reached>, stated: &Target) -> Vec<Check> {
    let mut checks = Vec::new();
    for who in target.clients.keys().copied() {
        // A journal of its own for each, since the last page of a user is looked up there.
        match Probe::of(target, stated) {
            Ok(probe) => {
                checks.extend(probe.by_token(who).await);
                checks.extend(probe.by_user(who).await);
            }
            Err(stop) => checks.push(Check::open(key(who), BY_TOKEN, why(stop))),
        }
    }
    if let Ok(probe) = Probe::of(target, stated) {
        checks.extend(probe.by_dats().await);
        checks.extend(probe.by_list().await);
    }
    checks
}

/// What tries the credentials of a target.
struct Probe<'a> {
    environment: Environment,
    target: &'a Reached,
    stated: &'a Target,
}

impl<'a> Probe<'a> {
    fn of(target: &'a Arc<Reached>, stated: &'a Target) -> Result<Self, Stop> {
        let wire = Arc::new(stated.profile.wire.clone());
        Ok(Self {
            environment: Environment::reached(wire, Arc::clone(target))?,
            target,
            stated,
        })
    }

    async fn by_token(&self, who: Who) -> Option<Check> {
        if !self.stated.capabilities.include("client-credentials") {
            return None;
        }
        let tried = obtain_access_token(&self.environment, who).await;
        let client = self.client(who);
        Some(self.check(key(who), BY_TOKEN, &client, tried.map(drop)))
    }

    async fn by_user(&self, who: Who) -> Option<Check> {
        let login = self.target.login.as_ref()?;
        if login.by_operator {
            let why = "a person acts for the users";
            return Some(Check::open(key(who), BY_USER, why));
        }
        let tried = walk_through(&self.environment, who).await;
        Some(match demand_fitting_pages(&self.environment, self.stated) {
            Ok(()) => self.check(key(who), BY_USER, &self.client(who), tried),
            Err(error) => Check::new(key(who), BY_USER, Err(error)),
        })
    }

    async fn by_dats(&self) -> Vec<Check> {
        let mut checks = Vec::new();
        let space = self.target.data_space.iter();
        for (which, connector) in space.flat_map(|space| &space.connectors) {
            let tried = self.obtain_dat(*which).await;
            let name = format!("the connector {}", connector.name);
            let key = match which {
                Which::AnotherConnector => &["daps", "another_connector"],
                _ => &["daps", "connector"],
            };
            checks.push(self.check(key, BY_DAT, &name, tried));
        }
        checks
    }

    async fn obtain_dat(&self, which: Which) -> Result<(), Stop> {
        let ground = Ground::survey(&self.environment, which).await?;
        let answer = ground.ask(&self.environment).await?;
        let refused = || Stop::inconclusive(answer.to_string());
        answer.issues_a_token().then_some(()).ok_or_else(refused)
    }

    async fn by_list(&self) -> Option<Check> {
        let registry = self.target.registry.as_ref()?;
        let tried = self.list(registry).await;
        let key = ["registry", "access_token_file"];
        Some(self.check(&key, BY_LIST, "the access token", tried))
    }

    async fn list(&self, registry: &RegistryFacts) -> Result<(), Stop> {
        let call = Call::get(Party::Registry, registry.recipients()?);
        let sender = self.environment.sender("provider");
        let exchange = sender.send(call.bearer(&registry.access_token)).await?;
        let status = exchange.response.map_or(0, |response| response.status);
        let refused = || Stop::inconclusive(format!("the registry answers {status}"));
        (status < 300).then_some(()).ok_or_else(refused)
    }

    fn client(&self, who: Who) -> String {
        let client = self.target.clients.get(&who);
        format!(
            "the client {}",
            client.map_or("", |client| &client.client_id)
        )
    }

    fn check(
        &self,
        key: &[&str],
        tried: &'static str,
        holder: &str,
        result: Result<(), Stop>,
    ) -> Check {
        match result.map_err(why) {
            Ok(()) => Check::new(key, tried, Ok(format!("{holder} is known"))),
            Err(why) if self.stated.credentials == Credentials::KnownGood => {
                Check::open(key, tried, format!("left to the scenarios: {why}"))
            }
            Err(why) => Check::new(key, tried, Err(self.refused(key, holder, &why))),
        }
    }

    fn refused(&self, key: &[&str], holder: &str, why: &str) -> ConfigurationError {
        let problem = format!("{holder} is refused: {why}");
        self.stated.blame(key, problem).fix(
            "either its id, key or scope is registered otherwise, or the server refuses what is valid; \
             `credentials: known-good` lets that be judged",
        )
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
