//! A party that waits to be judged as a guest: among parties of whoever judges it, at ports at which nobody of ours listens.

mod ciba_client;
mod connector;
mod web_client;

use mock_kit::ControlHandle;
use mock_oidc::registering_party;
use serde_json::Value;
use url::Url;

use super::{Ground, Place, broken};
use crate::error::HarnessError;
use crate::requirement::Role;
use crate::requirement::backchannel_wire::DeliveryMode;

/// A party that waits to be judged, and what has to be known of it.
pub struct Guest {
    /// What it is called: by its client id, where it has one.
    pub name: &'static str,
    /// Which party it is, and where.
    pub party: GuestParty,
    /// Its public keys, where it has some of its own.
    pub key_set: Option<Value>,
    /// The certificate that it shows or is known by, in PEM.
    pub certificate_pem: Option<String>,
    /// With what the parties of the judge show themselves, where it has to know them beforehand: certificate and key, in PEM.
    pub host_pem: Option<(String, String)>,
}

/// A party that waits to be judged, with the ports at which it finds the parties of its judge.
pub enum GuestParty {
    /// A web client.
    WebClient {
        /// The client itself.
        handle: mock_oidc::client::Handle,
        /// The port of the authorization server.
        server_port: u16,
        /// The port of the resource.
        resource_port: u16,
    },
    /// A client of the back channel.
    CibaClient {
        /// The client itself.
        handle: mock_oidc::ciba_client::Handle,
        /// How results reach it.
        delivery: DeliveryMode,
        /// The port of the authorization server.
        server_port: u16,
    },
    /// One that registers recipients, and is told where.
    RegisteringParty(registering_party::Handle),
    /// A connector that asks a DAPS.
    Connector {
        /// The connector itself.
        handle: mock_oidc::connector::Handle,
        /// The port of the DAPS.
        daps_port: u16,
    },
}

impl Guest {
    /// Starts the one of which the profile demands something.
    pub(super) async fn start(ground: &Ground) -> Result<Option<Self>, HarnessError> {
        let is_demanded = |role| ground.settings.roles.contains(&role);
        Ok(if is_demanded(Role::OauthClient) {
            Some(Box::pin(web_client::start(ground)).await?)
        } else if is_demanded(Role::CibaClient) {
            Some(Box::pin(ciba_client::start(ground)).await?)
        } else if is_demanded(Role::RegisteringParty) {
            Some(registering_party(ground).await?)
        } else if is_demanded(Role::Connector) {
            Some(connector::start(ground).await?)
        } else {
            None
        })
    }

    /// Control over it.
    pub(super) fn control(&self) -> ControlHandle {
        let control = match &self.party {
            GuestParty::WebClient { handle, .. } => handle.control(),
            GuestParty::CibaClient { handle, .. } => handle.control(),
            GuestParty::RegisteringParty(handle) => handle.control(),
            GuestParty::Connector { handle, .. } => handle.control(),
        };
        control.clone().called(self.name)
    }

    /// Its address.
    pub fn base(&self) -> &Url {
        match &self.party {
            GuestParty::WebClient { handle, .. } => handle.base(),
            GuestParty::CibaClient { handle, .. } => handle.base(),
            GuestParty::RegisteringParty(handle) => handle.base(),
            GuestParty::Connector { handle, .. } => handle.base(),
        }
    }
}

/// One that needs to know nothing beforehand.
async fn registering_party(ground: &Ground) -> Result<Guest, HarnessError> {
    let listener = ground.listener(Place::Guest);
    let handle = registering_party::spawn(&listener, ground.clock_at(Place::Guest)).await;
    Ok(Guest {
        name: "platform",
        party: GuestParty::RegisteringParty(handle.map_err(broken)?),
        key_set: None,
        certificate_pem: None,
        host_pem: None,
    })
}

/// Where the authorization server of the judge is, once it runs.
fn issuer_at(port: u16, ground: &Ground) -> Result<Url, HarnessError> {
    let path = &ground.settings.wire.authorization_server.issuer_path;
    at(port, path)
}

fn at(port: u16, path: &str) -> Result<Url, HarnessError> {
    Url::parse(&format!("https://localhost:{port}{path}")).map_err(broken)
}
