//! What a registering party does: it registers, and registers anew.

use std::sync::{Mutex, MutexGuard, PoisonError};

use mock_kit::FaultPlan;
use serde_json::{Value, json};
use url::Url;

use super::faults;
use super::faults::registration::{
    REGISTERS_WITHOUT_ITS_CERTIFICATE, UPDATES_REGISTRATIONS_WITH_ANOTHER_CHAIN,
};
use super::provider::{Provider, address, served};
use super::settings::{Application, Intermediary, Settings};
use super::signing::SigningKey;
use super::trouble::Trouble;

/// The assertion type of RFC 7523, 2.2.
pub(super) const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// One registering party.
pub struct RegisteringParty {
    /// What it was set up with.
    pub(super) settings: Settings,
    /// The faults that it commits.
    pub faults: FaultPlan,
    key: SigningKey,
    registered: Mutex<Vec<Registered>>,
}

/// An application that has a client id.
#[derive(Clone)]
pub(super) struct Registered {
    /// The application.
    pub application: Application,
    /// The key that it signs with.
    pub key: SigningKey,
    /// Its client id.
    pub client_id: String,
    /// What the provider has told of it last.
    pub told: Value,
    /// Where it is managed (RFC 7592, 3).
    pub management: Url,
    /// With which token it is managed.
    pub management_token: String,
}

impl RegisteringParty {
    /// A registering party that has done nothing yet.
    ///
    /// # Errors
    /// When its key cannot be made or read.
    pub fn new(settings: Settings) -> Result<Self, Trouble> {
        let own = settings.key_pem.as_deref();
        Ok(Self {
            key: own.map_or_else(SigningKey::fresh, SigningKey::from_pem)?,
            settings,
            faults: FaultPlan::new(faults::SEAMS),
            registered: Mutex::default(),
        })
    }

    /// The public key of the party itself, by which the provider is to know it.
    ///
    /// # Errors
    /// When the key cannot be written.
    pub fn key_set(&self) -> Result<Value, Trouble> {
        self.key.key_set()
    }

    /// Registers every application with the intermediaries that there are.
    ///
    /// # Errors
    /// When the provider does not do what it should.
    pub async fn register(&self) -> Result<(), Trouble> {
        let provider = Provider::reach(&self.settings).await?;
        let token = self.access_token(&provider).await?;
        let mut registered = Vec::new();
        for application in &self.settings.applications {
            let chain = &self.settings.intermediaries;
            let made = self.register_one(&provider, &token, application, chain);
            registered.push(made.await?);
        }
        *self.registered() = registered;
        Ok(())
    }

    /// Has other intermediaries from now on, so that every application is registered anew (FDX API Security Profile, 2A 3).
    ///
    /// # Errors
    /// When the provider does not do what it should.
    pub async fn change_intermediaries(&self, chain: &[Intermediary]) -> Result<(), Trouble> {
        let provider = Provider::reach(&self.settings).await?;
        let token = self.access_token(&provider).await?;
        let before = self.registered().clone();
        for registered in &before {
            if self
                .faults
                .commits(&UPDATES_REGISTRATIONS_WITH_ANOTHER_CHAIN)
            {
                self.update(&provider, registered, chain).await?;
                continue;
            }
            let application = &registered.application;
            self.register_one(&provider, &token, application, chain)
                .await?;
        }
        Ok(())
    }

    pub(super) fn registered(&self) -> MutexGuard<'_, Vec<Registered>> {
        self.registered
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now(&self) -> i64 {
        self.settings.clock.unix_now()
    }

    /// An access token for registering clients (RFC 6749, 4.4).
    pub(super) async fn access_token(&self, provider: &Provider) -> Result<String, Trouble> {
        let claims = provider.assertion(&self.settings.client_id, self.now());
        let form = [
            ("grant_type", "client_credentials".to_owned()),
            ("scope", self.settings.scope.clone()),
            ("client_assertion_type", JWT_BEARER.to_owned()),
            ("client_assertion", self.key.sign(&claims)?),
        ];
        let request = provider.bound.post(provider.token_endpoint.clone());
        let answer = request.form(&form).send().await?;
        let body = served(answer, "the request for an access token").await?;
        text(&body, "access_token")
    }

    async fn register_one(
        &self,
        provider: &Provider,
        token: &str,
        application: &Application,
        chain: &[Intermediary],
    ) -> Result<Registered, Trouble> {
        let key = SigningKey::fresh()?;
        let metadata = self.metadata(application, &key, chain)?;
        let line = if self.faults.commits(&REGISTERS_WITHOUT_ITS_CERTIFICATE) {
            &provider.unbound
        } else {
            &provider.bound
        };
        let request = line.post(provider.registration_endpoint.clone());
        let answer = request.bearer_auth(token).json(&metadata).send().await?;
        let body = served(answer, "a registration").await?;
        Ok(Registered {
            application: application.clone(),
            key,
            client_id: text(&body, "client_id")?,
            management: address(&body, "registration_client_uri")?,
            management_token: text(&body, "registration_access_token")?,
            told: body,
        })
    }

    /// What no honest party does: another chain under the same client id.
    async fn update(
        &self,
        provider: &Provider,
        registered: &Registered,
        chain: &[Intermediary],
    ) -> Result<(), Trouble> {
        let application = &registered.application;
        let mut metadata = self.metadata(application, &registered.key, chain)?;
        metadata["client_id"] = json!(registered.client_id);
        let request = provider.bound.put(registered.management.clone());
        let request = request.bearer_auth(&registered.management_token);
        request.json(&metadata).send().await?;
        Ok(())
    }
}

/// A member that is a text.
pub(super) fn text(body: &Value, name: &'static str) -> Result<String, Trouble> {
    let text = body[name].as_str().map(str::to_owned);
    text.ok_or(Trouble::Missing(name))
}
