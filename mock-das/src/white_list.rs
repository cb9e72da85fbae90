//! The list of authorised clients, which DAS keeps itself (DAS-AUTH-37).

use std::sync::{PoisonError, RwLock};

use indexmap::IndexMap;
use mock_kit::FaultPlan;

use crate::faults::access_token as faulty;
use crate::settings::Office;

/// Which OAuth client speaks for which office.
#[derive(Debug, Default)]
pub struct WhiteList {
    entries: RwLock<IndexMap<String, Entry>>,
}

#[derive(Clone, Debug)]
struct Entry {
    office: Office,
    listed: bool,
}

impl WhiteList {
    /// A list with these offices.
    pub fn of(offices: &[Office]) -> Self {
        let list = Self::default();
        for office in offices {
            list.allow(office);
        }
        list
    }

    /// Puts a client on the list.
    pub fn allow(&self, office: &Office) {
        let entry = Entry {
            office: office.clone(),
            listed: true,
        };
        self.write(|entries| {
            entries.insert(office.client_id.clone(), entry);
        });
    }

    /// Takes a client off the list; it works at once, whatever tokens the client still holds.
    pub fn delist(&self, client_id: &str) {
        self.write(|entries| {
            if let Some(entry) = entries.get_mut(client_id) {
                entry.listed = false;
            }
        });
    }

    /// The office for which a client speaks, if the client is on the list.
    pub fn office_of(&self, client_id: &str, faults: &FaultPlan) -> Option<Office> {
        match self.entry(client_id) {
            Some(entry) if entry.listed => Some(entry.office),
            Some(entry) if faults.commits(&faulty::KEEPS_SERVING_DELISTED_CLIENTS) => {
                Some(entry.office)
            }
            None if faults.commits(&faulty::SERVES_UNLISTED_CLIENTS) => Some(stranger(client_id)),
            _ => None,
        }
    }

    /// The listed office with this code.
    pub fn office_called(&self, code: &str) -> Option<Office> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        let mut listed = entries.values().filter(|entry| entry.listed);
        let found = listed.find(|entry| entry.office.code == code);
        found.map(|entry| entry.office.clone())
    }

    /// As whom a fault serves a caller that did not say who it is.
    pub fn first(&self) -> Office {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        let first = entries.values().find(|entry| entry.listed);
        first.map_or_else(|| stranger("nobody"), |entry| entry.office.clone())
    }

    fn entry(&self, client_id: &str) -> Option<Entry> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        entries.get(client_id).cloned()
    }

    fn write(&self, change: impl FnOnce(&mut IndexMap<String, Entry>)) {
        change(&mut self.entries.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The office that a fault invents for an unlisted client.
fn stranger(client_id: &str) -> Office {
    Office {
        code: "XX".to_owned(),
        client_id: client_id.to_owned(),
        api: None,
        depositing: true,
        accessing: true,
        addresses: Vec::new(),
        encryption_keys: None,
    }
}
