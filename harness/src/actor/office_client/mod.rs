//! An office's client under test: how it is made to act, and what it did.
//!
//! The reference client is called in the process; any other is driven as its target file says: by commands, by a trigger URL, or by its
//! operator on the terminal. `fixtures/drivers/README.md` is the contract.

pub mod assertion;
pub(super) mod command;
mod handover;
pub(super) mod operator;
pub mod run;
#[cfg(test)]
mod tests;
pub(super) mod trigger;

use std::path::PathBuf;

use url::Url;

use super::environment::Environment;
use crate::oracle::jwe::agreement_key::AgreementKey;
use crate::stop::Stop;
pub use crate::target::{ClientPublicKey, ClientUnderTest, Driver, Ports};

/// What a client is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Register a document.
    Register,
    /// Retrieve one.
    Retrieve,
}

impl Operation {
    /// As the contract spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Retrieve => "retrieve",
        }
    }
}

/// What a client is asked to do, down to the details of the document.
#[derive(Debug, Clone)]
pub struct Order {
    /// What.
    pub operation: Operation,
    /// `documentKindCategory`.
    pub kind: String,
    /// `documentNumber`.
    pub number: String,
    /// `documentDate`.
    pub date: String,
    /// `dasAccessCode`.
    pub access_code: String,
    /// `pdf` or `zip`.
    pub format: &'static str,
    /// The octets to be registered.
    pub content: Option<Vec<u8>>,
    /// Whether the signature of the assertion is to begin with a zero octet.
    pub leading_zero: bool,
    /// The private key to which content is encrypted for the client, if any is.
    pub content_key: Option<AgreementKey>,
}

/// How an operation ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// Whether the client says that it is done.
    pub done: bool,
    /// In words: "exit code 1".
    pub how: String,
    /// What it wrote for people to read, as far as it was kept.
    pub said: String,
    /// The document that it brought.
    pub document: Option<Vec<u8>>,
}

/// Where a client finds the other parties, and as whom it calls them.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The issuer that it is set up with.
    pub issuer: String,
    /// The base of DAS.
    pub das_base: Url,
    /// The certificate authority of all hosts.
    pub authority_pem: String,
    /// Its client id.
    pub client_id: String,
    /// The private key that it is handed, as PEM.
    pub private_key_pem: Option<String>,
    /// A file with its own key.
    pub key_file: Option<PathBuf>,
    /// The scope to ask for.
    pub scope: String,
    /// Whom access tokens name as their audience, where that is not the client.
    pub audience: Option<String>,
}

/// Has the client under test carry out an order.
pub async fn act(environment: &Environment, order: &Order) -> Result<Ended, Stop> {
    let Some(client) = environment.client_under_test() else {
        return environment.run_reference_client(order).await;
    };
    let surroundings = environment.client_surroundings().await?;
    match &client.driver {
        Driver::Commands {
            register,
            retrieve,
            folder,
        } => {
            let command = match order.operation {
                Operation::Register => register,
                Operation::Retrieve => retrieve,
            };
            let handover = handover::Handover::prepare(order, &surroundings)?;
            command::run(command, folder, &handover, client.patience()).await
        }
        Driver::Trigger(url) => trigger::post(url, order, &surroundings, client).await,
        Driver::Operator => {
            let handover = handover::Handover::prepare(order, &surroundings)?;
            let ended = operator::ask(&handover.variables).await?;
            Ok(Ended {
                document: handover.document(),
                ..ended
            })
        }
    }
}
