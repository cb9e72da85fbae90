//! What the resource remembers, behind one lock.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;

use super::interaction::InteractionLog;
use super::introspection::AccessToken;

/// Everything that changes while the resource runs.
#[derive(Debug, Default)]
pub struct State {
    /// The payments made, oldest first.
    pub payments: Vec<Payment>,
    /// What was asked lately.
    pub interactions: InteractionLog,
    /// What was said of tokens, which only a resource that misbehaves goes back to.
    pub remembered: HashMap<String, AccessToken>,
}

/// A payment that was made.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    /// Its name.
    #[serde(rename = "paymentId")]
    pub id: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// The account that it was made from.
    pub account_id: String,
    /// Whom it went to.
    pub payee: String,
    /// How much, in hundredths of the currency.
    pub amount: u64,
}
