//! Documents that an office keeps itself: registered without content, forwarded to the office, reported on by it.

use serde_json::{Map, Value, json};

use super::answer::{Answer, text};
use super::file::FileInHand;
use super::identity::Identity;
use super::registration::{Document, registration_body};
use super::{Office, await_end};
use crate::actor::Party;
use crate::actor::documents::{Format, Made, sha256};
use crate::actor::environment::Environment;
use crate::actor::environment::facts::KeptDocument;
use crate::exchange::call::Call;
use crate::exchange::field_names::FieldNames;
use crate::exchange::model::Exchange;
use crate::named::named;
use crate::requirement::operations::OperationWire;
use crate::stop::Stop;
use crate::verdict::UntestedReason;

named! {
    /// The acknowledgement id under which an office reports.
    pub enum CitedId {
        /// The one that DAS forwarded.
        Das = "WIPO's acknowledgement id",
        /// The one with which the office answered.
        Own = "its own acknowledgement id",
    }
}

named! {
    /// Why an office cannot supply its document.
    pub enum Obstacle {
        /// -113.
        NotAvailable = "not available",
        /// -114.
        NotCleared = "not cleared",
    }
}

impl Obstacle {
    fn code(self) -> i64 {
        match self {
            Self::NotAvailable => -113,
            Self::NotCleared => -114,
        }
    }
}

/// What an office reports on a retrieval.
#[derive(Debug, Clone)]
pub enum Said {
    /// The document can be fetched from the office.
    Ready,
    /// The file with this id is the document.
    Uploaded(String),
    /// The document cannot be had.
    Failed(Obstacle),
}

/// A retrieval as it arrived at the office that keeps the document.
#[derive(Debug, Clone)]
pub struct Forwarded {
    /// The acknowledgement id of the retrieval, which DAS cites.
    pub das_ack: String,
    /// The office's own, where it has answered with one.
    pub office_ack: Option<String>,
    /// The request and the office's answer.
    pub exchange: Exchange,
}

impl Forwarded {
    /// The id under which the office reports.
    pub fn cited(&self, id: CitedId) -> Result<String, Stop> {
        match id {
            CitedId::Das => Ok(self.das_ack.clone()),
            CitedId::Own => self.office_ack.clone().ok_or_else(|| {
                Stop::inconclusive("the office answered without an acknowledgement id")
            }),
        }
    }
}

impl Office {
    /// Registers a document whose content stays with the office.
    pub async fn register_without_content(
        &self,
        environment: &Environment,
        identity: &Identity,
    ) -> Result<Answer, Stop> {
        self.register(environment, &registration_body(identity, None))
            .await
    }

    /// The call by which an office reports on a retrieval that was forwarded to it, without an access token.
    pub fn report_call(&self, cited: &str, identity: &Identity, said: &Said) -> Result<Call, Stop> {
        let mut body: Map<String, Value> = identity.members();
        body.remove("dasAccessCode");
        body.extend(report_members(cited, said).map(|(name, value)| (name.to_owned(), value)));
        self.call_with(&self.operations().notification, &Value::Object(body))
    }

    /// Reports on a retrieval.
    pub async fn report(
        &self,
        cited: &str,
        identity: &Identity,
        said: &Said,
    ) -> Result<Answer, Stop> {
        Answer::of(self.ask(self.report_call(cited, identity, said)?).await?)
    }
}

fn report_members(cited: &str, said: &Said) -> [(&'static str, Value); 6] {
    let (failed, file) = match said {
        Said::Ready => (None, None),
        Said::Uploaded(file) => (None, Some(file)),
        Said::Failed(obstacle) => (Some(*obstacle), None),
    };
    let category = if failed.is_some() { "error" } else { "success" };
    let message = failed.map(|obstacle| format!("the document is {obstacle}"));
    [
        ("requestAckId", json!(cited)),
        ("operationCategory", json!("retrieval")),
        ("requestStatusCategory", json!(category)),
        ("errorCode", json!(failed.map(Obstacle::code))),
        ("statusMessage", json!(message)),
        ("fileId", json!(file)),
    ]
}

/// The document of an office as it is named at DAS. Its file stands for the content alone: it was never uploaded.
pub async fn named_at_das(
    environment: &Environment,
    kept: &KeptDocument,
    answer: Answer,
    identity: Identity,
) -> Result<Document, Stop> {
    let made = Made {
        content: kept.content.clone(),
        format: Format::Pdf,
        checksum: sha256(&kept.content),
    };
    let file = FileInHand {
        file_id: String::new(),
        upload_url: environment.das().await?.base,
        made,
    };
    Ok(Document {
        identity,
        file,
        answer,
    })
}

/// The details by which a kept document is registered.
pub fn identity_of(environment: &Environment, kept: &KeptDocument) -> Identity {
    Identity {
        kind: kept.kind.clone(),
        date: kept.date,
        ..Identity::numbered(environment, kept.number.clone())
    }
}

/// Every attempt of DAS to forward this retrieval, oldest first.
pub fn forwardings(environment: &Environment, das_ack: &str) -> Vec<Forwarded> {
    let operation = &environment.wire().das.operations.retrieval;
    let received = calls(environment, Party::OfficeServer, operation).into_iter();
    let forwarded = received.filter_map(|exchange| {
        let cited = text(&body(&exchange), "requestAckId");
        // The office has not read what it refused on account of its sender.
        let unread = exchange.request.body.is_empty();
        let answer = super::answer::json(&exchange);
        (unread || cited.as_deref() == Some(das_ack)).then(|| Forwarded {
            das_ack: das_ack.to_owned(),
            office_ack: text(&answer, "requestAckId"),
            exchange,
        })
    });
    forwarded.collect()
}

/// Nothing can be said of what arrives at an office that is not ours.
pub fn demand_insight(environment: &Environment) -> Result<(), Stop> {
    if environment.is_built_in() {
        return Ok(());
    }
    let why = "what DAS sends to the office is seen by the office alone";
    Err(Stop::untested(UntestedReason::NotObservable, why))
}

/// Waits until a retrieval has arrived at the office.
pub async fn forwarded(
    environment: &Environment,
    das_ack: &str,
) -> Result<Option<Forwarded>, Stop> {
    demand_insight(environment)?;
    await_end(environment, async || {
        Ok(forwardings(environment, das_ack).pop())
    })
    .await
}

/// What parties of ours have sent to a party by this operation, under our names for fields.
pub fn calls(environment: &Environment, to: Party, operation: &OperationWire) -> Vec<Exchange> {
    let names = FieldNames::of(&environment.wire().das.fields);
    let received = environment.received(to).into_iter();
    let calls = received.filter(|exchange| {
        let path = exchange.request.url.split('?').next().unwrap_or_default();
        exchange.request.method == operation.method.name()
            && path.ends_with(operation.relative_path())
    });
    calls.map(|each| names.inward(&each).into_owned()).collect()
}

/// What DAS has fetched from the office by signed URLs.
pub fn fetches(environment: &Environment) -> Vec<Exchange> {
    let received = environment.received(Party::OfficeServer).into_iter();
    let fetched =
        received.filter(|each| each.request.method == "GET" && each.from == Party::Das.name());
    fetched.collect()
}

/// The body of a request.
pub fn body(exchange: &Exchange) -> Value {
    serde_json::from_slice(&exchange.request.body).unwrap_or_default()
}
