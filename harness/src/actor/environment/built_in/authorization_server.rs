//! Our own authorization server: spawned where the party under test finds it, and the clients that it knows.

use mock_kit::tls::{ClientIdentity, ServerIdentity};
use serde_json::json;
use url::Url;

use super::BuiltIn;
use crate::actor::environment::backchannel::further_users;
use crate::actor::environment::clients::{
    ClientStatus, Credential, Delegation, NewClient, NewKeys, OauthClient, Who,
};
use crate::actor::environment::facts::AuthorizationServerFacts;
use crate::actor::environment::users::{MUTUAL, mutual_identity, user};
use crate::actor::environment::variant::authorization_server_variant;
use crate::actor::forge::public_key::jwk;
use crate::actor::office_client::ClientPublicKey;
use crate::stop::Stop;

impl BuiltIn {
    /// Registers a client if the authorization server takes it.
    pub async fn try_register(&self, client: NewClient) -> Result<bool, Stop> {
        let server = self.authorization_server().await?;
        let registering = server.register_on_request(registered(client));
        Ok(registering.await.is_ok())
    }

    /// Withdraws a consent, as its user may at any time.
    pub async fn withdraw_consent(&self, consent_id: &str) -> Result<(), Stop> {
        self.authorization_server()
            .await?
            .revoke_consent(consent_id);
        Ok(())
    }

    /// Where the authorization server is, spawned if need be.
    pub async fn authorization_server_facts(&self) -> Result<AuthorizationServerFacts, Stop> {
        facts_of(self.authorization_server().await?)
    }

    /// Registers a client at the authorization server.
    pub async fn register(&self, client: NewClient) -> Result<(), Stop> {
        let server = self.authorization_server().await?;
        server
            .register(registered(client))
            .map_err(Stop::harness_bug)
    }

    /// Takes a client off the authorization server.
    pub async fn remove(&self, client_id: &str) -> Result<(), Stop> {
        self.authorization_server().await?.remove(client_id);
        Ok(())
    }

    pub(in super::super) async fn authorization_server(&self) -> Result<&mock_oidc::Handle, Stop> {
        self.authorization_server
            .get_or_try_init(|| self.spawn_authorization_server())
            .await
    }

    /// The authorization server, where it has been spawned.
    pub(in super::super) fn known_server(&self) -> Option<&mock_oidc::Handle> {
        self.authorization_server.get()
    }

    async fn spawn_authorization_server(&self) -> Result<mock_oidc::Handle, Stop> {
        let offices = Who::ALL.map(|who| self.client(who));
        let clients = offices.iter().map(|client| self.enrolled(client)).collect();
        let settings = mock_oidc::Settings {
            listener: self.mutual_listener_at(self.port_of_authorization_server())?,
            variant: authorization_server_variant(&self.wire.authorization_server),
            clock: self.clock.clone(),
            trust: self.trusted_of_servers(),
            clients,
            users: std::iter::once(user()).chain(further_users()).collect(),
        };
        let handle = mock_oidc::spawn(settings)
            .await
            .map_err(Stop::harness_bug)?;
        self.commit(&handle.control().faults);
        Ok(handle)
    }

    /// The identity of a host that asks for client certificates: ours, or that which the client under test trusts.
    pub(in super::super) fn mutual_identity(&self) -> Result<ServerIdentity, Stop> {
        let Some(hosts) = self.brought_hosts() else {
            return mutual_identity(&self.shared.authority);
        };
        let brought = ServerIdentity::from_pem(&hosts.certificate_pem, &hosts.key_pem);
        let identity = brought.and_then(|identity| identity.in_manner(MUTUAL));
        identity.map_err(Stop::harness_bug)
    }

    /// Who vouches for whom the authorization server calls, and for the certificates of its clients.
    fn trusted_of_servers(&self) -> Vec<String> {
        let own = self.shared.authority_pem.clone();
        let brought = self.ciba_client_under_test();
        let brought = brought.map(|guest| guest.trust_pem.clone());
        std::iter::once(own).chain(brought).collect()
    }

    fn enrolled(&self, client: &OauthClient) -> mock_oidc::Client {
        let enrolled = mock_oidc::Client {
            backchannel: self.backchannel_of(client.who),
            ..enrolled(client, self.scopes_of(client))
        };
        let outside = self.client_under_test();
        let outside = outside.filter(|_| client.who == Who::Client);
        let keys = match outside.map(|outside| &outside.key) {
            Some(ClientPublicKey::Certificate(pem)) => {
                mock_oidc::ClientKeys::CertificatePem(pem.clone())
            }
            Some(ClientPublicKey::Jwks(set)) => mock_oidc::ClientKeys::Jwks(set.clone()),
            Some(ClientPublicKey::HandedOut) | None => return enrolled,
        };
        mock_oidc::Client { keys, ..enrolled }
    }

    /// What a client may be granted: what machines need, and what users may be asked for.
    fn scopes_of(&self, client: &OauthClient) -> Vec<String> {
        let users = self.wire.authorization_server.authorization.iter();
        let asked = users.flat_map(|users| users.scopes.iter().cloned());
        let registering = self.registering_scope(client).into_iter();
        std::iter::once(client.scope.clone())
            .chain(asked)
            .chain(registering)
            .collect()
    }
}

pub(in super::super) fn facts_of(
    server: &mock_oidc::Handle,
) -> Result<AuthorizationServerFacts, Stop> {
    let issuer = server.issuer().as_str().trim_end_matches('/').to_owned();
    let below = |path: &str| Url::parse(&format!("{issuer}/{path}")).map_err(Stop::harness_bug);
    let mut second_metadata_url = server.issuer().clone();
    let path = second_metadata_url.path().trim_end_matches('/').to_owned();
    second_metadata_url.set_path(&format!("/.well-known/oauth-authorization-server{path}"));
    let users = server.variant().authorization.as_ref();
    let pushes =
        users.filter(|known| known.pushed_requests != mock_oidc::PushedRequestRule::NotOffered);
    let registers = server.variant().registration.as_ref();
    Ok(AuthorizationServerFacts {
        discovery_url: below(".well-known/openid-configuration")?,
        second_metadata_url,
        token_endpoint: server.token_endpoint(),
        jwks_uri: below("connect/jwk_uri")?,
        introspection_endpoint: Some(below("introspect")?),
        revocation_endpoint: Some(below("token/revoke")?),
        authorization_endpoint: users.map(|_| below("authorize")).transpose()?,
        pushed_authorization_request_endpoint: pushes.map(|_| below("par")).transpose()?,
        userinfo_endpoint: users.map(|_| below("userinfo")).transpose()?,
        backchannel_authentication_endpoint: server.backchannel_authentication_endpoint(),
        registration_endpoint: registers.map(|_| below("register")).transpose()?,
        takes_claims: users.is_some(),
        stated_issuer: Some(issuer.clone()),
        issuer,
    })
}

pub(super) fn enrolled(client: &OauthClient, scopes: Vec<String>) -> mock_oidc::Client {
    let key = jwk(&client.key.public_key(), client.kid.as_deref());
    let keys = NewKeys::Jwks(json!({ "keys": [key] }));
    registered(NewClient::of(client.clone(), keys, scopes))
}

fn registered(new: NewClient) -> mock_oidc::Client {
    let keys = match new.keys {
        NewKeys::Jwks(set) => mock_oidc::ClientKeys::Jwks(set),
        NewKeys::JwksUrl(url) => mock_oidc::ClientKeys::JwksUrl(url),
        NewKeys::CertificatePem(pem) => mock_oidc::ClientKeys::CertificatePem(pem),
    };
    mock_oidc::Client {
        authentication: authentication(&new.client),
        redirect_uris: Url::parse(&new.client.redirect_uri).into_iter().collect(),
        encrypts_id_tokens: new.encrypts_id_tokens,
        backchannel: new.backchannel,
        status: mock_status(new.status),
        delegation: new.delegation.map(mock_delegation),
        ..mock_oidc::Client::machine(new.client.client_id, keys, new.scopes)
    }
}

fn mock_delegation(delegation: Delegation) -> mock_oidc::Delegation {
    match delegation {
        Delegation::Direct => mock_oidc::Delegation::Direct,
        Delegation::ByPlatform => mock_oidc::Delegation::ByPlatform,
    }
}

pub(super) fn mock_status(status: ClientStatus) -> mock_oidc::ClientStatus {
    match status {
        ClientStatus::Approved => mock_oidc::ClientStatus::Approved,
        ClientStatus::Tentative => mock_oidc::ClientStatus::Tentative,
        ClientStatus::Pending => mock_oidc::ClientStatus::Pending,
        ClientStatus::Rejected => mock_oidc::ClientStatus::Rejected,
        ClientStatus::Inactive => mock_oidc::ClientStatus::Inactive,
    }
}

fn authentication(client: &OauthClient) -> mock_oidc::Authentication {
    let pem = || {
        client
            .identity
            .as_ref()
            .map(ClientIdentity::pem)
            .unwrap_or_default()
    };
    match &client.credential {
        Credential::PrivateKey => mock_oidc::Authentication::PrivateKeyJwt,
        Credential::Secret(secret) => mock_oidc::Authentication::ClientSecretJwt {
            secret: secret.clone(),
        },
        Credential::VouchedCertificate => mock_oidc::Authentication::TlsClientAuth {
            subject_dn: format!("CN={}", client.client_id),
        },
        Credential::OwnCertificate => mock_oidc::Authentication::SelfSignedTlsClientAuth {
            certificate_pem: pem().to_owned(),
        },
        Credential::Nothing => mock_oidc::Authentication::Public,
    }
}
