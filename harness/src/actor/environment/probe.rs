//! Tries each configured credential once before anything is judged.

use std::sync::Arc;

use url::Url;

use super::Environment;
use super::clients::Who;
use super::data_space::Which;
use super::examination::reach;
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
use crate::exchange::model::{Exchange, Request};
use crate::stop::Stop;
use crate::target::{Check, Credentials, Target};
use crate::verdict::Outcome;

const BY_TOKEN: &str = "obtain an access token with it";
const BY_USER: &str = "have a user agree, and redeem the code";
const BY_DAT: &str = "obtain a DAT with it";
const BY_LIST: &str = "list the recipients with it";

/// What comes before the alert of a server that does not want the certificate it was shown, or none: whoever says so is there.
const ALERT: &str = "received fatal alert: ";

/// Obtains a token with every client and every connector of the target, shows the one that a registry has given out, and has a user
/// agree where it is known how users do that.
///
/// A refusal is undecided, since it may be a wrong registration as well as a server that refuses valid assertions; it is left
/// to the scenarios where the target file vouches for the credentials. A host that is not there refuses nothing, and what users do must
/// fit the pages: both are mended first in any case.
pub async fn checks(target: &Arc<Reached>, stated: &Target) -> Vec<Check> {
    let probe = Probe { target, stated };
    let mut checks = Vec::new();
    for who in target.clients.keys().copied() {
        checks.extend(probe.by_token(who).await);
        checks.extend(probe.by_user(who).await);
    }
    checks.extend(probe.by_dats().await);
    checks.extend(probe.by_list().await);
    checks
}

/// What tries the credentials of a target.
struct Probe<'a> {
    target: &'a Arc<Reached>,
    stated: &'a Target,
}

/// One look at a credential.
struct Look<'a> {
    key: &'a [&'a str],
    tried: &'static str,
    /// Whose it is.
    holder: String,
}

impl Look<'_> {
    fn found(&self, result: Result<String, ConfigurationError>) -> Check {
        Check::new(self.key, self.tried, result)
    }

    /// Where the address stands that was called, if not in the target file.
    fn whence(&self) -> &'static str {
        match self.key {
            ["clients", ..] => "; the metadata name it",
            _ => "",
        }
    }

    fn open(&self, why: impl Into<String>) -> Check {
        Check::open(self.key, self.tried, why)
    }
}

impl Probe<'_> {
    async fn by_token(&self, who: Who) -> Option<Check> {
        if !self.stated.capabilities.include("client-credentials") {
            return None;
        }
        let look = self.look(who, BY_TOKEN);
        let obtain = async |environment: &Environment| {
            let token = obtain_access_token(environment, who).await;
            token.map(drop)
        };
        Some(self.take(&look, obtain).await)
    }

    async fn by_user(&self, who: Who) -> Option<Check> {
        let login = self.target.login.as_ref()?;
        let look = self.look(who, BY_USER);
        if login.by_operator {
            return Some(look.open("a person acts for the users"));
        }
        let environment = match self.environment() {
            Ok(environment) => environment,
            Err(stop) => return Some(look.open(why(stop))),
        };
        let tried = walk_through(&environment, who).await;
        Some(match demand_fitting_pages(&environment, self.stated) {
            Ok(()) => self.weigh(&look, &environment, tried).await,
            Err(error) => look.found(Err(error)),
        })
    }

    async fn by_dats(&self) -> Vec<Check> {
        let mut checks = Vec::new();
        let space = self.target.data_space.iter();
        for (which, connector) in space.flat_map(|space| &space.connectors) {
            let key: &[&str] = match which {
                Which::AnotherConnector => &["daps", "another_connector"],
                _ => &["daps", "connector"],
            };
            let look = Look {
                key,
                tried: BY_DAT,
                holder: format!("the connector {}", connector.name),
            };
            let obtain = async |environment: &Environment| obtain_dat(environment, *which).await;
            checks.push(self.take(&look, obtain).await);
        }
        checks
    }

    async fn by_list(&self) -> Option<Check> {
        let registry = self.target.registry.as_ref()?;
        let look = Look {
            key: &["registry", "access_token_file"],
            tried: BY_LIST,
            holder: "the access token".to_owned(),
        };
        let read = async |environment: &Environment| list(environment, registry).await;
        Some(self.take(&look, read).await)
    }

    fn look(&self, who: Who, tried: &'static str) -> Look<'static> {
        let client = self.target.clients.get(&who);
        let name = client.map_or("", |client| &client.client_id);
        Look {
            key: key(who),
            tried,
            holder: format!("the client {name}"),
        }
    }

    /// A journal of its own for each look, in which what came last is what it ended with.
    fn environment(&self) -> Result<Environment, Stop> {
        let wire = Arc::new(self.stated.profile.wire.clone());
        Environment::reached(wire, Arc::clone(self.target))
    }

    async fn take(
        &self,
        look: &Look<'_>,
        attempt: impl AsyncFnOnce(&Environment) -> Result<(), Stop>,
    ) -> Check {
        match self.environment() {
            Ok(environment) => {
                let tried = attempt(&environment).await;
                self.weigh(look, &environment, tried).await
            }
            Err(stop) => look.open(why(stop)),
        }
    }

    async fn weigh(
        &self,
        look: &Look<'_>,
        environment: &Environment,
        tried: Result<(), Stop>,
    ) -> Check {
        let Err(stop) = tried else {
            return look.found(Ok(format!("{} is known", look.holder)));
        };
        let unanswered = environment.last_exchange();
        let unanswered = unanswered.filter(|last| last.failure.is_some());
        if let Some(unanswered) = &unanswered
            && let Err(error) = self.reach(look, unanswered).await
        {
            return look.found(Err(error));
        }
        let why = why(stop);
        if self.stated.credentials == Credentials::KnownGood {
            return look.open(format!("left to the scenarios: {why}"));
        }
        look.found(Err(match unanswered {
            Some(exchange) => self.unheard(look, &exchange),
            None => self.refused(look, &why),
        }))
    }

    /// Whether the host is there that has not answered: what is wrong then is no credential.
    async fn reach(
        &self,
        look: &Look<'_>,
        unanswered: &Exchange,
    ) -> Result<(), ConfigurationError> {
        let Ok(url) = Url::parse(&unanswered.request.url) else {
            return Ok(());
        };
        if alert(unanswered).is_some() {
            return Ok(());
        }
        let reached = reach(self.stated, &self.target.http, &url, look.key).await;
        reached.map_err(|error| {
            let problem = format!("{} cannot be tried: {}", look.holder, error.problem());
            let fix = error.remedy().unwrap_or_default();
            self.stated
                .blame(look.key, problem)
                .fix(format!("{fix}{}", look.whence()))
        })
    }

    fn refused(&self, look: &Look<'_>, why: &str) -> ConfigurationError {
        let problem = format!("{} is refused: {why}", look.holder);
        self.stated.blame(look.key, problem).fix(
            "either its id, key or scope is registered otherwise, or the server refuses what is valid; \
             `credentials: known-good` lets that be judged",
        )
    }

    fn unheard(&self, look: &Look<'_>, unanswered: &Exchange) -> ConfigurationError {
        let Request { method, url, .. } = &unanswered.request;
        let address = url.split('?').next().unwrap_or_default();
        let end = alert(unanswered).map_or_else(
            || "the connection ends, or nothing comes in time".to_owned(),
            |alert| format!("TLS ends with the alert {alert}"),
        );
        let problem = format!(
            "{} gets no answer to {method} {address}: {end}",
            look.holder
        );
        self.stated.blame(look.key, problem).fix(
            "its host answers others: look there why it drops this request, and whether it knows the certificate if one is shown; \
             `credentials: known-good` lets that be judged",
        )
    }
}

/// The alert with which somebody who is there has ended TLS.
fn alert(unanswered: &Exchange) -> Option<&str> {
    let (_, alert) = unanswered.failure.as_deref()?.rsplit_once(ALERT)?;
    Some(alert)
}

async fn obtain_dat(environment: &Environment, which: Which) -> Result<(), Stop> {
    let ground = Ground::survey(environment, which).await?;
    let answer = ground.ask(environment).await?;
    let refused = || Stop::inconclusive(answer.to_string());
    answer.issues_a_token().then_some(()).ok_or_else(refused)
}

async fn list(environment: &Environment, registry: &RegistryFacts) -> Result<(), Stop> {
    let call = Call::get(Party::Registry, registry.recipients()?);
    let sender = environment.sender("provider");
    let exchange = sender.send(call.bearer(&registry.access_token)).await?;
    let status = exchange.response.map_or(0, |response| response.status);
    let refused = || Stop::inconclusive(format!("the registry answers {status}"));
    (status < 300).then_some(()).ok_or_else(refused)
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

#[cfg(test)]
mod tests {
    use rustls::{AlertDescription, Error};

    use super::ALERT;

    #[test]
    fn an_alert_is_known_by_its_words() {
        let told = Error::AlertReceived(AlertDescription::CertificateRequired).to_string();
        assert_eq!(told, format!("{ALERT}CertificateRequired"));
    }
}
