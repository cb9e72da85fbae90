//! Our own resource server, which asks our authorization server about tokens.

use mock_oidc::resource::{Credentials, Protection, Settings, spawn};
use mock_oidc::{Client, ClientKeys, resource};
use p256::SecretKey;
use p256::elliptic_curve::Generate as _;
use serde_json::{Value, json};
use url::Url;

use super::BuiltIn;
use crate::actor::environment::join;
use crate::actor::environment::resource::{
    OfAnother, OwnResource, Protected, ResourceServerFacts, SensitiveAccount,
};
use crate::actor::environment::users::SUBJECT;
use crate::actor::forge::encoding::base64url;
use crate::actor::forge::public_key::jwk;
use crate::requirement::wire::AuthorizationWire;
use crate::stop::Stop;

/// The resource server as the authorization server knows it.
const CLIENT_ID: &str = "accounts-api";
/// A customer who is not the user of the scenario.
pub(in crate::actor::environment) const ANOTHER_SUBJECT: &str = "user-2";
/// The origin whose scripts may call.
const ORIGIN: &str = "https://app.invalid";

impl BuiltIn {
    /// Where the resource server is, and what is to be had there; spawned if need be.
    pub async fn resource_server_facts(&self) -> Result<ResourceServerFacts, Stop> {
        let scopes = &self.users_wire()?.resources;
        let handle = self.resource_server().await?;
        let base = handle.base();
        let accounts = handle.accounts(SUBJECT);
        let own = accounts.iter();
        let mut foreign = handle.accounts(ANOTHER_SUBJECT).into_iter();
        let foreign = foreign.next().map(|account| account.account_id);
        Ok(ResourceServerFacts {
            reading: protected(base, "accounts", &scopes.reading)?,
            paying: Some(protected(base, "payments", &scopes.paying)?),
            sensitive: accounts
                .first()
                .map(|account| sensitive(base, account))
                .transpose()?,
            own: own
                .map(|account| named(base, account.account_id.clone()))
                .collect::<Result<_, _>>()?,
            another: foreign.map(|id| of_another(base, id)).transpose()?,
            origin: Some(ORIGIN.to_owned()),
        })
    }

    /// The resource server itself.
    pub(in super::super) async fn resource_server(&self) -> Result<&resource::Handle, Stop> {
        let spawned = self
            .resource
            .get_or_try_init(|| Box::pin(self.spawn_resource()));
        spawned.await
    }

    async fn spawn_resource(&self) -> Result<resource::Handle, Stop> {
        let key = SecretKey::generate();
        let wire = self.users_wire()?;
        let server = self.authorization_server().await?;
        server
            .register(registration(&key))
            .map_err(Stop::harness_bug)?;
        let settings = Settings {
            listener: self.host_at(|guest| Some(guest.resource_port))?,
            clock: self.clock.clone(),
            issuer: server.issuer().clone(),
            trust: self.trusted(),
            credentials: credentials(&key)?,
            sender_constrained: self.wire.authorization_server.sender_constrained,
            consent: wire.authorization_details,
            accounts: protection(&wire.resources.reading),
            payments: protection(&wire.resources.paying),
            customers: [SUBJECT, ANOTHER_SUBJECT].map(str::to_owned).to_vec(),
            origins: vec![ORIGIN.parse().map_err(Stop::harness_bug)?],
        };
        let handle = spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&handle.control().faults);
        Ok(handle)
    }

    fn users_wire(&self) -> Result<&AuthorizationWire, Stop> {
        let none = || Stop::not_applicable("the profile has no resources of users");
        let wire = self.wire.authorization_server.authorization.as_ref();
        wire.ok_or_else(none)
    }
}

fn protected(base: &Url, path: &str, scope: &str) -> Result<Protected, Stop> {
    Ok(Protected {
        url: join(base, path)?,
        scope: scope.to_owned(),
    })
}

fn named(base: &Url, id: String) -> Result<OwnResource, Stop> {
    Ok(OwnResource {
        url: join(base, &format!("accounts/{id}"))?,
        id,
    })
}

fn sensitive(base: &Url, account: &resource::Account) -> Result<SensitiveAccount, Stop> {
    Ok(SensitiveAccount {
        account: named(base, account.account_id.clone())?,
        number: account.number.digits().to_owned(),
    })
}

fn of_another(base: &Url, id: String) -> Result<OfAnother, Stop> {
    Ok(OfAnother {
        subject: ANOTHER_SUBJECT.to_owned(),
        resource: named(base, id)?,
    })
}

/// A scope value stands for the data cluster of the same name.
pub(in crate::actor::environment) fn protection(scope: &str) -> Protection {
    Protection {
        scope: scope.to_owned(),
        data_cluster: scope.to_owned(),
    }
}

/// The resource server is a client of the authorization server, and one that is told who users are.
pub(in crate::actor::environment) fn registration(key: &SecretKey) -> Client {
    let keys = json!({ "keys": [jwk(&key.public_key(), None)] });
    Client {
        is_resource_server: true,
        ..Client::machine(CLIENT_ID, ClientKeys::Jwks(keys), Vec::new())
    }
}

pub(in crate::actor::environment) fn credentials(key: &SecretKey) -> Result<Credentials, Stop> {
    let mut private = jwk(&key.public_key(), None);
    private["d"] = json!(base64url(&key.to_bytes()));
    let Value::Object(members) = private else {
        return Err(Stop::harness("a JWK is an object"));
    };
    Ok(Credentials {
        client_id: CLIENT_ID.to_owned(),
        key: josekit::jwk::Jwk::from_map(members).map_err(Stop::harness_bug)?,
    })
}
