//! The parties that WIPO calls: an office's own API, and the PCT service.

use super::clients::Who;
use super::facts::{Availability, KeptDocument, OfficeServerFacts, PctFacts, SetUp};
use super::{Environment, Parties};
use crate::actor::documents::Artefact;
use crate::stop::Stop;

impl Environment {
    /// The set-up of the office at hand: what the target file says of it; ours comes in both.
    pub fn set_up_of_office(&self) -> SetUp {
        match &self.parties {
            Parties::BuiltIn(_) => SetUp::Wipo,
            Parties::Reached(target) => {
                let office = target.office_server.as_ref();
                office.map_or(SetUp::Wipo, |office| office.set_up)
            }
        }
    }

    /// Where an office's own API is, in this set-up; DAS is told of it where it is ours.
    pub async fn office_server(&self, set_up: SetUp) -> Result<OfficeServerFacts, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => own.office_server_facts(set_up).await,
            Parties::Reached(target) => Ok(OfficeServerFacts {
                base: target.office_server(set_up)?.base.clone(),
                issuer: target.authorization_server.clone(),
                caller: target.client(Who::Client)?,
                code: target.client(Who::Client)?.office,
            }),
        }
    }

    /// Where the PCT service is; DAS is told of it where it is ours.
    pub async fn pct(&self) -> Result<PctFacts, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => own.pct_facts().await,
            Parties::Reached(target) => Ok(PctFacts {
                base: target.pct()?.base.clone(),
                issuer: target.authorization_server.clone(),
                caller: target.client(Who::Client)?,
            }),
        }
    }

    /// A document that the office keeps: a fresh one, or one of those that the target file names.
    pub async fn kept_at_office(
        &self,
        set_up: SetUp,
        availability: Availability,
    ) -> Result<KeptDocument, Stop> {
        if let Parties::Reached(target) = &self.parties {
            return target.office_server(set_up)?.kept(availability);
        }
        let office = self.office_server(set_up).await?.code;
        let document = self.document_to_keep(self.document_number(&office), availability);
        self.keep_at_office(set_up, document.clone()).await?;
        Ok(document)
    }

    /// A document that the PCT service keeps: a fresh one, or one of those that the target file names.
    pub async fn kept_at_pct(&self, availability: Availability) -> Result<KeptDocument, Stop> {
        if let Parties::Reached(target) = &self.parties {
            return target.pct()?.kept(availability);
        }
        let document = self.document_to_keep(self.document_number("IB"), availability);
        self.keep_at_pct(document.clone()).await?;
        Ok(document)
    }

    /// Puts a document into the office's own digital library.
    pub async fn keep_at_office(&self, set_up: SetUp, document: KeptDocument) -> Result<(), Stop> {
        self.own("the office's documents are prepared by hand")?
            .keep_at_office(set_up, document)
            .await
    }

    /// Puts a document into the PCT service.
    pub async fn keep_at_pct(&self, document: KeptDocument) -> Result<(), Stop> {
        self.own("the documents of the PCT service are prepared by hand")?
            .keep_at_pct(document)
            .await
    }

    /// A document with this number, as an office would keep it.
    pub fn document_to_keep(&self, number: String, availability: Availability) -> KeptDocument {
        let made = Artefact::Pdf.make(&crate::randomness::identifier());
        KeptDocument {
            number,
            kind: "patent".to_owned(),
            date: super::super::office::identity::day(self.clock().now()),
            content: made.content,
            format: "pdf",
            availability,
        }
    }
}
