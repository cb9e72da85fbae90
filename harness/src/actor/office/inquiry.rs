//! What an office asks about a registered document: its availability, its certificate.

use jiff::civil::Date;

use super::Office;
use super::answer::Answer;
use super::identity::Identity;
use crate::exchange::call::Call;
use crate::requirement::operations::{OperationWire, OperationsWire};
use crate::stop::Stop;

/// Something that can be asked about a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inquiry {
    /// `GET /documents/registrations/statuses`.
    Availability,
    /// `GET /requests/registrations/certificates`.
    Certificate,
}

impl Inquiry {
    fn operation(self, operations: &OperationsWire) -> &OperationWire {
        match self {
            Self::Availability => &operations.availability,
            Self::Certificate => &operations.certificate,
        }
    }

    /// The call, without an access token.
    pub fn call(self, office: &Office, identity: &Identity) -> Result<Call, Stop> {
        let query = identity.query();
        let query: Vec<_> = query
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        office.call(self.operation(office.operations()), &query)
    }
}

impl Office {
    /// Asks about a document.
    pub async fn inquire(&self, inquiry: Inquiry, identity: &Identity) -> Result<Answer, Stop> {
        Answer::of(self.ask(inquiry.call(self, identity)?).await?)
    }

    /// Checks whether a document is available.
    pub async fn availability(&self, identity: &Identity) -> Result<Answer, Stop> {
        self.inquire(Inquiry::Availability, identity).await
    }
}

/// The day that an answer gives as `documentAvailabilityDate`, with or without a time behind it.
pub fn availability_date(answer: &Answer) -> Option<Date> {
    day_of(&answer.text("documentAvailabilityDate")?)
}

/// The day with which a text begins.
pub fn day_of(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}
