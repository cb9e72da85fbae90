//! Reading accounts: the customer's own and within the consent, as if there were no others (FAPI 1.0 Baseline, 6.2.1-07).

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use http::request::Parts;
use serde_json::{Value, json};

use crate::resource::accounts::Account;
use crate::resource::checks;
use crate::resource::faults::{consent, customer as faulty};
use crate::resource::refusal::Refusal;
use crate::resource::resource_server::{Access, Shared};

/// `GET /accounts`.
pub async fn list(State(resource): State<Shared>, request: Parts) -> Result<Json<Value>, Refusal> {
    let entitlement = checks::admit(&resource, &request, Access::Accounts).await?;
    let lists_all = resource.faults.commits(&faulty::LISTS_ALL_ACCOUNTS);
    let lists_own = resource.faults.commits(&consent::LISTS_BEYOND_THE_CONSENT);
    let listed = |account: &&Account| {
        let is_own = account.customer == entitlement.customer;
        lists_all || lists_own && is_own || entitlement.covers(account)
    };
    let covered = resource.accounts.iter().filter(listed);
    let told: Vec<Value> = covered
        .map(|account| account.told(&resource.faults))
        .collect();
    Ok(Json(json!({ "accounts": told })))
}

/// `GET /accounts/{id}`.
pub async fn show(
    State(resource): State<Shared>,
    id: Result<Path<String>, PathRejection>,
    request: Parts,
) -> Result<Json<Value>, Refusal> {
    let entitlement = checks::admit(&resource, &request, Access::Accounts).await?;
    let Path(id) = id.map_err(|_| Refusal::NoSuchResource)?;
    let shows_any = resource.faults.commits(&faulty::SHOWS_ACCOUNTS_OF_OTHERS);
    let mut accounts = resource.accounts.iter();
    let found = accounts.find(|account| account.account_id == id);
    let covered = found.filter(|account| {
        entitlement.covers(account) || shows_any && account.customer != entitlement.customer
    });
    let told = covered.map(|account| account.told(&resource.faults));
    told.map(Json).ok_or(Refusal::NoSuchResource)
}
