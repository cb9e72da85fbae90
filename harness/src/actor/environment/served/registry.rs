//! The registry of recipients, and the agreement of the authorization server with it.

use mock_oidc::registry;

use super::super::built_in::registry::{
    TOKEN_OF_THE_JUDGE, TOKEN_OF_THE_SERVER, callers, known_recipients,
};
use super::super::registry::AGREED;
use super::{Ground, Place, broken, stopped};
use crate::error::HarnessError;

/// The running registry.
pub struct Registry {
    /// The registry itself.
    pub handle: registry::Handle,
    /// What a caller shows there.
    pub access_token: &'static str,
}

impl Registry {
    /// Starts it where the profile registers recipients, and has the authorization server ask it.
    pub(super) async fn start(
        ground: &Ground,
        server: &mock_oidc::Handle,
    ) -> Result<Option<Self>, HarnessError> {
        if ground
            .settings
            .wire
            .authorization_server
            .registration
            .is_none()
        {
            return Ok(None);
        }
        let settings = registry::Settings {
            listener: ground.listener(Place::Registry),
            clock: ground.clock.clone(),
            callers: callers(),
            recipients: known_recipients().map_err(stopped)?,
        };
        let handle = registry::spawn(settings).await.map_err(broken)?;
        let base = handle.base().clone();
        server.agree_on_registry(AGREED, base, TOKEN_OF_THE_SERVER.to_owned());
        Ok(Some(Self {
            handle,
            access_token: TOKEN_OF_THE_JUDGE,
        }))
    }
}
