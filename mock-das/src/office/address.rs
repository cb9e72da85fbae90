//! From where calls are taken: WIPO and offices list one another's network addresses.

use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::{PoisonError, RwLock};

use http::request::Parts;
use mock_kit::{CallerAddress, FaultPlan};

use super::faults::token as faulty;
use crate::das_error::{DasError, Reason};

/// The list of addresses.
#[derive(Debug)]
pub struct AddressList(RwLock<Option<HashSet<IpAddr>>>);

impl AddressList {
    /// These addresses, or every one.
    pub fn of(addresses: Option<HashSet<IpAddr>>) -> Self {
        Self(RwLock::new(addresses))
    }

    /// Puts another list in its place.
    pub fn replace(&self, addresses: Option<HashSet<IpAddr>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = addresses;
    }

    /// Refuses a request from elsewhere.
    pub fn admit(&self, request: &Parts, faults: &FaultPlan) -> Result<(), DasError> {
        if self.lists(request) || faults.commits(&faulty::SERVES_ANY_ADDRESS) {
            return Ok(());
        }
        Err(Reason::NotEntitled("call from this network address").into())
    }

    fn lists(&self, request: &Parts) -> bool {
        let listed = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let caller = request.extensions.get::<CallerAddress>();
        let is_listed =
            |listed: &HashSet<IpAddr>| caller.is_some_and(|from| listed.contains(&from.0));
        listed.as_ref().is_none_or(is_listed)
    }
}
