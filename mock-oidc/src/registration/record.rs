//! What is remembered of clients that were registered over the wire.

use std::collections::HashMap;

use super::metadata::Metadata;
use crate::settings::{Client, ClientStatus};

/// One registration, from its acceptance to its deletion.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The client as the rest of the server knows it.
    pub client: Client,
    /// Its metadata, with what was provisioned (RFC 7591, 3.2.1).
    pub metadata: Metadata,
    /// When it was registered.
    pub issued_at: i64,
    /// What opens the client configuration endpoint (RFC 7592, 3).
    pub access_token: String,
    /// The thumbprint of the certificate that the token above is bound to (RFC 8705, 3).
    pub certificate: Option<String>,
}

/// All of them, and how they are decided on.
#[derive(Debug, Default)]
pub struct Registrations {
    /// By client id.
    pub by_client_id: HashMap<String, Registration>,
    /// Whether whoever looks into new recipients takes time (FDX API Security Profile, 2B 2).
    pub decided_later: bool,
}

impl Registrations {
    /// The status that a new registration begins with (FDX API Security Profile, 2A 5a).
    #[must_use]
    pub fn first_status(&self) -> ClientStatus {
        if self.decided_later {
            ClientStatus::Pending
        } else {
            ClientStatus::Approved
        }
    }

    /// Gives a registration another status, and returns its client.
    pub fn decide(&mut self, client_id: &str, status: ClientStatus) -> Option<Client> {
        let registration = self.by_client_id.get_mut(client_id)?;
        registration.client.status = status;
        Some(registration.client.clone())
    }

    /// A registration under this client name, whoever made it.
    #[must_use]
    pub fn of_name(&self, client_name: &str) -> Option<&Registration> {
        let mut all = self.by_client_id.values();
        all.find(|known| {
            known
                .metadata
                .0
                .get("client_name")
                .and_then(|name| name.as_str())
                == Some(client_name)
        })
    }
}
