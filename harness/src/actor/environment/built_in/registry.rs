//! Our own registry of recipients, which our authorization server asks.

use mock_oidc::registry::{Handle, Recipient, RegistryReference, Settings, spawn};
use url::Url;

use super::BuiltIn;
use crate::actor::environment::join;
use crate::actor::environment::registry::{AGREED, OTHER, RegistryFacts, VouchedRecipient};
use crate::stop::Stop;

/// What the judge shows at the registry.
pub(in super::super) const TOKEN_OF_THE_JUDGE: &str = "agreed-on-with-the-judge";
/// What the authorization server shows there.
pub(in super::super) const TOKEN_OF_THE_SERVER: &str = "agreed-on-with-the-authorization-server";

impl BuiltIn {
    /// Where the registry is, spawned if need be.
    pub async fn registry_facts(&self) -> Result<RegistryFacts, Stop> {
        Ok(RegistryFacts {
            base: self.registry().await?.base().clone(),
            access_token: TOKEN_OF_THE_JUDGE.to_owned(),
        })
    }

    /// Has the registry tell this of a recipient from now on, and the authorization server ask it.
    pub async fn vouch_for(&self, recipient: &VouchedRecipient) -> Result<(), Stop> {
        let registry = self.registry().await?;
        registry.put(told(&recipient.client_id, &recipient.name)?);
        let server = self.authorization_server().await?;
        let elsewhere = join(registry.base(), "elsewhere/")?;
        let known = [(AGREED, registry.base().clone()), (OTHER, elsewhere)];
        for (name, base) in known {
            server.agree_on_registry(name, base, TOKEN_OF_THE_SERVER.to_owned());
        }
        Ok(())
    }

    /// The registry itself.
    pub(in super::super) async fn registry(&self) -> Result<&Handle, Stop> {
        let spawned = self.registry.get_or_try_init(|| self.spawn_registry());
        spawned.await
    }

    async fn spawn_registry(&self) -> Result<Handle, Stop> {
        let settings = Settings {
            listener: self.listener(),
            clock: self.clock.clone(),
            callers: callers(),
            recipients: known_recipients()?,
        };
        let handle = spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&handle.control().faults);
        Ok(handle)
    }
}

/// What shows that a caller is known.
pub(in super::super) fn callers() -> Vec<String> {
    [TOKEN_OF_THE_JUDGE, TOKEN_OF_THE_SERVER]
        .map(str::to_owned)
        .to_vec()
}

/// Whom the registry tells of from the start.
pub(in super::super) fn known_recipients() -> Result<Vec<Recipient>, Stop> {
    let known = ["budget-planner", "tax-adviser", "lender"];
    let recipients = known.map(|name| told(name, &format!("The {name}")));
    recipients.into_iter().collect()
}

fn told(recipient_id: &str, client_name: &str) -> Result<Recipient, Stop> {
    let host = Url::parse("https://recipient.invalid/").map_err(Stop::harness_bug)?;
    Ok(Recipient {
        recipient_id: recipient_id.to_owned(),
        client_name: client_name.to_owned(),
        description: "Shows what a household spends".to_owned(),
        logo_uri: join(&host, "logo.png")?,
        client_uri: host,
        contacts: vec!["support@recipient.invalid".to_owned()],
        registry_references: vec![RegistryReference {
            registered_entity_name: format!("{client_name} Corporation"),
            registered_entity_id: "5493001KJTIIGC8Y1R12".to_owned(),
            registry: "GLEIF".to_owned(),
        }],
    })
}
