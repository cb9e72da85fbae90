//! What a registering party says of an application (FDX API Security Profile, 2A and 2B; RFC 7591, 2).

use serde_json::{Value, json};

use super::faults::registration::{
    FLATTENS_CHAINS, NAMES_ADDRESSES_WITHOUT_TLS, OMITS_INTERMEDIARIES_FROM_REGISTRATIONS,
    OMITS_SCOPE_FROM_REGISTRATIONS, REGISTERS_APPLICATIONS_UNDER_ONE_NAME,
    REGISTERS_LESS_SCOPE_THAN_IT_ASKS_FOR, REGISTERS_THE_SCOPE_OF_ALL_APPLICATIONS,
};
use super::party::RegisteringParty;
use super::settings::{Application, Intermediary};
use super::signing::SigningKey;
use super::trouble::Trouble;

impl RegisteringParty {
    /// The metadata of an application that signs with this key.
    pub(super) fn metadata(
        &self,
        application: &Application,
        key: &SigningKey,
        chain: &[Intermediary],
    ) -> Result<Value, Trouble> {
        let mut metadata = json!({
            "client_name": application.client_name,
            "description": application.description,
            "client_uri": application.client_uri,
            "logo_uri": application.logo_uri,
            "redirect_uris": [application.redirect_uri],
            "scope": application.scope.join(" "),
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "private_key_jwt",
            "jwks": key.key_set()?,
        });
        if !chain.is_empty() {
            metadata["intermediaries"] = json!(chain);
        }
        self.bend_metadata(&mut metadata);
        self.bend_chain(&mut metadata);
        Ok(metadata)
    }

    fn bend_metadata(&self, metadata: &mut Value) {
        let faults = &self.faults;
        let every = || self.settings.applications.iter();
        if faults.commits(&REGISTERS_APPLICATIONS_UNDER_ONE_NAME)
            && let Some(first) = every().next()
        {
            metadata["client_name"] = json!(first.client_name);
        }
        if faults.commits(&REGISTERS_THE_SCOPE_OF_ALL_APPLICATIONS) {
            let scope: Vec<&str> = every()
                .flat_map(|each| each.scope.iter().map(String::as_str))
                .collect();
            metadata["scope"] = json!(scope.join(" "));
        }
        if faults.commits(&REGISTERS_LESS_SCOPE_THAN_IT_ASKS_FOR) {
            metadata["scope"] = json!("openid");
        }
        if faults.commits(&NAMES_ADDRESSES_WITHOUT_TLS) {
            metadata["logo_uri"] = json!("http://recipient.invalid/logo.png");
        }
        if faults.commits(&OMITS_SCOPE_FROM_REGISTRATIONS)
            && let Value::Object(members) = metadata
        {
            members.shift_remove("scope");
        }
    }

    fn bend_chain(&self, metadata: &mut Value) {
        let Some(Value::Array(chain)) = metadata.get_mut("intermediaries") else {
            return;
        };
        if self
            .faults
            .commits(&OMITS_INTERMEDIARIES_FROM_REGISTRATIONS)
        {
            chain.truncate(1);
        }
        if self.faults.commits(&FLATTENS_CHAINS) {
            let below = chain.iter_mut().filter_map(|each| {
                let members = each.as_object_mut()?;
                members
                    .shift_remove("sub_intermediaries")?
                    .as_array()
                    .cloned()
            });
            let below: Vec<Value> = below.flatten().collect();
            chain.extend(below);
        }
    }
}
