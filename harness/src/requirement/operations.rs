//! Where the operations of the exchange API stand under a profile, and by which statuses their success is told.
//!
//! An office's own API and the PCT service have theirs (retrieval, notification, download URL) at the same paths below their own bases.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OperationWire {
    /// Its method.
    pub method: Method,
    /// Its path below the base, `/requests/retrievals`.
    pub path: String,
    /// Other paths at which it may be served as well.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The statuses that tell its success: the one that our own parties answer, then those that are as good.
    pub success_statuses: Vec<u16>,
}

/// A method of HTTP that an operation may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// It reads.
    Get,
    /// It makes something.
    Post,
    /// It changes something.
    Put,
    /// It changes a part of something.
    Patch,
    /// It removes something.
    Delete,
}

impl Method {
    /// As it stands in a request.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// All operations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OperationsWire {
    /// A file id and an upload URL.
    pub upload_url: OperationWire,
    /// Another upload URL for the same file.
    pub renewed_upload_url: OperationWire,
    /// The state of a file.
    pub file_state: OperationWire,
    /// The deletion of a copy that was fetched.
    pub deletion: OperationWire,
    /// A registration.
    pub registration: OperationWire,
    /// A correction or replacement.
    pub correction: OperationWire,
    /// A withdrawal.
    pub withdrawal: OperationWire,
    /// What became of a registration request.
    pub registration_state: OperationWire,
    /// A certificate.
    pub certificate: OperationWire,
    /// The availability of a document.
    pub availability: OperationWire,
    /// A retrieval; DAS asks an office for it in the same way.
    pub retrieval: OperationWire,
    /// The states of retrievals.
    pub retrieval_states: OperationWire,
    /// A download URL; DAS asks an office and the PCT service for it in the same way.
    pub download_url: OperationWire,
    /// What one party tells another about a retrieval.
    pub notification: OperationWire,
}

impl OperationWire {
    /// Its path without the slash at the front, to be joined to a base that ends in one.
    pub fn relative_path(&self) -> &str {
        self.path.trim_start_matches('/')
    }

    /// Its path and the others.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.path)
            .chain(&self.aliases)
            .map(String::as_str)
    }

    /// Whether a request with this method and path, whatever its base, asks for it.
    pub fn is_asked_by(&self, method: &str, path: &str) -> bool {
        method == self.method.name() && self.paths().any(|own| path.ends_with(own))
    }

    fn defect(&self) -> Option<String> {
        if let Some(path) = self.paths().find(|path| !is_plain_path(path)) {
            return Some(format!("{path:?} is no path below the base"));
        }
        let is_success = |status: &u16| (200..300).contains(status);
        let succeeds =
            !self.success_statuses.is_empty() && self.success_statuses.iter().all(is_success);
        (!succeeds).then(|| format!("{} has no success statuses from 200 to 299", self.path))
    }
}

/// Begins with a slash and goes on with letters, digits and what URLs take without escaping.
fn is_plain_path(path: &str) -> bool {
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || "-._~".contains(character);
    path.strip_prefix('/').is_some_and(|segments| {
        segments
            .split('/')
            .all(|segment| !segment.is_empty() && segment.chars().all(is_plain))
    })
}

impl OperationsWire {
    /// Every operation with its name in profiles.
    pub fn all(&self) -> [(&'static str, &OperationWire); 14] {
        [
            ("upload-url", &self.upload_url),
            ("renewed-upload-url", &self.renewed_upload_url),
            ("file-state", &self.file_state),
            ("deletion", &self.deletion),
            ("registration", &self.registration),
            ("correction", &self.correction),
            ("withdrawal", &self.withdrawal),
            ("registration-state", &self.registration_state),
            ("certificate", &self.certificate),
            ("availability", &self.availability),
            ("retrieval", &self.retrieval),
            ("retrieval-states", &self.retrieval_states),
            ("download-url", &self.download_url),
            ("notification", &self.notification),
        ]
    }

    /// The first operation that cannot be told from the others or stands nowhere, and why.
    pub fn defect(&self) -> Option<(&'static str, String)> {
        let mut taken = BTreeSet::new();
        for (name, operation) in self.all() {
            if let Some(defect) = operation.defect() {
                return Some((name, defect));
            }
            let clash = operation
                .paths()
                .find(|path| !taken.insert((operation.method, path.to_owned())));
            if let Some(path) = clash {
                let method = operation.method.name();
                return Some((name, format!("another operation stands at {method} {path}")));
            }
        }
        None
    }
}
