//! An office's client, as it should be: it registers documents with DAS and retrieves them, and verifies whatever it is given.
//!
//! It is the reference for the role `office-client`: it pins the authorization server, checks every certificate and every access token,
//! keeps tokens away from signed URLs, waits where it is asked to, and hands out no octet that was not verified. Its deviations are
//! listed by [`faults`].

mod access_token;
mod answer;
mod asking;
mod assertion;
mod authorization;
mod call;
mod error;
mod faults;
mod keeping;
mod line;
mod opening;
mod order;
mod registering;
mod retrieving;
mod settings;
mod signed_url;
#[cfg(test)]
mod tests;

use josekit::jws::ES256;
use josekit::jws::alg::ecdsa::EcdsaJwsSigner;
use mock_kit::{Fault, FaultPlan};

use crate::field_names::FieldNames;
use authorization::HeldToken;
use line::Line;

pub use answer::Detail;
pub use error::ClientError;
pub use keeping::keep;
pub use order::{Document, Identity, Registered, Retrieved};
pub use settings::{Pacing, Settings, Signatures};

/// The deviations that the client can be told to commit, seam by seam.
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}

/// A plan of the client's faults that commits none yet.
#[must_use]
pub fn fault_plan() -> FaultPlan {
    FaultPlan::new(faults::SEAMS)
}

/// An office's client.
pub struct Client {
    settings: Settings,
    signer: EcdsaJwsSigner,
    line: Line,
    faults: FaultPlan,
    /// From the names of the wire to those of the API as deployed.
    inward: FieldNames,
    held: Option<HeldToken>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Client");
        shown
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client that has asked for nothing yet.
    ///
    /// # Errors
    /// When its key or the authorities that it is to trust cannot be read.
    pub fn new(settings: Settings, faults: FaultPlan) -> Result<Self, ClientError> {
        let signer = ES256.signer_from_pem(&settings.private_key_pem);
        let signer = signer.map_err(|error| ClientError::Key(error.to_string()))?;
        let names = settings.variant.fields.0.iter();
        let inward = names.map(|(ours, theirs)| (theirs.clone(), ours.clone()));
        Ok(Self {
            line: Line::new(&settings, faults.clone())?,
            inward: FieldNames(inward.collect()),
            signer,
            faults,
            held: None,
            settings,
        })
    }
}
