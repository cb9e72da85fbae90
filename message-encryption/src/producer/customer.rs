//! The customer of the examples in Part 4.

use serde_json::{Value, json};

/// The whole customer.
pub(super) fn whole() -> Value {
    json!({ "customerId": CUSTOMER_ID, "name": name(), "email": ["jane_smith@email.com"] })
}

/// What identifies a person.
pub(super) fn name() -> Value {
    json!({ "first": "Jane", "last": "Smith" })
}

/// What may be read by anybody between the two sides.
pub(super) fn bank() -> Value {
    json!({ "bank": "Example Bank" })
}

/// The customer's number.
pub(super) const CUSTOMER_ID: &str = "abc-12345-xyz";
