//! How an authentication through the client is begun, and how its end is learnt.

use tokio::sync::watch;
use url::Url;

use super::run::body;
use crate::actor::Party;
use crate::actor::driver::{Done, Errand, drive};
use crate::actor::environment::Environment;
use crate::actor::environment::ciba_client::{CibaClientFacts, Telling};
use crate::exchange::call::Call;
use crate::stop::Stop;
use crate::target::PartyDriver;
use crate::verdict::Outcome;

/// Where the end of an authentication is told.
#[derive(Debug)]
pub(super) enum End {
    /// At this address, like everything before it.
    Shown(Url),
    /// By whoever was made to ask; nobody tells it any more when that takes too long.
    Told(watch::Receiver<Option<String>>),
}

impl End {
    /// Has the client ask for a user.
    pub(super) async fn begin(
        environment: &Environment,
        client: &CibaClientFacts,
    ) -> Result<Self, Stop> {
        match &client.telling {
            Telling::Below { start, flows } => {
                let call = Call::new(Party::CibaClient, "POST", start.clone());
                let started = environment.sender("operator").send(call).await?;
                let none = || Stop::inconclusive("the client did not begin an authentication");
                let flow = body(&started)["flow"].as_u64().ok_or_else(none)?;
                let url = crate::actor::environment::join(flows, &flow.to_string())?;
                Ok(Self::Shown(url))
            }
            Telling::AtTheEnd(driver, errand) => {
                Ok(Self::Told(told(driver.clone(), errand.clone())))
            }
        }
    }

    /// Whether the client lives in real time, and tells nothing before the end.
    pub(super) fn is_told_at_the_end(&self) -> bool {
        matches!(self, Self::Told(_))
    }

    /// Whether the end was told, or will not be.
    pub(super) fn is_over(&self) -> bool {
        match self {
            Self::Shown(_) => false,
            Self::Told(told) => told.borrow().is_some() || told.has_changed().is_err(),
        }
    }
}

/// The end is awaited in the background, since the user has to decide before it comes.
fn told(driver: PartyDriver, errand: Errand) -> watch::Receiver<Option<String>> {
    let (telling, told) = watch::channel(None);
    tokio::spawn(async move {
        let outcome = match drive(&driver, &errand).await {
            Ok(done) => outcome(&done),
            Err(stop) => Some(format!("not made to ask: {}", words(stop))),
        };
        telling.send_replace(outcome);
    });
    told
}

/// Nothing where it came to no end: whether the client still waits or was never there cannot be told from here.
fn outcome(done: &Done) -> Option<String> {
    if done.all {
        return Some("done".to_owned());
    }
    done.in_time.then(|| format!("stopped: {}", done.how))
}

fn words(stop: Stop) -> String {
    match stop.outcome() {
        Outcome::ConfigurationError(why)
        | Outcome::Inconclusive(why)
        | Outcome::HarnessError(why) => why,
        other => format!("{other:?}"),
    }
}
