//! What customers of the authorization server own, as a resource of its own.

use mock_oidc::resource::{self, Settings, spawn};
use p256::SecretKey;
use p256::elliptic_curve::Generate as _;

use super::super::built_in::resource::{ANOTHER_SUBJECT, credentials, protection, registration};
use super::super::users::SUBJECT;
use super::{Ground, Place, broken, stopped};
use crate::error::HarnessError;
use crate::requirement::Role;

/// Starts it where the profile has users and demands something of what they own.
pub(super) async fn start(
    ground: &Ground,
    server: &mock_oidc::Handle,
) -> Result<Option<resource::Handle>, HarnessError> {
    let wire = &ground.settings.wire.authorization_server;
    let is_demanded = ground.settings.roles.contains(&Role::ResourceServer);
    let Some(users) = wire.authorization.as_ref().filter(|_| is_demanded) else {
        return Ok(None);
    };
    let key = SecretKey::generate();
    server.register(registration(&key)).map_err(broken)?;
    let settings = Settings {
        listener: ground.users_listener(Place::Resource),
        clock: ground.clock.clone(),
        issuer: server.issuer().clone(),
        trust: vec![ground.authority_pem()],
        credentials: credentials(&key).map_err(stopped)?,
        sender_constrained: wire.sender_constrained,
        consent: users.authorization_details,
        accounts: protection(&users.resources.reading),
        payments: protection(&users.resources.paying),
        customers: [SUBJECT, ANOTHER_SUBJECT].map(str::to_owned).to_vec(),
        origins: Vec::new(),
    };
    spawn(settings).await.map(Some).map_err(broken)
}
