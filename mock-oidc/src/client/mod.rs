//! A client under FAPI 1.0, as it should be: a confidential web application that has users authorised and reads their accounts.
//!
//! It is the reference for the role `oauth-client`, and a party of its own with a listener for browsers. It believes nothing that it has not
//! checked, and stops where a check fails: after a bad response no code is redeemed, after a bad token response no account is read. It can be
//! told to commit [`faults`], one deviation each.

mod accounts;
mod assertion;
mod authorization_request;
mod authorization_response;
mod browser;
mod claims;
mod compact;
mod document;
mod encryption;
mod endpoints;
mod faults;
mod grant;
mod half_hash;
mod handle;
mod id_token;
mod jarm;
mod key_set;
mod line;
mod metadata;
mod outcome;
mod parameters;
mod proof_key;
mod pushed_request;
mod redemption;
mod registration;
mod request_object;
mod server;
mod session;
mod settings;
mod signing;
mod state;
mod stop;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;
mod tls;
mod token_response;
mod verification;
mod web_client;

pub use handle::{Handle, StartError, spawn};
pub use settings::{Authentication, Keys, RequestForm, Settings};
pub use signing::KeyError;

use mock_kit::Fault;

/// Every deviation that the client can commit, by seam.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
