//! The operations of the API one by one, each with a call that is legal for the office in whose hands everything lies.

use super::Office;
use super::file::{FileInHand, declaration};
use super::identity::Identity;
use super::inquiry::Inquiry;
use super::registration::{Document, corrected, registration_body};
use super::retrieval::Retrieval;
use crate::actor::documents::Artefact;
use crate::actor::environment::Environment;
use crate::actor::environment::clients::Who;
use crate::exchange::call::Call;
use crate::named::named;
use crate::stop::Stop;

named! {
    /// An operation, by what it asks for.
    pub enum Operation {
        /// `POST /requests/files/url-uploads`.
        UploadUrl = "an upload URL",
        /// `PUT /requests/files/url-uploads`.
        RenewedUploadUrl = "a renewed upload URL",
        /// `GET /requests/files`.
        FileState = "the state of a file",
        /// `POST /requests/registrations`.
        Registration = "a registration",
        /// `PUT /requests/registrations`.
        Correction = "a correction",
        /// `DELETE /requests/registrations`.
        Withdrawal = "a withdrawal",
        /// `GET /requests/registrations/certificates`.
        Certificate = "a certificate",
        /// `GET /documents/registrations/statuses`.
        Availability = "the availability of a document",
        /// `POST /requests/retrievals`.
        Retrieval = "a retrieval",
        /// `GET /requests/retrievals`.
        RetrievalStates = "the states of retrievals",
        /// `POST /requests/files/url-downloads`.
        DownloadUrl = "a download URL",
        /// `DELETE /requests/files`.
        Deletion = "the deletion of a file",
    }
}

/// Everything that lies in the hands of two offices in the middle of an exchange.
#[derive(Debug, Clone)]
pub struct Holdings {
    /// A file of the office of first filing for which an upload URL was issued.
    pub awaited_file: FileInHand,
    /// A file of the office of first filing that DAS has accepted.
    pub accepted_file: FileInHand,
    /// A document that the office of first filing is about to register.
    pub next: Identity,
    /// A document that it has registered.
    pub document: Document,
    /// The retrieval of that document by the office of second filing.
    pub retrieval: Retrieval,
}

impl Holdings {
    /// Brings two offices into the middle of an exchange.
    pub async fn gather(
        environment: &Environment,
        first: &Office,
        second: &Office,
    ) -> Result<Self, Stop> {
        let document = first.registered_document(environment).await?;
        let retrieval = second.retrieved(environment, &document.identity).await?;
        let made = Artefact::Pdf.make(&crate::randomness::identifier());
        Ok(Self {
            awaited_file: first.hold_upload_url(made).await?,
            accepted_file: first.accepted_file(environment).await?,
            next: Identity::fresh(environment, first),
            document,
            retrieval,
        })
    }

    /// The same with handles that nobody was ever given.
    #[must_use]
    pub fn absent(&self) -> Self {
        let absent = |file: &FileInHand| FileInHand {
            file_id: unknown(&file.file_id),
            ..file.clone()
        };
        Self {
            awaited_file: absent(&self.awaited_file),
            accepted_file: absent(&self.accepted_file),
            retrieval: Retrieval {
                ack: unknown(&self.retrieval.ack),
                ..self.retrieval.clone()
            },
            ..self.clone()
        }
    }

    /// The same with a number that the asking office may register.
    #[must_use]
    pub fn about(&self, next: Identity) -> Self {
        Self {
            next,
            ..self.clone()
        }
    }
}

impl Operation {
    /// Whose operation it is.
    pub fn caller(self) -> Who {
        match self {
            Self::Retrieval | Self::RetrievalStates | Self::DownloadUrl | Self::Deletion => {
                Who::AnotherClient
            }
            _ => Who::Client,
        }
    }

    /// The call, without an access token.
    pub fn call(self, office: &Office, holdings: &Holdings) -> Result<Call, Stop> {
        let identity = &holdings.document.identity;
        let ack = &holdings.retrieval.ack;
        match self {
            Self::UploadUrl => {
                office.upload_url_call(&declaration(&Artefact::Pdf.make("another document")))
            }
            Self::RenewedUploadUrl => office.renewal_call(&holdings.awaited_file.file_id),
            Self::FileState => office.file_state_call(&holdings.accepted_file.file_id),
            Self::Registration => office.registration_call(&registration_body(
                &holdings.next,
                Some(&holdings.accepted_file.file_id),
            )),
            Self::Correction => {
                office.correction_call(&registration_body(&corrected(identity), None))
            }
            Self::Withdrawal => office.withdrawal_call(identity),
            Self::Certificate => Inquiry::Certificate.call(office, identity),
            Self::Availability => Inquiry::Availability.call(office, identity),
            Self::Retrieval => office.retrieval_call(identity),
            Self::RetrievalStates => office.poll_call(Some(ack)),
            Self::DownloadUrl => office.download_url_call(identity, ack),
            Self::Deletion => office.deletion_call(ack),
        }
    }
}

/// A handle of the same form that was never given out: every letter and digit exchanged for another of its kind.
fn unknown(handle: &str) -> String {
    let exchange = |character: char| match character {
        '9' => '0',
        'f' | 'z' | 'Z' => 'a',
        'F' => 'A',
        other if other.is_ascii_alphanumeric() => {
            char::from_u32(u32::from(other) + 1).unwrap_or(other)
        }
        other => other,
    };
    let mut characters: Vec<char> = handle.chars().collect();
    for character in characters.iter_mut().rev().take(8) {
        *character = exchange(*character);
    }
    characters.into_iter().collect()
}
