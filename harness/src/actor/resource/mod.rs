//! A client at a resource server, with the tokens that a user has granted it.

pub mod wish;

use mock_kit::tls::ClientIdentity;
use serde_json::{Value, json};
use url::Url;

use self::wish::Wish;
use super::Party;
use super::authorization::flow::Flow;
use super::environment::Environment;
use super::environment::clients::OauthClient;
use super::environment::resource::ResourceServerFacts;
use super::oauth_client::{self, role_of};
use super::office::Office;
use super::office::answer::Answer;
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::stop::Stop;

/// A client with an access token for a resource server.
#[derive(Debug, Clone)]
pub struct Consumer {
    /// What is known of the resource server.
    pub facts: ResourceServerFacts,
    /// The caller as the credentials of other scenarios see one.
    pub caller: Office,
    /// The token response of the whole flow that the user went through.
    pub tokens: oauth_client::answer::Answer,
}

impl Consumer {
    /// The client after a user has granted it everything that it may ask for.
    pub async fn reach(environment: &Environment, client: OauthClient) -> Result<Self, Stop> {
        Self::reach_with(environment, client, Wish::everything).await
    }

    /// The client after a user has granted it what it wished for.
    pub async fn reach_with(
        environment: &Environment,
        client: OauthClient,
        wish: impl FnOnce(&Flow, &ResourceServerFacts) -> Wish,
    ) -> Result<Self, Stop> {
        let flow = Flow::survey(environment, client.clone()).await?;
        let facts = environment.resource_server().await?;
        let tokens = wish(&flow, &facts).granted(environment, &flow).await?;
        let sender = environment.sender_as(role_of(client.who), &client)?;
        let base = facts.reading.url.clone();
        let token = tokens.access_token().unwrap_or_default();
        Ok(Self {
            caller: Office::calling(environment, client, base, token).sending_by(sender),
            facts,
            tokens,
        })
    }

    /// The same client under another token.
    #[must_use]
    pub fn with_access_token(&self, access_token: &str) -> Self {
        Self {
            caller: self.caller.with_access_token(access_token.to_owned()),
            ..self.clone()
        }
    }

    /// The call that reads what the user may have read, without an access token.
    pub fn reading(&self) -> Call {
        reading_of(&self.facts.reading.url)
    }

    /// Reads what the user may have read.
    pub async fn read(&self) -> Result<Answer, Stop> {
        self.ask(self.reading()).await
    }

    /// Reads something at this address.
    pub async fn read_at(&self, url: &Url) -> Result<Answer, Stop> {
        self.ask(reading_of(url)).await
    }

    /// Sends a call with the access token.
    pub async fn ask(&self, call: Call) -> Result<Answer, Stop> {
        Answer::of(self.caller.ask(call).await?)
    }

    /// Sends a call as it is.
    pub async fn send(&self, call: Call) -> Result<Answer, Stop> {
        Answer::of(self.caller.send(call).await?)
    }

    /// Orders a payment from this account, in the words of our own resource server.
    pub async fn pay_from(&self, account: &str) -> Result<Answer, Stop> {
        let order = json!({ "accountId": account, "payee": "The baker", "amount": 1250 });
        let url = self.facts.paying()?.url.clone();
        let call = Call::json(Party::ResourceServer, "POST", url, &order);
        self.ask(call).await
    }

    /// Reads over a connection with this certificate, or without any. One that is broken off refuses as well.
    pub async fn read_over(
        &self,
        environment: &Environment,
        identity: Option<ClientIdentity>,
    ) -> Result<Answer, Stop> {
        let shown = OauthClient {
            identity,
            ..self.caller.client.clone()
        };
        let sender = environment.sender_as(role_of(shown.who), &shown)?;
        let call = self.reading().bearer(self.caller.access_token());
        turned_away_or(sender.try_send(call).await?)
    }
}

/// A call that reads something, without an access token.
fn reading_of(url: &Url) -> Call {
    Call::get(Party::ResourceServer, url.clone()).header("Accept", "application/json")
}

/// A connection that is broken off refuses as well.
pub fn turned_away_or(exchange: Exchange) -> Result<Answer, Stop> {
    if exchange.failure.is_some() {
        return Ok(Answer::late(exchange, &Value::Null));
    }
    Answer::of(exchange)
}
