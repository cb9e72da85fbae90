//! Who registers recipients: a client of the authorization server, with an access token for that.

use serde_json::Value;
use url::Url;

use super::recipient::{Recipient, Registered};
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::environment::registration::RegistrationAccess;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::{self, knock};
use crate::exchange::call::Call;
use crate::exchange::sender::Sender;
use crate::stop::Stop;

/// A partner at the endpoint.
#[derive(Debug, Clone)]
pub struct Partner {
    /// Its credentials.
    pub client: OauthClient,
    /// Where it registers recipients.
    pub endpoint: Url,
    /// The access token for that, where one is needed.
    pub access_token: Option<String>,
    sender: Sender,
    /// Whether the connection itself may be refused, since it shows another certificate or none.
    knocks: bool,
}

impl Partner {
    /// The partner with everything that it needs.
    pub async fn reach(environment: &Environment) -> Result<Self, Stop> {
        let client = environment.client(Who::Client)?;
        let server = environment.authorization_server().await?;
        let access_token = match environment.registration_access()? {
            RegistrationAccess::Open => None,
            RegistrationAccess::Given(token) => Some(token),
            RegistrationAccess::Scope(scope) => {
                let client = OauthClient {
                    scope,
                    ..client.clone()
                };
                Some(oauth_client::obtain_access_token_for(environment, client).await?)
            }
        };
        Ok(Self {
            endpoint: server.registration()?.clone(),
            sender: environment.sender_as("partner", &client)?,
            access_token,
            client,
            knocks: false,
        })
    }

    /// The same with another access token, or with none.
    #[must_use]
    pub fn with_access_token(self, access_token: Option<String>) -> Self {
        Self {
            access_token,
            ..self
        }
    }

    /// The same over connections that show this client's certificate, or none.
    pub fn showing_that_of(
        self,
        environment: &Environment,
        shown: &OauthClient,
    ) -> Result<Self, Stop> {
        Ok(Self {
            sender: environment.sender_as("partner", shown)?,
            knocks: true,
            ..self
        })
    }

    /// Asks for a registration.
    pub async fn ask(&self, recipient: &Recipient) -> Result<Answer, Stop> {
        let (party, url) = (Party::AuthorizationServer, self.endpoint.clone());
        let call = Call::json(party, "POST", url, &recipient.metadata);
        let call = match &self.access_token {
            Some(token) => call.bearer(token),
            None => call,
        };
        self.send(call).await
    }

    /// Registers a recipient; a refusal is inconclusive, since it is judged elsewhere.
    pub async fn register(&self, recipient: Recipient) -> Result<Registered, Stop> {
        let answer = self.ask(&recipient).await?;
        Registered::of(recipient, answer)
    }

    /// Reads a registration (RFC 7592, 2.1).
    pub async fn read(&self, registered: &Registered) -> Result<Answer, Stop> {
        self.manage("GET", registered, registered.token()?, None)
            .await
    }

    /// Reads a registration with another token.
    pub async fn read_with(&self, registered: &Registered, token: &str) -> Result<Answer, Stop> {
        self.manage("GET", registered, token, None).await
    }

    /// Updates a registration (RFC 7592, 2.2): with all that is to be, the client id among it.
    pub async fn update(
        &self,
        registered: &Registered,
        recipient: &Recipient,
    ) -> Result<Answer, Stop> {
        let body = Some(&recipient.metadata);
        self.manage("PUT", registered, registered.token()?, body)
            .await
    }

    /// Deletes a registration (RFC 7592, 2.3).
    pub async fn delete(&self, registered: &Registered) -> Result<Answer, Stop> {
        self.manage("DELETE", registered, registered.token()?, None)
            .await
    }

    async fn manage(
        &self,
        method: &'static str,
        registered: &Registered,
        token: &str,
        body: Option<&Value>,
    ) -> Result<Answer, Stop> {
        let (party, url) = (Party::AuthorizationServer, registered.address()?);
        let call = match body {
            Some(body) => Call::json(party, method, url, body),
            None => Call::new(party, method, url),
        };
        self.send(call.bearer(token)).await
    }

    async fn send(&self, call: Call) -> Result<Answer, Stop> {
        if self.knocks {
            return knock(&self.sender, call).await;
        }
        self.sender.send(call).await.map(Answer::new)
    }
}
