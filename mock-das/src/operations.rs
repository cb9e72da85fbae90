//! The operations of the exchange API: where each stands and how its success is told. Data of the wire variant.

use std::collections::BTreeSet;

use axum::routing::MethodFilter;
use http::{Method, StatusCode};
use serde::{Deserialize, Serialize};

/// The path below the base at which a DAS describes itself.
pub const DESCRIPTION_PATH: &str = "/openapi.json";

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Operation {
    /// Its method.
    pub method: String,
    /// Its path below the base.
    pub path: String,
    /// Other paths at which it is served as well.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The statuses that tell its success: the one that we answer, then the others that are as good.
    pub success_statuses: Vec<u16>,
}

impl Operation {
    fn new(method: &str, path: &str, success_statuses: &[u16]) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            aliases: Vec::new(),
            success_statuses: success_statuses.to_vec(),
        }
    }

    /// Its path without the slash at the front, to be joined to a base that ends in one.
    pub fn relative_path(&self) -> &str {
        self.path.trim_start_matches('/')
    }

    /// The status by which we tell its success.
    pub fn status(&self) -> StatusCode {
        let first = self.success_statuses.first().copied();
        first
            .and_then(|status| StatusCode::from_u16(status).ok())
            .unwrap_or(StatusCode::OK)
    }

    /// Whether a status tells its success.
    pub fn succeeds_with(&self, status: StatusCode) -> bool {
        self.success_statuses.contains(&status.as_u16())
    }

    /// Its path and the others.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.path)
            .chain(&self.aliases)
            .map(String::as_str)
    }

    /// Its method as the route table takes it.
    pub fn filter(&self) -> Option<MethodFilter> {
        let method: Method = self.method.parse().ok()?;
        MethodFilter::try_from(method).ok()
    }

    fn defect(&self) -> Option<String> {
        let unusable_path = self.paths().find(|path| !is_plain_path(path));
        if let Some(path) = unusable_path {
            return Some(format!("{path:?} is no path below the base"));
        }
        if self.filter().is_none() {
            return Some(format!("{:?} is no method", self.method));
        }
        let is_success = |status: &u16| (200..300).contains(status);
        let succeeds =
            !self.success_statuses.is_empty() && self.success_statuses.iter().all(is_success);
        (!succeeds).then(|| format!("{} has no statuses from 200 to 299", self.path))
    }
}

/// Begins with a slash and has none of the characters that mean something to the route table.
fn is_plain_path(path: &str) -> bool {
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || "-._~".contains(character);
    path.strip_prefix('/').is_some_and(|segments| {
        segments
            .split('/')
            .all(|segment| !segment.is_empty() && segment.chars().all(is_plain))
    })
}

/// All operations. An office's own API and the PCT service have theirs (retrieval, notification, download URL) at the same paths below
/// their own bases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Operations {
    /// A file id and an upload URL.
    pub upload_url: Operation,
    /// Another upload URL for the same file.
    pub renewed_upload_url: Operation,
    /// The state of a file.
    pub file_state: Operation,
    /// The deletion of a copy that was fetched.
    pub deletion: Operation,
    /// A registration.
    pub registration: Operation,
    /// A correction or replacement.
    pub correction: Operation,
    /// A withdrawal.
    pub withdrawal: Operation,
    /// What became of a registration request.
    pub registration_state: Operation,
    /// A certificate.
    pub certificate: Operation,
    /// The availability of a document.
    pub availability: Operation,
    /// A retrieval.
    pub retrieval: Operation,
    /// The states of retrievals.
    pub retrieval_states: Operation,
    /// A download URL.
    pub download_url: Operation,
    /// What one party tells another about a retrieval.
    pub notification: Operation,
}

impl Default for Operations {
    fn default() -> Self {
        let read = |path| Operation::new("GET", path, &[200]);
        let create = |path| Operation::new("POST", path, &[201, 200, 202]);
        let change = |path| Operation::new("PUT", path, &[200, 201, 202]);
        let delete = |path| Operation::new("DELETE", path, &[204, 200, 202]);
        Self {
            upload_url: create("/requests/files/url-uploads"),
            renewed_upload_url: change("/requests/files/url-uploads"),
            file_state: read("/requests/files"),
            deletion: delete("/requests/files"),
            registration: create("/requests/registrations"),
            correction: change("/requests/registrations"),
            withdrawal: delete("/requests/registrations"),
            registration_state: read("/requests/registrations"),
            certificate: read("/requests/registrations/certificates"),
            availability: read("/documents/registrations/statuses"),
            retrieval: create("/requests/retrievals"),
            retrieval_states: read("/requests/retrievals"),
            download_url: Operation {
                aliases: vec!["/requests/url-downloads".to_owned()],
                ..Operation::new("POST", "/requests/files/url-downloads", &[200, 201])
            },
            notification: Operation::new("POST", "/requests/notifications", &[204, 201, 200]),
        }
    }
}

impl Operations {
    /// Every operation.
    pub fn all(&self) -> [&Operation; 14] {
        [
            &self.upload_url,
            &self.renewed_upload_url,
            &self.file_state,
            &self.deletion,
            &self.registration,
            &self.correction,
            &self.withdrawal,
            &self.registration_state,
            &self.certificate,
            &self.availability,
            &self.retrieval,
            &self.retrieval_states,
            &self.download_url,
            &self.notification,
        ]
    }

    /// Why no route table can be made of these, where none can.
    pub fn defect(&self) -> Option<String> {
        let mut taken = BTreeSet::from([("GET", DESCRIPTION_PATH)]);
        for operation in self.all() {
            if let Some(defect) = operation.defect() {
                return Some(defect);
            }
            let clash = operation
                .paths()
                .find(|path| !taken.insert((operation.method.as_str(), path)));
            if let Some(path) = clash {
                return Some(format!("two operations at {} {path}", operation.method));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defect(change: impl FnOnce(&mut Operations)) -> String {
        let mut operations = Operations::default();
        change(&mut operations);
        operations.defect().unwrap_or_default()
    }

    #[test]
    fn the_operations_as_deployed_make_a_route_table() {
        assert_eq!(Operations::default().defect(), None);
    }

    #[test]
    fn what_makes_no_route_table_is_named() {
        let clash = defect(|all| all.withdrawal.path.clone_from(&all.deletion.path));
        assert_eq!(clash, "two operations at DELETE /requests/files");
        let open = defect(|all| all.retrieval.path = "/requests/{id}".to_owned());
        assert!(open.contains("is no path"), "{open}");
        let mute = defect(|all| all.retrieval.method = "FETCH".to_owned());
        assert!(mute.contains("is no method"), "{mute}");
        let failing = defect(|all| all.retrieval.success_statuses = vec![404]);
        assert!(failing.contains("no statuses"), "{failing}");
        let taken = defect(|all| all.file_state.path = DESCRIPTION_PATH.to_owned());
        assert_eq!(taken, "two operations at GET /openapi.json");
    }
}
