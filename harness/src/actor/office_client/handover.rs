//! What a driver is handed: a folder of its own with the files that it needs, and the values of the contract.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::{Operation, Order, Surroundings};
use crate::exchange::sender::RESPONSE_LIMIT;
use crate::private;
use crate::stop::Stop;

/// A folder with files, and the variables that name them. The folder goes when this is dropped.
#[derive(Debug)]
pub struct Handover {
    folder: PathBuf,
    document: PathBuf,
    retrieves: bool,
    /// The variables of the contract.
    pub variables: Vec<(&'static str, String)>,
}

impl Handover {
    /// Writes the files of an order.
    pub fn prepare(order: &Order, surroundings: &Surroundings) -> Result<Self, Stop> {
        let name = format!("das-client-{}", mock_kit::entropy::identifier());
        let folder = std::env::temp_dir().join(name);
        private::create_folder(&folder).map_err(Stop::harness_bug)?;
        let mut handover = Self {
            document: folder.join(format!("document.{}", order.format)),
            retrieves: order.operation == Operation::Retrieve,
            variables: Vec::new(),
            folder,
        };
        handover.write_files(order, surroundings)?;
        handover.name_values(order, surroundings);
        Ok(handover)
    }

    /// The folder that the driver may use.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The document that a retrieval has left.
    pub fn document(&self) -> Option<Vec<u8>> {
        let file = std::fs::File::open(&self.document).ok()?;
        let mut content = Vec::new();
        let mut head = file.take(RESPONSE_LIMIT as u64);
        let read = head.read_to_end(&mut content).ok();
        read.filter(|_| self.retrieves).map(|_| content)
    }

    fn write_files(&mut self, order: &Order, surroundings: &Surroundings) -> Result<(), Stop> {
        let authority = self.folder.join("ca.pem");
        write(&authority, surroundings.authority_pem.as_bytes())?;
        self.name("DAS_CA_FILE", shown(&authority));
        if let Some(content) = &order.content {
            write(&self.document, content)?;
        }
        self.name("DAS_DOCUMENT_FILE", shown(&self.document));
        if let Some(file) = &surroundings.key_file {
            self.name("DAS_KEY_FILE", shown(file));
        } else if let Some(pem) = &surroundings.private_key_pem {
            let key = self.folder.join("key.pem");
            write(&key, pem.as_bytes())?;
            self.name("DAS_KEY_FILE", shown(&key));
        }
        self.name("DAS_WORK_DIR", shown(&self.folder));
        Ok(())
    }

    fn name_values(&mut self, order: &Order, surroundings: &Surroundings) {
        for (name, value) in values(order, surroundings) {
            self.name(name, value);
        }
    }

    fn name(&mut self, name: &'static str, value: String) {
        self.variables.push((name, value));
    }
}

impl Drop for Handover {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn write(file: &Path, octets: &[u8]) -> Result<(), Stop> {
    private::write(file, octets).map_err(Stop::harness_bug)
}

/// The values of the contract that are no files.
pub fn values(order: &Order, surroundings: &Surroundings) -> Vec<(&'static str, String)> {
    let base = surroundings.das_base.as_str().trim_end_matches('/');
    let mut values = vec![
        ("DAS_ISSUER", surroundings.issuer.clone()),
        ("DAS_BASE", base.to_owned()),
        ("DAS_CLIENT_ID", surroundings.client_id.clone()),
        ("DAS_SCOPE", surroundings.scope.clone()),
        ("DAS_OPERATION", order.operation.name().to_owned()),
        ("DAS_DOCUMENT_KIND", order.kind.clone()),
        ("DAS_DOCUMENT_NUMBER", order.number.clone()),
        ("DAS_DOCUMENT_DATE", order.date.clone()),
        ("DAS_ACCESS_CODE", order.access_code.clone()),
        ("DAS_DOCUMENT_FORMAT", order.format.to_owned()),
    ];
    if let Some(audience) = &surroundings.audience {
        values.push(("DAS_AUDIENCE", audience.clone()));
    }
    if order.leading_zero {
        values.push(("DAS_LEADING_ZERO", "1".to_owned()));
    }
    values
}
