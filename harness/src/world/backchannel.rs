//! What the steps about authentication over the back channel remember.

use super::World;
use crate::actor::backchannel::attempt::Attempt;
use crate::actor::backchannel::callback::{CallbackEndpoint, Notification};
use crate::actor::backchannel::flow::BackchannelFlow;
use crate::actor::counterparty::KeyHost;
use crate::actor::environment::clients::OauthClient;
use crate::actor::oauth_client::answer::Answer;
use crate::exchange::model::Exchange;
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct BackchannelState {
    /// The client, where the scenario has registered one of its own, and how results reach it.
    pub client: Option<(OauthClient, DeliveryMode)>,
    /// Where it is notified.
    pub endpoint: Option<CallbackEndpoint>,
    /// Whether it signs its requests, where it need not.
    pub signs: bool,
    /// The ID tokens of the user that the client and another client hold.
    pub id_tokens: Option<(String, String)>,
    /// What came of the latest authentication request.
    pub attempt: Option<Attempt>,
    /// What came of those before.
    pub former: Vec<Attempt>,
    /// Whether the user has decided about the latest request.
    pub is_decided: bool,
    /// What polls were answered with.
    pub polls: Vec<Answer>,
    /// What the latest poll was answered with; nothing where no answer came in time.
    pub held: Option<bool>,
    /// Whether a client was registered that asked for it.
    pub registered: Option<bool>,
    /// What the authentication device shows.
    pub page: Option<Exchange>,
    /// The names by which the user was learnt to be known.
    pub names: Vec<String>,
    /// Where the keys of the client lie.
    pub keys: Option<KeyHost>,
}

impl World {
    /// What the requests of the acting client are made of.
    pub async fn backchannel_flow(&self) -> Result<BackchannelFlow, Stop> {
        let state = &self.backchannel;
        let (client, mode) = match &state.client {
            Some((client, mode)) => (client.clone(), *mode),
            None => (self.acting_client()?, DeliveryMode::Poll),
        };
        let flow = BackchannelFlow::survey(&self.environment, client, mode).await?;
        let tokens = state.id_tokens.clone().unzip();
        Ok(BackchannelFlow {
            signs: flow.signs || state.signs,
            id_token: tokens.0,
            id_token_of_another: tokens.1,
            ..flow
        })
    }

    /// What came of the latest authentication request.
    pub fn backchannel_attempt(&self) -> Result<&Attempt, Stop> {
        let missing = || Stop::harness("nobody asked for an authentication in this scenario");
        self.backchannel.attempt.as_ref().ok_or_else(missing)
    }

    /// The name of the request that was acknowledged.
    pub fn auth_req_id(&self) -> Result<String, Stop> {
        self.backchannel_attempt()?.name().map(str::to_owned)
    }

    /// What the latest poll was answered with.
    pub fn last_poll(&self) -> Result<&Answer, Stop> {
        let missing = || Stop::harness("nobody polled in this scenario");
        self.backchannel.polls.last().ok_or_else(missing)
    }

    /// Where the client is notified.
    pub fn callback_endpoint(&self) -> Result<&CallbackEndpoint, Stop> {
        let missing = || Stop::harness("the client of this scenario is not notified");
        self.backchannel.endpoint.as_ref().ok_or_else(missing)
    }

    /// Waits for the first notification, answered or not.
    pub async fn await_notification(&self) -> Step {
        let endpoint = self.callback_endpoint()?;
        if endpoint.wait_for(&self.environment, 1).await {
            return Ok(());
        }
        let finding = Finding::new("a notification of the client", "no notification");
        Err(self.environment.not_seen(finding, endpoint.url()))
    }

    /// The first notification, which has to arrive.
    pub async fn notification(&self) -> Result<Notification, Stop> {
        self.await_notification().await?;
        let unread = || Stop::harness("a notification that has arrived stands in no journal");
        let mut received = self.callback_endpoint()?.received().into_iter();
        received.next().ok_or_else(unread)
    }
}
