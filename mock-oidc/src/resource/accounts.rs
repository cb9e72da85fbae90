//! The accounts of customers, made at start.

use mock_kit::{FaultPlan, entropy};
use serde::Serialize;
use serde_json::{Value, json};

use super::account_number::{AccountNumber, masked};

/// What the accounts of every customer are called, and what is on them. The names need more than ASCII, so that encodings show.
const SAMPLES: [(&str, i64); 2] = [
    ("Girokonto für Alltägliches", 120_456),
    ("Épargne", 2_500_000),
];

/// One account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Its name on the wire, which nobody can guess.
    pub account_id: String,
    /// The subject whose it is; answers do not say it.
    #[serde(skip)]
    pub customer: String,
    /// Its number, which no answer tells.
    #[serde(skip)]
    pub number: AccountNumber,
    /// What is given in the place of its number for moving money (FDX API Security Profile, part 3, tokenization).
    #[serde(skip)]
    pub substitute: AccountNumber,
    /// What the customer calls it.
    pub nickname: String,
    /// The currency, as ISO 4217 has it.
    pub currency: &'static str,
    /// What is on it, in hundredths of the currency.
    pub balance: i64,
}

/// The accounts of these customers.
#[must_use]
pub fn opened_for(customers: &[String]) -> Vec<Account> {
    let accounts = customers.iter().flat_map(|customer| {
        SAMPLES.map(|(nickname, balance)| Account {
            account_id: entropy::identifier(),
            customer: customer.clone(),
            number: AccountNumber::fresh(),
            substitute: AccountNumber::fresh(),
            nickname: nickname.to_owned(),
            currency: "EUR",
            balance,
        })
    });
    accounts.collect()
}

impl Account {
    /// What a customer's client is told of it: its number masked, so that it can be recognised and no more.
    pub fn told(&self, faults: &FaultPlan) -> Value {
        let mut told = json!(self);
        told["accountNumberDisplay"] = json!(masked(&self.number, faults));
        told
    }
}
