//! What the steps about a client of the back channel remember.

use super::World;
use crate::actor::ciba_client::run::{Belief, Run};
use crate::actor::environment::ciba_client::SetUp;
use crate::exchange::model::Exchange;
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::requirement::wire::RequestObjectRule;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct CibaClientState {
    /// How the client is set up.
    pub set_up: Option<SetUp>,
    /// The authentications through it, the last one at the end.
    pub runs: Vec<Run>,
    /// What a stranger's notification was answered with.
    pub strange: Option<Exchange>,
    /// What the client had made of it before anybody else notified it.
    pub belief: Option<Belief>,
}

impl World {
    /// Sets the client up.
    pub fn set_ciba_client_up(&mut self, mode: DeliveryMode, signs: bool) -> Step {
        let (_, offer) = self.environment.backchannel_wire()?;
        if !offer.delivery_modes.contains(&mode) {
            return Err(Stop::not_applicable("the profile has no such delivery"));
        }
        let signs = signs || offer.signed_requests == RequestObjectRule::Required;
        self.ciba_client.set_up = Some(SetUp {
            mode,
            signs,
            gives_id_tokens_for_hints: false,
        });
        Ok(())
    }

    /// Sets the client up to poll, and to give the encrypted ID tokens that it gets for hints.
    pub fn set_ciba_client_up_with_id_tokens(&mut self) -> Step {
        self.set_ciba_client_up(DeliveryMode::Poll, false)?;
        let set_up = self.set_up_of_ciba_client()?;
        self.ciba_client.set_up = Some(SetUp {
            gives_id_tokens_for_hints: true,
            ..set_up
        });
        Ok(())
    }

    /// How the client is set up.
    pub fn set_up_of_ciba_client(&self) -> Result<SetUp, Stop> {
        let missing = || Stop::harness("no client is set up in this scenario");
        self.ciba_client.set_up.ok_or_else(missing)
    }

    /// The authentication that was conducted last.
    pub fn last_run(&self) -> Result<&Run, Stop> {
        let missing = || Stop::harness("nobody was authenticated in this scenario");
        self.ciba_client.runs.last().ok_or_else(missing)
    }

    /// The same, where the server acknowledged the request: without that the client has nothing to wait for.
    pub fn last_acknowledged_run(&self) -> Result<&Run, Stop> {
        let run = self.last_run()?;
        match run.auth_req_id() {
            Some(_) => Ok(run),
            None => Err(Stop::inconclusive(format!(
                "the request of the client was not acknowledged: {}",
                run.told()
            ))),
        }
    }

    /// Whoever tells nothing before the end, and did not tell that in its time, may have come further than can be seen.
    pub fn demand_a_word_of_ciba_client(&self) -> Step {
        let run = self.last_run()?;
        if !run.is_silent {
            return Ok(());
        }
        let why = format!("the client did not tell how it ended: {}", run.told());
        Err(Stop::inconclusive(why))
    }

    /// A finding about the client.
    pub fn blame_ciba_client(&self, expected: &str, received: impl Into<String>) -> Step {
        Err(Stop::violated(self.of_ciba_client(expected, received)))
    }

    /// A finding about how the latest run of the client ended.
    pub fn of_ciba_client(&self, expected: &str, received: impl Into<String>) -> Finding {
        let finding = Finding::new(expected, received);
        let shows = self.last_run().ok().and_then(|run| run.request.as_ref());
        match shows {
            Some(exchange) => finding.at(exchange.number),
            None => finding,
        }
    }
}
