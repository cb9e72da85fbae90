//! Retrievals: the request, its state, its end.

use serde_json::{Map, Value, json};

use super::answer::{Answer, member, text};
use super::identity::Identity;
use super::{Office, await_end};
use crate::actor::environment::Environment;
use crate::exchange::call::Call;
use crate::stop::Stop;

/// A retrieval request that DAS has acknowledged.
#[derive(Debug, Clone)]
pub struct Retrieval {
    /// The acknowledgement id.
    pub ack: String,
    /// How the document was named.
    pub identity: Identity,
    /// The answer to the request.
    pub answer: Answer,
}

/// What polling shows of a retrieval.
#[derive(Debug, Clone)]
pub struct RetrievalState {
    /// `requestStatusCategory`.
    pub word: String,
    /// Everything that was said of the retrieval.
    pub item: Value,
    /// The poll that shows it.
    pub poll: Answer,
}

/// How a retrieval that ran to its end came out.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The retrieval, where it was acknowledged.
    pub retrieval: Option<Retrieval>,
    /// The answer in the end: late errors count like those at once.
    pub answer: Answer,
}

impl Office {
    /// The call for a retrieval, without an access token.
    pub fn retrieval_call(&self, identity: &Identity) -> Result<Call, Stop> {
        let mut body = Map::new();
        body.insert("operationCategory".to_owned(), json!("retrieval"));
        body.extend(identity.members());
        for name in [
            "applicationCategory",
            "applicationNumber",
            "applicationFilingDate",
        ] {
            body.insert(name.to_owned(), Value::Null);
        }
        self.call_with(&self.operations().retrieval, &Value::Object(body))
    }

    /// The call for the states of all retrievals, or of one, without an access token.
    pub fn poll_call(&self, ack: Option<&str>) -> Result<Call, Stop> {
        let query: Vec<_> = ack.map(|ack| ("requestAckId", ack)).into_iter().collect();
        self.call(&self.operations().retrieval_states, &query)
    }

    /// Polls the state of a retrieval and asks where the original of its document lies.
    pub async fn poll_for_original(&self, ack: &str) -> Result<Answer, Stop> {
        let query = [("requestAckId", ack), ("originalDocumentIndicator", "true")];
        let call = self.call(&self.operations().retrieval_states, &query)?;
        Answer::of(self.ask(call).await?)
    }

    /// Requests a document.
    pub async fn request(&self, identity: &Identity) -> Result<Answer, Stop> {
        Answer::of(self.ask(self.retrieval_call(identity)?).await?)
    }

    /// Polls the states of all retrievals, or of one.
    pub async fn poll(&self, ack: Option<&str>) -> Result<Answer, Stop> {
        Answer::of(self.ask(self.poll_call(ack)?).await?)
    }

    /// Requests a document, and demands an acknowledgement id.
    pub async fn requested(&self, identity: &Identity) -> Result<Retrieval, Stop> {
        let answer = self
            .request(identity)
            .await?
            .served("the retrieval request")?;
        let ack = answer.text("requestAckId");
        let ack = ack.ok_or_else(|| {
            Stop::inconclusive("the retrieval was acknowledged without a requestAckId")
        })?;
        Ok(Retrieval {
            ack,
            identity: identity.clone(),
            answer,
        })
    }

    /// The state of a retrieval; `None` where polling does not show it.
    pub async fn retrieval_state(&self, ack: &str) -> Result<Option<RetrievalState>, Stop> {
        let poll = self.poll(Some(ack)).await?;
        let item = find(&poll.body(), ack).filter(|_| poll.is_served());
        Ok(item.map(|item| RetrievalState {
            word: text(&item, "requestStatusCategory").unwrap_or_default(),
            item,
            poll,
        }))
    }

    /// Polls a retrieval until its state is final.
    pub async fn settled_retrieval(
        &self,
        environment: &Environment,
        ack: &str,
    ) -> Result<RetrievalState, Stop> {
        let settled = await_end(environment, async || {
            let state = self.retrieval_state(ack).await?;
            Ok(state.filter(RetrievalState::is_final))
        });
        settled
            .await?
            .ok_or_else(|| Stop::inconclusive("DAS did not settle the retrieval in time"))
    }

    /// Requests a document and waits for the end, whichever it is.
    pub async fn retrieve(
        &self,
        environment: &Environment,
        identity: &Identity,
    ) -> Result<Outcome, Stop> {
        let answer = self.request(identity).await?;
        let Some(ack) = answer.text("requestAckId").filter(|_| answer.is_served()) else {
            return Ok(Outcome {
                retrieval: None,
                answer,
            });
        };
        let state = self.settled_retrieval(environment, &ack).await?;
        let retrieval = Retrieval {
            ack,
            identity: identity.clone(),
            answer: answer.clone(),
        };
        let answer = if state.has_failed() {
            Answer::late(answer.exchange, &state.item)
        } else {
            answer
        };
        Ok(Outcome {
            retrieval: Some(retrieval),
            answer,
        })
    }

    /// Requests a document and waits until it can be fetched.
    pub async fn retrieved(
        &self,
        environment: &Environment,
        identity: &Identity,
    ) -> Result<Retrieval, Stop> {
        let outcome = self.retrieve(environment, identity).await?;
        outcome.answer.served("the retrieval")?;
        let missing =
            || Stop::inconclusive("the retrieval was acknowledged without a requestAckId");
        outcome.retrieval.ok_or_else(missing)
    }
}

impl RetrievalState {
    /// Whether it will never change again.
    pub fn is_final(&self) -> bool {
        self.has_succeeded() || self.has_failed()
    }

    /// Whether the document can be fetched.
    pub fn has_succeeded(&self) -> bool {
        self.word == "success"
    }

    /// Whether it cannot.
    pub fn has_failed(&self) -> bool {
        self.word == "error"
    }
}

/// The part of a poll that speaks of a retrieval: the innermost object that names its acknowledgement id with a state beside it.
fn find(body: &Value, ack: &str) -> Option<Value> {
    match body {
        Value::Array(items) => items.iter().find_map(|item| find(item, ack)),
        Value::Object(members) => {
            let inner = members.values().find_map(|value| find(value, ack));
            let names_it = member(body, "requestAckId").and_then(Value::as_str) == Some(ack);
            let is_item = names_it && text(body, "requestStatusCategory").is_some();
            inner.or_else(|| is_item.then(|| body.clone()))
        }
        _ => None,
    }
}
