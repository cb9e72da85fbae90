//! What opens the client registration endpoint.

use super::super::raw::{RawRegistration, RawRegistry};
use super::super::resolved::Secrets;
use super::{Resolved, Resolver};
use crate::actor::environment::registration::RegistrationAccess;
use crate::actor::environment::registry::RegistryFacts;
use crate::requirement::Profile;

/// The key of the target file that it stands under.
const KEY: &str = "registration";

impl Resolver<'_> {
    /// What opens the endpoint; an initial access token is added to what no report may show.
    pub(super) fn registration(
        &self,
        raw: Option<&RawRegistration>,
        profile: &Profile,
        secrets: &mut Secrets,
    ) -> Resolved<Option<RegistrationAccess>> {
        let Some(raw) = raw else { return Ok(None) };
        let Some(wire) = &profile.wire.authorization_server.registration else {
            let problem = format!("{} registers no clients over the wire", profile.name);
            return Err(self
                .blame(&[KEY], problem)
                .fix("remove `registration`, or name the profile `fdx-registration`"));
        };
        match (&raw.initial_access_token_file, &raw.scope, raw.open) {
            (None, scope, false) => {
                let scope = scope.clone().unwrap_or_else(|| wire.scope.clone());
                Ok(Some(RegistrationAccess::Scope(scope)))
            }
            (None, None, true) => Ok(Some(RegistrationAccess::Open)),
            (Some(file), None, false) => {
                let token = self.token(file, &[KEY, "initial_access_token_file"])?;
                secrets.0.push(token.clone());
                Ok(Some(RegistrationAccess::Given(token)))
            }
            _ => Err(self
                .blame(&[KEY], "there are several ways into the endpoint")
                .fix("give one of `scope`, `initial_access_token_file` and `open`")),
        }
    }

    /// Where the registry is; its access token is added to what no report may show.
    pub(super) fn registry(
        &self,
        raw: Option<&RawRegistry>,
        secrets: &mut Secrets,
    ) -> Resolved<Option<RegistryFacts>> {
        let Some(raw) = raw else { return Ok(None) };
        let mut base = self.address(&raw.base, &["registry", "base"])?;
        let path = base.path().trim_end_matches('/').to_owned();
        base.set_path(&format!("{path}/"));
        let access_token =
            self.token(&raw.access_token_file, &["registry", "access_token_file"])?;
        secrets.0.push(access_token.clone());
        Ok(Some(RegistryFacts { base, access_token }))
    }
}
