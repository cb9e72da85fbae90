//! The authorization server, in two sizes.
//!
//! Beside DAS it speaks to machines only: it offers `client_credentials` (RFC 6749, 4.4) to clients that authenticate with
//! `private_key_jwt` (RFC 7523; OIDC Core, 9), with discovery, metadata, key set, token, introspection and revocation
//! endpoints over HTTPS. With an [`AuthorizationVariant`] it asks resource owners too, as FAPI 1.0 and the FDX API Security
//! Profile have it: signed and pushed requests, pages for login and consent, codes, protected responses, ID tokens, tokens
//! bound to certificates, consents. It can be told to commit [`faults`], one deviation each.

mod addresses;
mod authorization;
mod authorization_server;
mod backchannel;
mod browser;
mod checks;
pub mod ciba_client;
pub mod client;
pub mod connector;
pub mod daps;
mod endpoints;
mod faults;
mod grants;
mod handle;
mod key_sets;
mod oauth_error;
mod pages;
mod received;
pub mod registering_party;
mod registration;
pub mod registry;
pub mod resource;
mod server;
mod settings;
mod state;
#[cfg(test)]
mod testing;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;

pub use backchannel::decision::Decision;
pub use backchannel::sent::SentNotification;
pub use handle::{Handle, StartError, spawn};
pub use settings::{
    Algorithm, Audience, Authentication, AuthorizationVariant, BackchannelVariant,
    CertificateExpiry, Client, ClientAuthentication, ClientKeys, ClientStatus, Delegation,
    DeliveryMode, IssuerPort, JtiRule, PkceRule, PushedRequestRule, RegistrationVariant,
    RequestObjectRule, ResponseOption, ScopeForm, Settings, SubjectType, User, Variant,
};
pub use state::client::RegistrationError;
pub use state::signing_key::KeyError;

use mock_kit::Fault;

/// Every deviation that the server can commit, by seam.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
