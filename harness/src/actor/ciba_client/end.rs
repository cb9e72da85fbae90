//! How an authentication through the client is begun, and how its end is learnt.

use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;
use url::Url;

use super::run::body;
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::environment::ciba_client::{CibaClientFacts, Telling};
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::stop::Stop;

/// Where the end of an authentication is told.
#[derive(Debug)]
pub(super) enum End {
    /// At this address, like everything before it.
    Shown(Url),
    /// By the answer of whoever was made to ask; nobody tells it any more when that takes too long.
    Told(watch::Receiver<Option<Told>>),
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
        let call = Call::new(Party::CibaClient, "POST", client.start.clone());
        match &client.telling {
            Telling::Below(flows) => {
                let started = environment.sender("operator").send(call).await?;
                let none = || Stop::inconclusive("the client did not begin an authentication");
                let flow = body(&started)["flow"].as_u64().ok_or_else(none)?;
                let url = crate::actor::environment::join(flows, &flow.to_string())?;
                Ok(Self::Shown(url))
            }
            Telling::AtTheEnd(patience) => Ok(Self::Told(told(environment, call, *patience))),
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
            Self::Told(told) => told.borrow().as_ref().map(|told| told.at),
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

/// The answer is awaited in the background, since the user has to decide before it comes.
fn told(
    environment: &Environment,
    call: Call,
    patience: Duration,
) -> watch::Receiver<Option<Told>> {
    let (telling, told) = watch::channel(None);
    let operator = environment.sender("operator");
    let clock = environment.clock().clone();
    tokio::spawn(async move {
        if let Ok(answered) = operator.try_send(call.patient(patience)).await {
            let at = clock.now();
            telling.send_replace(outcome(&answered).map(|outcome| Told { outcome, at }));
        }
    });
    told
}

/// Nothing where no answer came: whether the client still waits or was never there cannot be told from here.
fn outcome(answered: &Exchange) -> Option<String> {
    let status = answered.response.as_ref()?.status;
    Some(match status {
        200..=299 => "done".to_owned(),
        _ => format!("stopped: the client answered {status}"),
    })
}
