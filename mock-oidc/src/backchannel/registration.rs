//! What a client registers for the back channel (CIBA, 4), read strictly.

use mock_kit::FaultPlan;
use serde_json::{Map, Value};
use url::Url;

use super::sector;
use crate::checks::grant_type::Grant;
use crate::faults::backchannel_registration::{
    REGISTERS_PLAIN_HTTP_NOTIFICATION_ENDPOINTS, REGISTERS_PUSH_CLIENTS_WHERE_THEY_ARE_BARRED,
    REGISTERS_UNKNOWN_DELIVERY_MODES, REGISTERS_WITHOUT_A_DELIVERY_MODE,
    REGISTERS_WITHOUT_A_NOTIFICATION_ENDPOINT, REGISTERS_WITHOUT_THE_CIBA_GRANT,
};
use crate::settings::{Algorithm, AuthorizationVariant, BackchannelVariant, Client, DeliveryMode};
use crate::state::client::RegistrationError;

/// How the back channel knows a client.
#[derive(Clone, Debug)]
pub struct BackchannelRegistration {
    /// How results reach it.
    pub mode: DeliveryMode,
    /// Where it is notified.
    pub notification_endpoint: Option<Url>,
    /// What it signs requests with; nothing for one that signs none.
    pub request_algorithm: Option<Algorithm>,
    /// Whether it asks users for their codes.
    pub user_code: bool,
    /// The host by which it knows users under names of their own (OIDC Core, 8.1).
    pub sector: Option<String>,
}

/// What is read, and what it is held against.
pub(super) struct Reading<'a> {
    /// The members of the registration by their names.
    pub metadata: &'a Map<String, Value>,
    /// The client around them.
    pub client: &'a Client,
    /// What the server has on offer.
    pub offer: &'a BackchannelVariant,
    /// The faults committed.
    pub faults: &'a FaultPlan,
}

/// Reads what `client` registers; nothing where it has no part in the back channel.
///
/// # Errors
/// [`RegistrationError::Backchannel`] for the first thing that is wrong.
pub fn read(
    client: &Client,
    rules: Option<&AuthorizationVariant>,
    faults: &FaultPlan,
) -> Result<Option<BackchannelRegistration>, RegistrationError> {
    let Some(metadata) = &client.backchannel else {
        return Ok(None);
    };
    let offer = rules.and_then(|rules| rules.backchannel.as_ref());
    let reading = Reading {
        metadata,
        client,
        offer: offer.ok_or_else(|| wrong("there is no back channel"))?,
        faults,
    };
    let mode = reading.mode()?;
    reading.grant(mode)?;
    Ok(Some(BackchannelRegistration {
        mode,
        notification_endpoint: reading.notification_endpoint(mode)?,
        request_algorithm: reading.request_algorithm()?,
        user_code: reading.user_code()?,
        sector: sector::of(&reading, mode)?,
    }))
}

/// A registration that is refused for this.
pub(super) fn wrong(what: &'static str) -> RegistrationError {
    RegistrationError::Backchannel(what)
}

impl Reading<'_> {
    /// The client states one mode, which is on offer.
    fn mode(&self) -> Result<DeliveryMode, RegistrationError> {
        let barred = |mode: &DeliveryMode| {
            !self.offer.delivery_modes.contains(mode)
                && !self
                    .faults
                    .commits(&REGISTERS_PUSH_CLIENTS_WHERE_THEY_ARE_BARRED)
        };
        match self.metadata.get("backchannel_token_delivery_mode") {
            Some(Value::String(name)) if DeliveryMode::named(name).is_some() => {
                let mode = DeliveryMode::named(name).filter(|mode| !barred(mode));
                mode.ok_or_else(|| wrong("the delivery mode is not on offer"))
            }
            Some(_) if self.faults.commits(&REGISTERS_UNKNOWN_DELIVERY_MODES) => {
                Ok(DeliveryMode::Poll)
            }
            None if self.faults.commits(&REGISTERS_WITHOUT_A_DELIVERY_MODE) => {
                Ok(DeliveryMode::Poll)
            }
            Some(_) => Err(wrong("the delivery mode is not one of poll, ping and push")),
            None => Err(wrong("the delivery mode is missing")),
        }
    }

    /// Whoever asks for tokens lists the grant for that.
    fn grant(&self, mode: DeliveryMode) -> Result<(), RegistrationError> {
        let grants = self.metadata.get("grant_types").and_then(Value::as_array);
        let listed = grants.is_some_and(|all| all.iter().any(|one| one == Grant::Ciba.name()));
        let needless =
            mode == DeliveryMode::Push || self.faults.commits(&REGISTERS_WITHOUT_THE_CIBA_GRANT);
        (listed || needless)
            .then_some(())
            .ok_or_else(|| wrong("the CIBA grant is not among the grants"))
    }

    /// Whoever is notified says where, and it is over TLS.
    fn notification_endpoint(&self, mode: DeliveryMode) -> Result<Option<Url>, RegistrationError> {
        if !mode.notifies() {
            return Ok(None);
        }
        let stated = self
            .metadata
            .get("backchannel_client_notification_endpoint");
        let Some(stated) = stated else {
            return self
                .faults
                .commits(&REGISTERS_WITHOUT_A_NOTIFICATION_ENDPOINT)
                .then_some(None)
                .ok_or_else(|| wrong("the notification endpoint is missing"));
        };
        let address = stated.as_str().and_then(|text| Url::parse(text).ok());
        let plain = self
            .faults
            .commits(&REGISTERS_PLAIN_HTTP_NOTIFICATION_ENDPOINTS);
        address
            .filter(|address| address.scheme() == "https" || plain)
            .map(Some)
            .ok_or_else(|| wrong("the notification endpoint is not reached over TLS"))
    }

    fn request_algorithm(&self) -> Result<Option<Algorithm>, RegistrationError> {
        let name = "backchannel_authentication_request_signing_alg";
        let stated = self.metadata.get(name).map(|value| value.as_str());
        stated
            .map(|name| name.and_then(Algorithm::named))
            .map(|known| known.ok_or_else(|| wrong("the signing algorithm is not known")))
            .transpose()
    }

    fn user_code(&self) -> Result<bool, RegistrationError> {
        match self.metadata.get("backchannel_user_code_parameter") {
            None => Ok(false),
            Some(Value::Bool(supported)) => Ok(*supported),
            Some(_) => Err(wrong("the support of user codes is neither true nor false")),
        }
    }
}
