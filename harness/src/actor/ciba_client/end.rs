//! How an authentication through the client is begun, and how its end is learnt.

use jiff::Timestamp;
use mock_kit::Clock;
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

/// Where the end of an authentication is told.
#[derive(Debug)]
pub(super) enum End {
    /// At this address, like everything before it.
    Shown(Url),
    /// By whoever was made to ask; nobody tells it any more when that takes too long.
    Told(watch::Receiver<Option<Result<Told, Stop>>>),
}

/// What a client has told at the end.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// How it ended.
    pub(super) outcome: String,
    /// When it told.
    pub(super) at: Timestamp,
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
                let clock = environment.clock().clone();
                Ok(Self::Told(told(clock, driver.clone(), errand.clone())))
            }
        }
    }

    /// Whether the client lives in real time, and tells nothing before the end.
    pub(super) fn is_told_at_the_end(&self) -> bool {
        matches!(self, Self::Told(_))
    }

    /// When it was told, where nothing is told before.
    pub(super) fn told_at(&self) -> Option<Timestamp> {
        match self {
            Self::Shown(_) => None,
            Self::Told(told) => Some(told.borrow().as_ref()?.as_ref().ok()?.at),
        }
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
fn told(
    clock: Clock,
    driver: PartyDriver,
    errand: Errand,
) -> watch::Receiver<Option<Result<Told, Stop>>> {
    let (telling, told) = watch::channel(None);
    tokio::spawn(async move {
        let done = drive(&driver, &errand).await;
        let at = clock.now();
        let told = done.map(|done| outcome(&done).map(|outcome| Told { outcome, at }));
        telling.send_replace(told.transpose());
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
