//! Who is served: WIPO, calling from a listed address with one valid access token for this office.

use std::collections::HashSet;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use http::request::Parts;
use mock_kit::{Clock, FaultPlan};

use super::address::AddressList;
use super::careless_guard::CarelessGuard;
use super::faults::token::LAPSES;
use super::service::Shared;
use super::settings::Accepts;
use crate::das_error::DasError;
use crate::peer::{Admission, Guard};

/// Judges address and access token of every call.
#[derive(Debug)]
pub struct Doorkeeper {
    guard: Guard,
    careless: CarelessGuard,
    addresses: AddressList,
    faults: FaultPlan,
}

impl Doorkeeper {
    /// A doorkeeper that lets WIPO in and nobody else.
    pub fn new(
        accepts: Accepts,
        addresses: Option<HashSet<IpAddr>>,
        http: reqwest::Client,
        clock: Clock,
        faults: FaultPlan,
    ) -> Self {
        let careless = CarelessGuard::new(&accepts, http.clone(), clock.clone(), faults.clone());
        let admission = Admission {
            issuer: accepts.issuer,
            caller: accepts.client_id,
            audience: accepts.audience,
            scope: accepts.scope,
        };
        Self {
            guard: Guard::new(admission, http, clock, faults.clone(), LAPSES),
            careless,
            addresses: AddressList::of(addresses),
            faults,
        }
    }

    /// The scope that tokens must cover.
    pub fn scope(&self) -> &str {
        self.guard.scope()
    }

    /// Takes calls from these addresses only.
    pub fn allow(&self, addresses: Option<Vec<IpAddr>>) {
        self.addresses.replace(addresses.map(HashSet::from_iter));
    }

    async fn admit(&self, request: &Parts) -> Result<(), DasError> {
        self.addresses.admit(request, &self.faults)?;
        match self.careless.judges(request).await {
            Some(judged) => judged,
            None => self.guard.admit(request).await,
        }
    }
}

/// WIPO, as the caller of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Wipo;

impl FromRequestParts<Shared> for Wipo {
    type Rejection = DasError;

    async fn from_request_parts(request: &mut Parts, service: &Shared) -> Result<Self, DasError> {
        service.doorkeeper.admit(request).await.map(|()| Self)
    }
}
