//! What the steps about registrations remember.

use super::World;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::registration::metadata::Difference;
use crate::actor::registration::partner::Partner;
use crate::actor::registration::recipient::{Recipient, Registered};
use crate::exchange::model::Exchange;
use crate::stop::Stop;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct RegistrationState {
    /// What was said of the recipient.
    pub recipient: Option<Recipient>,
    /// The recipient that was registered.
    pub registered: Option<Registered>,
    /// An earlier one.
    pub earlier: Option<Registered>,
    /// What the latest request came to.
    pub answer: Option<Answer>,
    /// The access token of the recipient.
    pub access_token: Option<String>,
    /// In what its metadata differ from those of the profile.
    pub difference: Option<&'static Difference>,
    /// The page that asks a user for consent.
    pub page: Option<Exchange>,
}

impl RegistrationState {
    /// The recipient that was registered.
    pub fn registered(&self) -> Result<&Registered, Stop> {
        let missing = || Stop::harness("no recipient was registered in this scenario");
        self.registered.as_ref().ok_or_else(missing)
    }

    /// What the latest request came to.
    pub fn answer(&self) -> Result<&Answer, Stop> {
        let missing = || Stop::harness("nothing was asked for in this scenario");
        self.answer.as_ref().ok_or_else(missing)
    }
}

impl World {
    /// The partner that registers recipients.
    pub async fn partner(&self) -> Result<Partner, Stop> {
        Partner::reach(&self.environment).await
    }

    /// A recipient of which nothing is said but what the profile asks for.
    pub fn recipient(&self) -> Recipient {
        Recipient::of_the_profile(&self.environment)
    }
}
