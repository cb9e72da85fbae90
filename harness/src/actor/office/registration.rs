//! Registrations: registering, correcting, replacing, withdrawing.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::answer::{Answer, json, text};
use super::file::FileInHand;
use super::identity::Identity;
use super::{Office, await_end};
use crate::actor::environment::Environment;
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::stop::Stop;

/// A registered document.
#[derive(Debug, Clone)]
pub struct Document {
    /// How it is named now.
    pub identity: Identity,
    /// Its content now, and where it was uploaded.
    pub file: FileInHand,
    /// The answer to the registration.
    pub answer: Answer,
}

impl Document {
    /// Its content now.
    pub fn content(&self) -> &[u8] {
        &self.file.made.content
    }
}

/// The body of a registration, a correction or a replacement; `file_id` is null where no content comes with it.
pub fn registration_body(identity: &Identity, file_id: Option<&str>) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("operationCategory".to_owned(), json!("registration"));
    body.extend(identity.members());
    for (name, value) in parent_members(None) {
        body.insert(name.to_owned(), value);
    }
    body.insert("email".to_owned(), Value::Null);
    body.insert("fileId".to_owned(), json!(file_id));
    body
}

/// The details of the parent application, all of them or none.
pub fn parent_members(parent: Option<(&str, Date)>) -> [(&'static str, Value); 3] {
    [
        (
            "applicationCategory",
            json!(parent.map(|_| "priority document")),
        ),
        ("applicationNumber", json!(parent.map(|(number, _)| number))),
        (
            "applicationFilingDate",
            json!(parent.map(|(_, date)| date.to_string())),
        ),
    ]
}

/// Puts the details of a parent application into a body.
pub fn name_parent(body: &mut Map<String, Value>, number: &str, date: Date) {
    body.extend(parent_members(Some((number, date))).map(|(name, value)| (name.to_owned(), value)));
}

impl Office {
    /// The call for a registration, without an access token.
    pub fn registration_call(&self, body: &Map<String, Value>) -> Result<Call, Stop> {
        self.call_with(
            &self.operations().registration,
            &Value::Object(body.clone()),
        )
    }

    /// The call for a correction or replacement, without an access token.
    pub fn correction_call(&self, body: &Map<String, Value>) -> Result<Call, Stop> {
        self.call_with(&self.operations().correction, &Value::Object(body.clone()))
    }

    /// The call for a withdrawal, without an access token; the details stand in the query, since bodies of DELETE get lost.
    pub fn withdrawal_call(&self, identity: &Identity) -> Result<Call, Stop> {
        let query = identity.query();
        let query: Vec<_> = query
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.call(&self.operations().withdrawal, &query)
    }

    /// Registers a document.
    pub async fn register(
        &self,
        environment: &Environment,
        body: &Map<String, Value>,
    ) -> Result<Answer, Stop> {
        self.register_by(environment, self.registration_call(body)?)
            .await
    }

    /// Registers a document by a call of any shape.
    pub async fn register_by(&self, environment: &Environment, call: Call) -> Result<Answer, Stop> {
        let answer = Answer::of(self.ask(call).await?)?;
        self.follow(environment, answer).await
    }

    /// Corrects a registration, or replaces its content where the body names a file.
    pub async fn correct(
        &self,
        environment: &Environment,
        body: &Map<String, Value>,
    ) -> Result<Answer, Stop> {
        self.register_by(environment, self.correction_call(body)?)
            .await
    }

    /// Withdraws a document.
    pub async fn withdraw(&self, identity: &Identity) -> Result<Answer, Stop> {
        Answer::of(self.ask(self.withdrawal_call(identity)?).await?)
    }

    /// What becomes of a request that was acknowledged: its error may show later, in its state.
    ///
    /// The operation that tells the state is not published. Where DAS does not have it, a document that can be found under the
    /// details of the request has been registered.
    async fn follow(&self, environment: &Environment, answer: Answer) -> Result<Answer, Stop> {
        let Some(ack) = answer.text("requestAckId").filter(|_| answer.is_served()) else {
            return Ok(answer);
        };
        let settled = await_end(environment, async || {
            let asked = &self.operations().registration_state;
            let state = self
                .ask(self.call(asked, &[("requestAckId", &ack)])?)
                .await?;
            Ok((word(&state) != "pending").then_some(state))
        });
        match settled.await? {
            Some(state) if word(&state) == "error" => {
                Ok(Answer::late(answer.exchange, &json(&state)))
            }
            Some(state) if word(&state) == "success" => Ok(answer),
            _ => self.found_in_the_end(environment, answer).await,
        }
    }

    async fn found_in_the_end(
        &self,
        environment: &Environment,
        answer: Answer,
    ) -> Result<Answer, Stop> {
        let unsettled = || {
            Stop::inconclusive("DAS did not settle the registration in time, or does not tell how")
        };
        let body = serde_json::from_slice(&answer.exchange.request.body).ok();
        let identity = body
            .as_ref()
            .and_then(Identity::read)
            .ok_or_else(unsettled)?;
        let found = await_end(environment, async || {
            Ok(self
                .availability(&identity)
                .await?
                .is_served()
                .then_some(()))
        });
        found.await?.ok_or_else(unsettled).map(|()| answer)
    }

    /// Registers an accepted file as a document of these details.
    pub async fn deposit(
        &self,
        environment: &Environment,
        identity: Identity,
        file: FileInHand,
    ) -> Result<Document, Stop> {
        let body = registration_body(&identity, Some(&file.file_id));
        let answer = self
            .register(environment, &body)
            .await?
            .served("the registration")?;
        Ok(Document {
            identity,
            file,
            answer,
        })
    }

    /// Registers a new document of the office, upload and all.
    pub async fn registered_document(&self, environment: &Environment) -> Result<Document, Stop> {
        let file = self.accepted_file(environment).await?;
        self.deposit(environment, Identity::fresh(environment, self), file)
            .await
    }

    /// Corrects the filing date of a document to the day before, and returns the document as it is named then.
    pub async fn corrected(
        &self,
        environment: &Environment,
        document: &Document,
    ) -> Result<(Document, Answer), Stop> {
        let identity = corrected(&document.identity);
        let answer = self
            .correct(environment, &registration_body(&identity, None))
            .await?;
        Ok((
            Document {
                identity,
                ..document.clone()
            },
            answer,
        ))
    }

    /// Replaces the content of a document by that of an accepted file.
    pub async fn replaced(
        &self,
        environment: &Environment,
        document: &Document,
        file: FileInHand,
    ) -> Result<(Document, Answer), Stop> {
        let body = registration_body(&document.identity, Some(&file.file_id));
        let answer = self.correct(environment, &body).await?;
        Ok((
            Document {
                file,
                ..document.clone()
            },
            answer,
        ))
    }
}

/// The same document with its filing date put right: a week earlier.
pub fn corrected(identity: &Identity) -> Identity {
    Identity {
        date: identity.date - 7.days(),
        ..identity.clone()
    }
}

/// `requestStatusCategory`, where the answer is a success and has one.
fn word(state: &Exchange) -> String {
    let is_success = state
        .response
        .as_ref()
        .is_some_and(|response| (200..300).contains(&response.status));
    let word = text(&json(state), "requestStatusCategory").filter(|_| is_success);
    word.unwrap_or_default()
}
