//! Making a payment: an action that happens only by a token with the scope for it, from an account within its reach.

use axum::Json;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use mock_kit::{entropy, strict_json};
use serde::Deserialize;
use serde_json::Value;

use crate::resource::checks::{self, Entitlement};
use crate::resource::faults::{customer, scope};
use crate::resource::refusal::Refusal;
use crate::resource::resource_server::{Access, ResourceServer, Shared};
use crate::resource::state::Payment;

/// The longest order, in octets.
const LENGTH_LIMIT: usize = 16 << 10;

/// What a client wants to have paid.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Order {
    account_id: String,
    payee: String,
    /// In hundredths of the currency.
    amount: u64,
}

/// `POST /payments`.
pub async fn make(
    State(resource): State<Shared>,
    request: Request,
) -> Result<(StatusCode, Json<Payment>), Refusal> {
    let (head, body) = request.into_parts();
    let order = to_bytes(body, LENGTH_LIMIT).await;
    let order = order
        .map_err(|_| Refusal::TooLong)
        .and_then(|octets| read(&head.headers, &octets));
    let early = paid_unasked(&resource, &order);
    let entitlement = checks::admit(&resource, &head, Access::Payments).await?;
    let order = order?;
    check_account(&resource, &entitlement, &order)?;
    let payment = early.unwrap_or_else(|| pay(&resource, &order));
    Ok((StatusCode::CREATED, Json(payment)))
}

fn read(headers: &HeaderMap, octets: &[u8]) -> Result<Order, Refusal> {
    if !is_json(headers) {
        return Err(Refusal::NotJson);
    }
    let unreadable = Refusal::BadRequest("the body is no order");
    let parsed: Option<Value> = strict_json::parse(octets).ok();
    let order: Option<Order> = parsed.and_then(|value| serde_json::from_value(value).ok());
    order.filter(|order| order.amount > 0).ok_or(unreadable)
}

fn is_json(headers: &HeaderMap) -> bool {
    let stated = headers.get(CONTENT_TYPE);
    let stated = stated.and_then(|value| value.to_str().ok());
    let essence = stated.unwrap_or_default().split(';').next();
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

fn check_account(
    resource: &ResourceServer,
    entitlement: &Entitlement,
    order: &Order,
) -> Result<(), Refusal> {
    let mut accounts = resource.accounts.iter();
    let account = accounts.find(|account| account.account_id == order.account_id);
    let overlooks = resource
        .faults
        .commits(&customer::PAYS_FROM_ACCOUNTS_OF_OTHERS);
    let covered = account.filter(|account| entitlement.covers(account) || overlooks);
    covered.map(|_| ()).ok_or(Refusal::NoSuchResource)
}

fn pay(resource: &ResourceServer, order: &Order) -> Payment {
    let payment = Payment {
        id: entropy::identifier(),
        made_at: resource.clock().now(),
        account_id: order.account_id.clone(),
        payee: order.payee.clone(),
        amount: order.amount,
    };
    resource.state().payments.push(payment.clone());
    payment
}

/// A payment made before anybody has looked at the token; nothing on the honest path.
fn paid_unasked(resource: &ResourceServer, order: &Result<Order, Refusal>) -> Option<Payment> {
    let pays = resource.faults.commits(&scope::PAYS_BEFORE_IT_CHECKS);
    let order = order.as_ref().ok().filter(|_| pays)?;
    Some(pay(resource, order))
}
