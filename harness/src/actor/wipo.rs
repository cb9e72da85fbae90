//! WIPO towards an office with an API of its own: it forwards retrievals, fetches documents and notifies, legally or not.

pub mod das;

use serde_json::{Map, Value, json};
use url::Url;

use super::Party;
use super::environment::clients::{OauthClient, Who};
use super::environment::facts::{KeptDocument, OfficeServerFacts, SetUp};
use super::environment::{Environment, join};
use super::oauth_client::obtain_access_token_at;
use super::office::Office;
use super::office::answer::Answer;
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::requirement::operations::OperationWire;
use crate::stop::Stop;

/// WIPO with an access token for an office's API.
#[derive(Debug, Clone)]
pub struct Wipo {
    /// The office that is called.
    pub facts: OfficeServerFacts,
    /// The caller as the credentials of other scenarios see one.
    pub caller: Office,
}

/// A retrieval as it is forwarded.
#[derive(Debug, Clone)]
pub struct Forwarded {
    /// WIPO's acknowledgement id.
    pub das_ack_id: String,
    /// The acknowledgement id of the office, where it gave one out.
    pub office_ack_id: Option<String>,
    /// What the office answered.
    pub answer: Answer,
}

impl Wipo {
    /// WIPO as the client by which this office knows it.
    pub async fn reach(environment: &Environment, set_up: SetUp) -> Result<Self, Stop> {
        let facts = environment.office_server(set_up).await?;
        let client = facts.caller.clone();
        let token = obtain_access_token_at(environment, client.clone(), &facts.issuer).await?;
        let base = facts.base.clone();
        Ok(Self {
            caller: Office::calling(environment, client, base, token),
            facts,
        })
    }

    /// An access token of the office's issuer for another client.
    pub async fn token_of(
        &self,
        environment: &Environment,
        client: OauthClient,
    ) -> Result<String, Stop> {
        obtain_access_token_at(environment, client, &self.facts.issuer).await
    }

    /// An access token of the office's issuer for another client that the environment knows.
    pub async fn token_as(&self, environment: &Environment, who: Who) -> Result<String, Stop> {
        self.token_of(environment, environment.client(who)?).await
    }

    /// The call that forwards a retrieval, without an access token.
    pub fn forward_call(&self, das_ack_id: &str, document: &KeptDocument) -> Result<Call, Stop> {
        self.call(
            &self.caller.operations().retrieval,
            retrieval(das_ack_id, document),
        )
    }

    /// The call for the place of a document, without an access token.
    pub fn location_call(&self, ack_id: &str, document: &KeptDocument) -> Result<Call, Stop> {
        let mut body = details(document);
        body.insert("osfAckId".to_owned(), json!(ack_id));
        self.call(&self.caller.operations().download_url, body)
    }

    /// The call that notifies the office of a retrieval of its own, without an access token.
    pub fn notification_call(&self, ack_id: &str, document: &KeptDocument) -> Result<Call, Stop> {
        let mut body = details(document);
        body.insert("requestAckId".to_owned(), json!(ack_id));
        body.insert("operationCategory".to_owned(), json!("retrieval"));
        body.insert("requestStatusCategory".to_owned(), json!("success"));
        body.insert("errorCode".to_owned(), Value::Null);
        body.insert("statusMessage".to_owned(), Value::Null);
        let available = document.date.to_string();
        body.insert("documentAvailabilityDate".to_owned(), json!(available));
        self.call(&self.caller.operations().notification, body)
    }

    fn call(&self, operation: &OperationWire, body: Map<String, Value>) -> Result<Call, Stop> {
        let url = join(&self.facts.base, operation.relative_path())?;
        let body = Value::Object(body);
        Ok(Call::json(
            Party::OfficeServer,
            operation.method.name(),
            url,
            &body,
        ))
    }

    /// Forwards a retrieval under a fresh acknowledgement id.
    pub async fn forward(&self, document: &KeptDocument) -> Result<Forwarded, Stop> {
        self.forward_as(&crate::randomness::identifier(), document)
            .await
    }

    /// Forwards a retrieval under this acknowledgement id.
    pub async fn forward_as(
        &self,
        das_ack_id: &str,
        document: &KeptDocument,
    ) -> Result<Forwarded, Stop> {
        let call = self.forward_call(das_ack_id, document)?;
        let answer = Answer::of(self.caller.ask(call).await?)?;
        Ok(Forwarded {
            das_ack_id: das_ack_id.to_owned(),
            office_ack_id: answer.text("requestAckId"),
            answer,
        })
    }

    /// Asks where a document can be fetched.
    pub async fn locate(&self, ack_id: &str, document: &KeptDocument) -> Result<Answer, Stop> {
        Answer::of(
            self.caller
                .ask(self.location_call(ack_id, document)?)
                .await?,
        )
    }

    /// Notifies the office of a retrieval of its own.
    pub async fn notify(&self, ack_id: &str, document: &KeptDocument) -> Result<Answer, Stop> {
        Answer::of(
            self.caller
                .ask(self.notification_call(ack_id, document)?)
                .await?,
        )
    }

    /// Fetches what lies behind a signed URL, without an access token.
    pub async fn fetch(&self, url: &Url) -> Result<Answer, Stop> {
        self.at_url("GET", url).await
    }

    /// Uses a signed URL with any method, without an access token.
    pub async fn at_url(&self, method: &'static str, url: &Url) -> Result<Answer, Stop> {
        let call = Call::new(Party::OfficeServer, method, url.clone());
        Answer::of(self.caller.send(call).await?)
    }

    /// The same WIPO under another access token.
    #[must_use]
    pub fn with_access_token(&self, access_token: String) -> Self {
        Self {
            facts: self.facts.clone(),
            caller: self.caller.with_access_token(access_token),
        }
    }
}

/// A document as requests name it.
pub fn details(document: &KeptDocument) -> Map<String, Value> {
    let members = [
        ("documentKindCategory", json!(document.kind)),
        ("documentNumber", json!(document.number)),
        ("documentDate", json!(document.date.to_string())),
    ];
    members
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}

/// The body of a forwarded retrieval: no secret of the office of second filing is in it.
pub fn retrieval(das_ack_id: &str, document: &KeptDocument) -> Map<String, Value> {
    let mut body = details(document);
    body.insert("operationCategory".to_owned(), json!("retrieval"));
    body.insert("requestAckId".to_owned(), json!(das_ack_id));
    for name in [
        "dasAccessCode",
        "applicationCategory",
        "applicationNumber",
        "applicationFilingDate",
    ] {
        body.insert(name.to_owned(), Value::Null);
    }
    body
}

/// The JSON body of a request, null where it is none.
pub fn sent(exchange: &Exchange) -> Value {
    serde_json::from_slice(&exchange.request.body).unwrap_or_default()
}
