//! What the steps about a web client remember.

use super::World;
use crate::actor::web_client::WebClientFacts;
use crate::actor::web_client::set_up::SetUp;
use crate::actor::web_client::sign_in::{Delivery, SignIn};
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct WebClientState {
    /// How the client is set up, where that matters.
    set_up: Option<SetUp>,
    /// The users who signed in, the last one at the end.
    pub sign_ins: Vec<SignIn>,
    /// Whether one signed in before with nothing wrong, so that what the last one met is to blame.
    pub is_controlled: bool,
    /// What a notification was answered with.
    pub notified: Option<Exchange>,
}

impl World {
    /// How the client is set up.
    pub fn set_up_of_web_client(&self) -> Result<SetUp, Stop> {
        if let Some(set_up) = &self.web_client.set_up {
            return Ok(set_up.clone());
        }
        let users = &self.environment.wire().authorization_server.authorization;
        let none = || Stop::not_applicable("the profile has no authorization by users");
        Ok(SetUp::usual(users.as_ref().ok_or_else(none)?))
    }

    /// Sets the client up differently.
    pub fn set_web_client_up(&mut self, change: impl FnOnce(SetUp) -> SetUp) -> Step {
        let set_up = self.set_up_of_web_client()?;
        self.web_client.set_up = Some(change(set_up));
        Ok(())
    }

    /// The client under test.
    pub async fn web_client(&self) -> Result<WebClientFacts, Stop> {
        let set_up = self.set_up_of_web_client()?;
        self.environment.web_client(&set_up).await
    }

    /// Has a user sign in with nothing wrong, whatever comes of it.
    pub async fn sign_in_plainly(&mut self) -> Step {
        let set_up = self.set_up_of_web_client()?;
        let client = self.environment.web_client(&set_up).await?;
        let sign_in = SignIn::of(&self.environment, &client, Delivery::Usual).await?;
        if self.environment.is_around_a_foreign_client() {
            set_up.demand_fit(sign_in.asked()?)?;
        }
        self.web_client.sign_ins.push(sign_in);
        Ok(())
    }

    /// The user who signed in last.
    pub fn last_sign_in(&self) -> Result<&SignIn, Stop> {
        let missing = || Stop::harness("nobody signed in in this scenario");
        self.web_client.sign_ins.last().ok_or_else(missing)
    }
}
