//! What serves in the place of an account's number (FDX API Security Profile, part 3): a substitute for moving money, a query that is
//! answered by yes or no, a salted hash.

use axum::Json;
use axum::body::to_bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use http::request::Parts;
use mock_kit::strict_json;
use serde_json::{Value, json};

use crate::resource::account_number::hashed;
use crate::resource::accounts::Account;
use crate::resource::checks;
use crate::resource::faults::account_number::{
    ANSWERS_QUERIES_WITH_THE_VALUE, GIVES_ACCOUNT_NUMBERS_FOR_PAYMENTS,
};
use crate::resource::refusal::Refusal;
use crate::resource::resource_server::{Access, ResourceServer, Shared};

/// The longest query, in octets.
const LENGTH_LIMIT: usize = 4 << 10;

type Named = Result<Path<String>, PathRejection>;

/// `GET /accounts/{id}/payment-networks`.
pub async fn payment_networks(
    State(resource): State<Shared>,
    id: Named,
    request: Parts,
) -> Result<Json<Value>, Refusal> {
    let account = covered(&resource, id, &request).await?;
    let number = if resource.faults.commits(&GIVES_ACCOUNT_NUMBERS_FOR_PAYMENTS) {
        &account.number
    } else {
        &account.substitute
    };
    Ok(Json(json!({ "paymentNetworks": [{
        "identifier": number.digits(),
        "identifierType": "TOKENIZED_ACCOUNT_NUMBER",
        "type": "US_ACH",
    }] })))
}

/// `POST /accounts/{id}/verifications`.
pub async fn verification(
    State(resource): State<Shared>,
    id: Named,
    request: Request,
) -> Result<Json<Value>, Refusal> {
    let (head, body) = request.into_parts();
    let account = covered(&resource, id, &head).await?;
    let octets = to_bytes(body, LENGTH_LIMIT).await;
    let octets = octets.map_err(|_| Refusal::TooLong)?;
    let query = strict_json::parse(&octets).unwrap_or_default();
    let named = query["accountNumber"].as_str();
    let named = named.ok_or(Refusal::BadRequest("the body names no account number"))?;
    let mut told = json!({ "match": account.number.is(named) });
    if resource.faults.commits(&ANSWERS_QUERIES_WITH_THE_VALUE) {
        told["accountNumber"] = json!(account.number.digits());
    }
    Ok(Json(told))
}

/// `GET /accounts/{id}/number-hash`.
pub async fn number_hash(
    State(resource): State<Shared>,
    id: Named,
    request: Parts,
) -> Result<Json<Value>, Refusal> {
    let account = covered(&resource, id, &request).await?;
    let hashed = hashed(&account.number, &resource.faults);
    hashed.map(Json).ok_or(Refusal::NoSuchResource)
}

/// The account, within what the request may touch.
async fn covered(
    resource: &ResourceServer,
    id: Named,
    request: &Parts,
) -> Result<Account, Refusal> {
    let entitlement = checks::admit(resource, request, Access::Accounts).await?;
    let Path(id) = id.map_err(|_| Refusal::NoSuchResource)?;
    let mut accounts = resource.accounts.iter();
    let found = accounts.find(|account| account.account_id == id);
    let found = found.filter(|account| entitlement.covers(account));
    found.cloned().ok_or(Refusal::NoSuchResource)
}
