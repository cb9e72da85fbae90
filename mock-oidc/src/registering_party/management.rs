//! What a registering party does with its registrations: it reads, updates and deletes them (RFC 7592, 2).

use serde_json::{Value, json};
use url::Url;

use super::faults::management::{
    MANAGES_WITH_THE_TOKEN_FOR_REGISTERING, OMITS_THE_CLIENT_ID_FROM_UPDATES,
    SENDS_WHAT_THE_PROVIDER_ISSUED, UPDATES_WITH_ONE_MEMBER_ALONE,
};
use super::party::{Registered, RegisteringParty};
use super::provider::{Provider, address, served};
use super::trouble::Trouble;

/// What the provider says, and an update does not (RFC 7592, 2.2).
const ISSUED: [&str; 4] = [
    "registration_access_token",
    "registration_client_uri",
    "client_id_issued_at",
    "client_secret_expires_at",
];

impl RegisteringParty {
    /// Reads every registration (RFC 7592, 2.1).
    ///
    /// # Errors
    /// When the provider does not do what it should.
    pub async fn read(&self) -> Result<(), Trouble> {
        let provider = Provider::reach(&self.settings).await?;
        let before = self.registered().clone();
        for registered in &before {
            let request = provider.bound.get(registered.management.clone());
            let token = self.token_to_manage(&provider, registered).await?;
            let answer = request.bearer_auth(token).send().await?;
            self.remember(registered, served(answer, "a read").await?);
        }
        Ok(())
    }

    /// Gives every application another picture (RFC 7592, 2.2).
    ///
    /// # Errors
    /// When the provider does not do what it should.
    pub async fn change_logos(&self, logo_uri: &Url) -> Result<(), Trouble> {
        let provider = Provider::reach(&self.settings).await?;
        let before = self.registered().clone();
        for registered in &before {
            let request = provider.bound.put(registered.management.clone());
            let token = self.token_to_manage(&provider, registered).await?;
            let request = request.bearer_auth(token);
            let answer = request.json(&self.update_of(registered, logo_uri)).send();
            self.remember(registered, served(answer.await?, "an update").await?);
        }
        Ok(())
    }

    /// Deletes every registration (RFC 7592, 2.3).
    ///
    /// # Errors
    /// When the provider does not do what it should.
    pub async fn delete(&self) -> Result<(), Trouble> {
        let provider = Provider::reach(&self.settings).await?;
        let before = std::mem::take(&mut *self.registered());
        for registered in &before {
            let request = provider.bound.delete(registered.management.clone());
            let token = self.token_to_manage(&provider, registered).await?;
            let answer = request.bearer_auth(token).send().await?;
            if !answer.status().is_success() {
                return Err(Trouble::Refused("a deletion"));
            }
        }
        Ok(())
    }

    /// All that the provider has told but what it alone says, with the new picture.
    fn update_of(&self, registered: &Registered, logo_uri: &Url) -> Value {
        let mut body = registered.told.clone();
        if self.faults.commits(&UPDATES_WITH_ONE_MEMBER_ALONE) {
            body = json!({ "client_id": registered.client_id });
        }
        if let Value::Object(members) = &mut body {
            if !self.faults.commits(&SENDS_WHAT_THE_PROVIDER_ISSUED) {
                members.retain(|name, _| !ISSUED.contains(&name.as_str()));
            }
            if self.faults.commits(&OMITS_THE_CLIENT_ID_FROM_UPDATES) {
                members.shift_remove("client_id");
            }
        }
        body["logo_uri"] = json!(logo_uri);
        body
    }

    /// Each registration has a token of its own (RFC 7592, 3).
    async fn token_to_manage(
        &self,
        provider: &Provider,
        registered: &Registered,
    ) -> Result<String, Trouble> {
        if self.faults.commits(&MANAGES_WITH_THE_TOKEN_FOR_REGISTERING) {
            return self.access_token(provider).await;
        }
        Ok(registered.management_token.clone())
    }

    /// Address and token may be others after each answer (RFC 7592, 2.1).
    fn remember(&self, registered: &Registered, told: Value) {
        let mut known = self.registered();
        let mut known = known.iter_mut();
        let Some(same) = known.find(|each| each.client_id == registered.client_id) else {
            return;
        };
        if let Some(token) = told["registration_access_token"].as_str() {
            token.clone_into(&mut same.management_token);
        }
        if let Ok(address) = address(&told, "registration_client_uri") {
            same.management = address;
        }
        same.told = told;
    }
}
