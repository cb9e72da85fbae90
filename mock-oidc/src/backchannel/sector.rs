//! The host by which a client of the back channel knows users under names of their own (CIBA, 4, pairwise identifiers).

use serde_json::Value;
use url::Url;

use super::registration::{Reading, wrong};
use crate::authorization::subject;
use crate::authorization_server::AuthorizationServer;
use crate::faults::backchannel_registration::{
    IGNORES_THE_DOCUMENT_OF_A_SECTOR, IGNORES_THE_SECTOR_OF_THE_BACK_CHANNEL,
    REGISTERS_PAIRWISE_CLIENTS_WITHOUT_A_SECTOR,
};
use crate::key_sets;
use crate::settings::{Client, ClientKeys, DeliveryMode};
use crate::state::client::{RegisteredClient, RegistrationError};

const SECTOR: &str = "sector_identifier_uri";

/// The sector of a client that registers for names of its own: that of the document it names, or else the host of its keys or of its
/// notification endpoint.
pub(super) fn of(
    reading: &Reading<'_>,
    mode: DeliveryMode,
) -> Result<Option<String>, RegistrationError> {
    let pairwise = reading.metadata.get("subject_type").and_then(Value::as_str);
    if pairwise != Some("pairwise") {
        return Ok(None);
    }
    let host = stated(reading.client).or_else(|| host(&own_address(reading.client, mode)?));
    match host {
        Some(host) => Ok(Some(host)),
        None if reading
            .faults
            .commits(&REGISTERS_PAIRWISE_CLIENTS_WITHOUT_A_SECTOR) =>
        {
            Ok(Some(reading.client.client_id.clone()))
        }
        None => Err(wrong(
            "there is no address that names of its own could go by",
        )),
    }
}

/// Whether the document of the sector, where the client names one, lists the address that the client owns.
///
/// # Errors
/// [`RegistrationError::Backchannel`] when it does not, or cannot be read.
pub async fn check(server: &AuthorizationServer, client: &Client) -> Result<(), RegistrationError> {
    let Some(document) = document(client) else {
        return Ok(());
    };
    if server.faults.commits(&IGNORES_THE_DOCUMENT_OF_A_SECTOR) {
        return Ok(());
    }
    let listed = key_sets::fetch(server, &document).await.unwrap_or_default();
    let own = own_address(client, mode(client));
    let own = own.ok_or_else(|| wrong("there is no address for the sector to list"))?;
    let known = listed.as_array().into_iter().flatten();
    known
        .filter_map(Value::as_str)
        .any(|one| one == own.as_str())
        .then_some(())
        .ok_or_else(|| wrong("the document of the sector does not list the client's address"))
}

/// What `client` calls the user with this local subject.
#[must_use]
pub fn name_of(server: &AuthorizationServer, client: &RegisteredClient, local: &str) -> String {
    let own = client.backchannel.as_ref();
    match own.and_then(|own| own.sector.as_deref()) {
        Some(_)
            if server
                .faults
                .commits(&IGNORES_THE_SECTOR_OF_THE_BACK_CHANNEL) =>
        {
            local.to_owned()
        }
        Some(sector) => subject::pairwise(server, sector, local),
        None => subject::within(server, &client.client_id, local),
    }
}

fn stated(client: &Client) -> Option<String> {
    host(&document(client)?)
}

fn document(client: &Client) -> Option<Url> {
    let stated = client.backchannel.as_ref()?.get(SECTOR)?.as_str()?;
    Url::parse(stated).ok()
}

fn mode(client: &Client) -> DeliveryMode {
    let stated = client.backchannel.as_ref();
    let stated = stated.and_then(|all| all.get("backchannel_token_delivery_mode"));
    let named = stated.and_then(Value::as_str).and_then(DeliveryMode::named);
    named.unwrap_or(DeliveryMode::Poll)
}

/// What stands in the place of a redirect URI: the address of the keys, for pushes the notification endpoint.
fn own_address(client: &Client, mode: DeliveryMode) -> Option<Url> {
    if mode == DeliveryMode::Push {
        let name = "backchannel_client_notification_endpoint";
        let stated = client.backchannel.as_ref()?.get(name)?.as_str()?;
        return Url::parse(stated).ok();
    }
    match &client.keys {
        ClientKeys::JwksUrl(address) => Some(address.clone()),
        ClientKeys::Jwks(_) | ClientKeys::CertificatePem(_) => None,
    }
}

fn host(address: &Url) -> Option<String> {
    address.host_str().map(str::to_owned)
}
