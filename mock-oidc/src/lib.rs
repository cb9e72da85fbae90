//! The machine-to-machine authorization server that stands beside DAS.
//!
//! It offers `client_credentials` (RFC 6749, 4.4) to clients that authenticate with `private_key_jwt` (RFC 7523; OIDC
//! Core, 9), and nothing else: discovery, metadata, key set, token, introspection and revocation endpoints over HTTPS.
//! It can be told to commit [`faults`], one deviation each.

mod addresses;
mod authorization_server;
mod checks;
mod endpoints;
mod faults;
mod grants;
mod handle;
mod key_sets;
mod oauth_error;
mod received;
mod server;
mod settings;
mod state;
#[cfg(test)]
mod testing;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;

pub use handle::{Handle, StartError, spawn};
pub use settings::{
    Algorithm, Audience, CertificateExpiry, Client, ClientKeys, IssuerPort, JtiRule, ScopeForm,
    Settings, Variant,
};
pub use state::client::RegistrationError;
pub use state::signing_key::KeyError;

use mock_kit::Fault;

/// Every deviation that the server can commit, by seam.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
