//! A peer of the connector under test: it sends messages with a DAT, its own or another.

pub mod deviation;

use mock_kit::tls::ClientIdentity;

use super::Party;
use super::daps::Ground;
use super::daps::attempt::control;
use super::environment::Environment;
use super::environment::data_space::{ConnectorFacts, Which};
use super::office::answer::Answer;
use super::resource::turned_away_or;
use crate::exchange::call::Call;
use crate::stop::Stop;

/// A connector that sends messages, with the DAT that it was issued.
#[derive(Debug, Clone)]
pub struct Peer {
    /// Who it is, and where its DATs come from.
    pub ground: Ground,
    /// Where messages go.
    pub facts: ConnectorFacts,
    /// Its DAT.
    pub dat: String,
}

impl Peer {
    /// A peer with a DAT of now.
    pub async fn reach(environment: &Environment) -> Result<Self, Stop> {
        let ground = Ground::survey(environment, Which::AnotherConnector).await?;
        let dat = issued(environment, &ground).await?;
        Ok(Self {
            facts: environment.connector().await?,
            ground,
            dat,
        })
    }

    /// The same peer with a DAT that is issued now.
    pub async fn with_new_dat(&self, environment: &Environment) -> Result<Self, Stop> {
        Ok(Self {
            dat: issued(environment, &self.ground).await?,
            ..self.clone()
        })
    }

    /// Sends a message with its DAT, over a connection with its transport certificate.
    pub async fn send(&self, environment: &Environment, text: &str) -> Result<Answer, Stop> {
        self.send_with(environment, &self.dat, text).await
    }

    /// The same with any text in place of the DAT.
    pub async fn send_with(
        &self,
        environment: &Environment,
        dat: &str,
        text: &str,
    ) -> Result<Answer, Stop> {
        let transport = self.ground.connector.transport.clone();
        self.send_over(environment, Some(transport), dat, text)
            .await
    }

    /// The same over a connection with this certificate, or without any. One that is broken off refuses as well.
    pub async fn send_over(
        &self,
        environment: &Environment,
        identity: Option<ClientIdentity>,
        dat: &str,
        text: &str,
    ) -> Result<Answer, Stop> {
        let sender = environment.sender("another connector");
        let sender = match &identity {
            Some(identity) => sender.showing(identity).map_err(Stop::harness_bug)?,
            None => sender,
        };
        let body = text.as_bytes().to_vec();
        let url = self.facts.messages.clone();
        let call = Call::octets(Party::Connector, "POST", url, "text/plain", body).bearer(dat);
        turned_away_or(sender.try_send(call).await?)
    }
}

/// A DAT; a DAPS that issues none stands in the way of the judgement.
async fn issued(environment: &Environment, ground: &Ground) -> Result<String, Stop> {
    let now = environment.clock().unix_now();
    let ground = Ground {
        now,
        ..ground.clone()
    };
    let answer = control(environment, &ground, "of the DAPS before").await?;
    Ok(answer.access_token().unwrap_or_default())
}
