//! What must not be a reason to refuse: a customer's address of either family, fields that nobody knows, what the caller would accept.
//!
//! An honest resource looks at none of it, so that everything here is a fault.

use http::header::{self, ACCEPT, HeaderName};
use http::{HeaderMap, Method};
use mock_kit::FaultPlan;

use crate::resource::faults::tolerance as faulty;
use crate::resource::interaction::INTERACTION_ID;
use crate::resource::refusal::Refusal;

/// The address of the customer (FAPI 1.0 Baseline, 6.2.2-4).
const CUSTOMER_ADDRESS: HeaderName = HeaderName::from_static("x-fapi-customer-ip-address");
/// The fields that a narrow-minded resource knows.
const KNOWN_FIELDS: [HeaderName; 9] = [
    ACCEPT,
    header::AUTHORIZATION,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::HOST,
    header::ORIGIN,
    header::USER_AGENT,
    INTERACTION_ID,
    CUSTOMER_ADDRESS,
];

/// Refuses what a narrow-minded resource does not bear; nothing on the honest path.
pub fn check(method: &Method, headers: &HeaderMap, faults: &FaultPlan) -> Result<(), Refusal> {
    if faults.commits(&faulty::ANSWERS_GET_WITH_405) && method == Method::GET {
        return Err(Refusal::MethodNotAllowed);
    }
    check_customer_address(text(headers, &CUSTOMER_ADDRESS), faults)?;
    let mut fields = headers.keys();
    let unknown = fields.any(|name| !KNOWN_FIELDS.contains(name));
    if unknown && faults.commits(&faulty::REFUSES_UNKNOWN_FIELDS) {
        return Err(Refusal::BadRequest("a header field is not known"));
    }
    let other_type = headers.contains_key(ACCEPT) && text(headers, &ACCEPT) != "application/json";
    if other_type && faults.commits(&faulty::READS_ACCEPT_WORD_FOR_WORD) {
        return Err(Refusal::NotAcceptable);
    }
    Ok(())
}

fn check_customer_address(address: &str, faults: &FaultPlan) -> Result<(), Refusal> {
    let refuses = address.contains(':') && faults.commits(&faulty::REFUSES_IPV6)
        || address.contains("::") && faults.commits(&faulty::REFUSES_COMPRESSED_IPV6);
    if refuses {
        return Err(Refusal::BadRequest("the customer's address is not one"));
    }
    Ok(())
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    let value = headers.get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
