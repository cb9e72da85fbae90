//! The service that all operations share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use indexmap::IndexMap;
use jiff::Timestamp;
use mock_kit::{Clock, FaultPlan};
use serde_json::{Value, json};
use url::Url;

use super::settings::Document;
use crate::content::checksum;
use crate::number::{DocumentKind, DocumentNumber, NumberError};
use crate::peer::Guard;
use crate::storage::{ObjectName, Place, UrlSigner};

/// The service, as its operations hold it.
pub type Shared = Arc<PctService>;

/// Number in its canonical spelling, and kind: every spelling reaches one document.
pub type Key = (String, DocumentKind);

/// A PCT service.
#[derive(Debug)]
pub struct PctService {
    /// The root of its addresses, ending in a slash.
    pub root: Url,
    /// The clock.
    pub clock: Clock,
    /// The faults in force.
    pub faults: FaultPlan,
    /// Who may call.
    pub guard: Guard,
    /// Signs download URLs.
    pub signer: UrlSigner,
    /// What is kept, by number and kind.
    pub documents: RwLock<IndexMap<Key, Kept>>,
    /// Since when the service has been unavailable, by a fault.
    pub unavailable_since: Mutex<Option<Timestamp>>,
}

/// A kept document and the object that its download URLs name.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The document.
    pub document: Document,
    /// The object.
    pub object: ObjectName,
}

impl PctService {
    /// Keeps a document, in the place of an earlier one with the same number and kind.
    pub fn keep(&self, document: Document) -> Result<(), NumberError> {
        let number = DocumentNumber::parse(&document.number, document.kind)?;
        let key = (number.canonical().to_owned(), document.kind);
        let object = ObjectName::fresh(Place::Library);
        let kept = Kept { document, object };
        let mut documents = self
            .documents
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        documents.insert(key, kept);
        Ok(())
    }

    /// The document under a key.
    pub fn find(&self, key: &Key) -> Option<Kept> {
        let documents = self
            .documents
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        documents.get(key).cloned()
    }

    /// The document whose download URLs name an object.
    pub fn at(&self, object: &ObjectName) -> Option<Document> {
        let documents = self
            .documents
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let found = documents.values().find(|kept| kept.object == *object);
        found.map(|kept| kept.document.clone())
    }

    /// Forgets what was kept.
    pub fn forget(&self) {
        let mut documents = self
            .documents
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        documents.clear();
        *self.unavailability() = None;
    }

    /// Since when the service has been unavailable.
    pub fn unavailability(&self) -> MutexGuard<'_, Option<Timestamp>> {
        self.unavailable_since
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// What is kept, for whoever controls the service: everything but contents.
    pub fn inspect(&self) -> Value {
        let documents = self
            .documents
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let listed = documents.iter().map(|((number, kind), kept)| {
            json!({
                "documentNumber": number,
                "documentKindCategory": kind,
                "documentDate": kept.document.date.to_string(),
                "size": kept.document.content.len(),
                "checksum": checksum(&kept.document.content),
                "availability": kept.document.availability.as_str(),
            })
        });
        json!({ "documents": listed.collect::<Vec<_>>() })
    }
}
