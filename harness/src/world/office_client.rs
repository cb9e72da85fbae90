//! What the steps about an office's client remember.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use super::World;
use crate::actor::documents::Artefact;
use crate::actor::environment::clients::Who;
use crate::actor::environment::facts::Availability;
use crate::actor::office::encryption_keys::EncryptionKeys;
use crate::actor::office::identity::{Identity, WrongDetail, day};
use crate::actor::office::registration::Document;
use crate::actor::office_client::run::Run;
use crate::actor::office_client::{Operation, Order};
use crate::actor::ro_ib;
use crate::stop::{Step, Stop};
use crate::verdict::UntestedReason;

/// How long ago the documents of the client were filed, in days.
const AGE: i32 = 200;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct OfficeClientState {
    /// The document of another office that the client retrieves.
    document: Option<Document>,
    /// What the client did last.
    run: Option<Run>,
}

impl OfficeClientState {
    /// What the client did last.
    pub fn run(&self) -> Result<&Run, Stop> {
        let missing = || Stop::harness("the office's client did nothing in this scenario");
        self.run.as_ref().ok_or_else(missing)
    }
}

impl World {
    /// Has the client under test carry out an order.
    pub async fn have_client(&mut self, order: Order) -> Step {
        let run = Run::of(&self.environment, order).await?;
        self.office_client.run = Some(run);
        Ok(())
    }

    /// An order to register a new document of the client's own office.
    pub fn registration_order(&self) -> Result<Order, Stop> {
        let office = self.environment.client(Who::Client)?.office;
        let now = self.environment.clock().now();
        let made = Artefact::Pdf.make(&crate::randomness::identifier());
        Ok(Order {
            operation: Operation::Register,
            kind: "patent".to_owned(),
            number: self.environment.document_number(&office),
            date: filing_date(now).to_string(),
            access_code: "A1B2".to_owned(),
            format: "pdf",
            content: Some(made.content),
            leading_zero: false,
            content_key: None,
        })
    }

    /// An order to retrieve a document that another office has registered.
    pub async fn retrieval_order(&mut self) -> Result<Order, Stop> {
        let identity = self.document_of_another_office().await?.identity;
        let published = self.das.encryption_keys.as_ref();
        Ok(Order {
            content_key: published.map(|published| published.keys.curved.clone()),
            ..retrieval_of(&identity)
        })
    }

    /// The same order with an access code that does not belong to the document.
    pub async fn mistaken_retrieval_order(&mut self) -> Result<Order, Stop> {
        let document = self.document_of_another_office().await?;
        let wrong = WrongDetail::AccessCode;
        let identity = document.identity.with(wrong, &self.environment, "");
        Ok(retrieval_of(&identity))
    }

    /// Has the International Bureau register a document for the client to retrieve, encrypted to the client's office.
    pub async fn register_unpublished_document(&mut self) -> Step {
        if self.environment.client_under_test().is_some() {
            let why = "how a client gets its key for encrypted content is not published";
            return Err(Stop::untested(UntestedReason::Organisational, why));
        }
        let bureau = self.office(Who::Bureau).await?;
        let environment = &self.environment;
        let kept = environment.kept_at_pct(Availability::Available).await?;
        let document = ro_ib::registered(environment, &bureau, &kept).await?;
        let keys = EncryptionKeys::publish(environment, Who::Client).await?;
        self.office_client.document = Some(document);
        self.das.encryption_keys = Some(keys);
        Ok(())
    }

    /// A document that another office has registered.
    pub async fn document_of_another_office(&mut self) -> Result<Document, Stop> {
        if let Some(document) = &self.office_client.document {
            return Ok(document.clone());
        }
        let office = self.second_office().await?;
        let document = office.registered_document(&self.environment).await?;
        self.office_client.document = Some(document.clone());
        Ok(document)
    }
}

fn filing_date(now: Timestamp) -> Date {
    day(now) - AGE.days()
}

fn retrieval_of(identity: &Identity) -> Order {
    Order {
        operation: Operation::Retrieve,
        kind: identity.kind.clone(),
        number: identity.number.clone(),
        date: identity.date.to_string(),
        access_code: identity.access_code.clone(),
        format: "pdf",
        content: None,
        leading_zero: false,
        content_key: None,
    }
}
