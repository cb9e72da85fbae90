//! Reaches a target before anything is judged: its metadata are read and its hosts are called once.
//!
//! Whatever fails here is a matter of configuration, with what to change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use mock_kit::Clock;
use serde_json::Value;
use url::Url;

use super::clients::{OauthClient, Who};
use super::data_space::{DapsFacts, DataSpaceAt};
use super::facts::{AuthorizationServerFacts, DasFacts, KeptDocument, Login};
use super::reached::{PeerAt, Reached};
use super::registry::RegistryFacts;
use super::resource::ResourceServerFacts;
use crate::actor::Party;
use crate::actor::user_agent::PageAct;
use crate::error::ConfigurationError;
use crate::exchange::pace::Pace;
use crate::requirement::Role;
use crate::target::{
    AuthorizationServerTarget, ClientCredentials, Kept, PageFields, PeerTarget, Pings, Target,
    Users,
};

/// How long a host may take to answer its first call.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest metadata document that is read, in octets.
const METADATA_LIMIT: usize = 1 << 20;

/// Reaches every party of a target.
pub async fn reach(target: &Target) -> Result<Reached, ConfigurationError> {
    let trust = target
        .trust
        .iter()
        .map(|trust| trust.ca_pem.clone())
        .collect();
    let http = client(target)?;
    let authorization_server = metadata(target, &http).await?;
    let das = match &target.das {
        None => None,
        Some(das) => {
            call(&http, &das.base, "das").await?;
            Some(DasFacts::below(&das.base))
        }
    };
    Ok(Reached {
        authorization_server,
        das,
        office_server: peer(&http, target.office_server.as_ref(), "office_server").await?,
        pct: peer(&http, target.pct.as_ref(), "pct").await?,
        resource_server: resource_server(&http, target).await?,
        data_space: data_space(&http, target).await?,
        registry: registry(&http, target).await?,
        registration: target.registration.clone(),
        judged: judged(&target.roles),
        clients: clients(target),
        login: target.users.as_ref().map(login),
        backchannel: target.backchannel.clone(),
        pinged: pinged(target),
        trust,
        clock: Clock::system(),
        clock_hook: target.clock.clone(),
        http,
        pace: Arc::new(Pace::new(target.limits.pace)),
        deadline: target.limits.deadline,
        documents: documents(target)?,
        serial: AtomicU64::new(first_serial()),
    })
}

fn client(target: &Target) -> Result<reqwest::Client, ConfigurationError> {
    let trust: Vec<&str> = target
        .trust
        .iter()
        .map(|trust| trust.ca_pem.as_str())
        .collect();
    mock_kit::tls::http_client(&trust).map_err(|error| {
        let file = target
            .trust
            .as_ref()
            .map(|trust| trust.ca_file.display().to_string());
        let file = file.unwrap_or_default();
        ConfigurationError::new(format!(
            "the certificates in {file} cannot be used: {error}"
        ))
        .fix("give PEM certificates of the authorities that vouch for the target")
    })
}

async fn metadata(
    target: &Target,
    http: &reqwest::Client,
) -> Result<AuthorizationServerFacts, ConfigurationError> {
    if let (None, Some(space)) = (&target.authorization_server, &target.data_space) {
        return Ok(as_authorization_server(&space.daps));
    }
    let stated = target.authorization_server.as_ref().ok_or_else(|| {
        ConfigurationError::new("the target names no authorization server")
            .fix("add `authorization_server: { issuer: … }`")
    })?;
    let discovery_url = match stated {
        AuthorizationServerTarget::Issuer(issuer) => {
            below(issuer, ".well-known/openid-configuration")
        }
        AuthorizationServerTarget::Metadata(url) => url.clone(),
    };
    let mut document = fetch(http, &discovery_url).await?;
    if show_certificates(target) {
        put_aliases_first(&mut document);
    }
    facts(&document, discovery_url)
}

fn show_certificates(target: &Target) -> bool {
    let clients = target.clients.as_ref();
    clients.is_some_and(|clients| clients.client.identity.is_some())
}

/// Clients with certificates call the endpoints by their aliases (RFC 8705, 5).
fn put_aliases_first(document: &mut Value) {
    let aliases = document.get_mut("mtls_endpoint_aliases").map(Value::take);
    if let (Some(Value::Object(aliases)), Value::Object(members)) = (aliases, document) {
        members.extend(aliases);
    }
}

async fn fetch(http: &reqwest::Client, url: &Url) -> Result<Value, ConfigurationError> {
    let response = call(http, url, "authorization_server").await?;
    let status = response.status();
    if !status.is_success() {
        return Err(
            ConfigurationError::new(format!("{url} answers {status}, no metadata"))
                .fix("correct `authorization_server`: the issuer, or the address of the metadata"),
        );
    }
    let body = response
        .bytes()
        .await
        .map_err(|error| unreachable(url, "authorization_server", &error))?;
    let readable = body
        .get(..body.len().min(METADATA_LIMIT))
        .unwrap_or_default();
    serde_json::from_slice(readable).map_err(|error| {
        ConfigurationError::new(format!("{url} is no JSON document: {error}"))
            .fix("correct `authorization_server`")
    })
}

async fn call(
    http: &reqwest::Client,
    url: &Url,
    key: &str,
) -> Result<reqwest::Response, ConfigurationError> {
    let asked = http.get(url.clone()).timeout(PATIENCE).send().await;
    asked.map_err(|error| unreachable(url, key, &error))
}

fn unreachable(url: &Url, key: &str, error: &reqwest::Error) -> ConfigurationError {
    let cause = crate::exchange::sender::causes(error);
    ConfigurationError::new(format!("{url} cannot be reached: {cause}"))
        .fix(format!("check `{key}`, `trust` and whether the host is up"))
}

fn facts(
    document: &Value,
    discovery_url: Url,
) -> Result<AuthorizationServerFacts, ConfigurationError> {
    let text = |name: &str| document.get(name).and_then(Value::as_str);
    let url = |name: &str| text(name).and_then(|url| Url::parse(url).ok());
    let demanded = |name: &str| {
        url(name).ok_or_else(|| {
            ConfigurationError::new(format!("the metadata at {discovery_url} name no {name}"))
                .fix("nothing can be judged without it: mend the metadata, or point to others")
        })
    };
    let issuer = text("issuer").unwrap_or_default().to_owned();
    Ok(AuthorizationServerFacts {
        second_metadata_url: second_metadata(&issuer).unwrap_or_else(|| discovery_url.clone()),
        token_endpoint: demanded("token_endpoint")?,
        jwks_uri: demanded("jwks_uri")?,
        introspection_endpoint: url("introspection_endpoint"),
        revocation_endpoint: url("revocation_endpoint"),
        authorization_endpoint: url("authorization_endpoint"),
        pushed_authorization_request_endpoint: url("pushed_authorization_request_endpoint"),
        userinfo_endpoint: url("userinfo_endpoint"),
        backchannel_authentication_endpoint: url("backchannel_authentication_endpoint"),
        registration_endpoint: url("registration_endpoint"),
        takes_claims: document.get("claims_parameter_supported") == Some(&Value::Bool(true)),
        issuer,
        discovery_url,
    })
}

/// The well-known part goes between host and path (RFC 8414, 3.1).
fn second_metadata(issuer: &str) -> Option<Url> {
    let mut url = Url::parse(issuer).ok()?;
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&format!("/.well-known/oauth-authorization-server{path}"));
    Some(url)
}

fn below(issuer: &Url, path: &str) -> Url {
    let mut url = issuer.clone();
    let base = url.path().trim_end_matches('/').to_owned();
    url.set_path(&format!("{base}/{path}"));
    url
}

fn judged(roles: &BTreeSet<Role>) -> BTreeSet<Party> {
    let judged = Party::ALL.into_iter();
    judged
        .filter(|party| roles.contains(&party.role()))
        .collect()
}

async fn peer(
    http: &reqwest::Client,
    stated: Option<&PeerTarget>,
    key: &str,
) -> Result<Option<PeerAt>, ConfigurationError> {
    let Some(stated) = stated else {
        return Ok(None);
    };
    call(http, &stated.base, key).await?;
    Ok(Some(PeerAt {
        base: DasFacts::below(&stated.base).base,
        set_up: stated.set_up,
        keeps: stated.keeps.iter().map(kept).collect(),
    }))
}

/// An answer of any kind will do: without a token there is no other than a refusal.
async fn resource_server(
    http: &reqwest::Client,
    target: &Target,
) -> Result<Option<ResourceServerFacts>, ConfigurationError> {
    if let Some(stated) = &target.resource_server {
        call(http, &stated.reading.url, "resource_server").await?;
    }
    Ok(target.resource_server.clone())
}

/// A DAPS refuses a request that is not one; that it answers is enough.
async fn data_space(
    http: &reqwest::Client,
    target: &Target,
) -> Result<Option<DataSpaceAt>, ConfigurationError> {
    if let Some(space) = &target.data_space {
        call(http, &space.daps.token_endpoint, "daps").await?;
    }
    Ok(target.data_space.clone())
}

/// A DAPS is the authorization server of its data space, and has nothing for users.
fn as_authorization_server(daps: &DapsFacts) -> AuthorizationServerFacts {
    AuthorizationServerFacts {
        issuer: daps.issuer.clone(),
        discovery_url: daps.metadata_url.clone(),
        second_metadata_url: daps.metadata_url.clone(),
        token_endpoint: daps.token_endpoint.clone(),
        jwks_uri: daps.jwks_uri.clone(),
        introspection_endpoint: None,
        revocation_endpoint: None,
        authorization_endpoint: None,
        pushed_authorization_request_endpoint: None,
        userinfo_endpoint: None,
        backchannel_authentication_endpoint: None,
        registration_endpoint: None,
        takes_claims: false,
    }
}

/// The same holds for a registry.
async fn registry(
    http: &reqwest::Client,
    target: &Target,
) -> Result<Option<RegistryFacts>, ConfigurationError> {
    if let Some(stated) = &target.registry {
        call(http, &stated.base, "registry").await?;
    }
    Ok(target.registry.clone())
}

fn kept(stated: &Kept) -> KeptDocument {
    let is_archive = stated.content.starts_with(b"PK");
    KeptDocument {
        number: stated.number.clone(),
        kind: stated.kind.clone(),
        date: stated.date,
        content: stated.content.clone(),
        format: if is_archive { "zip" } else { "pdf" },
        availability: stated.availability,
    }
}

fn clients(target: &Target) -> BTreeMap<Who, OauthClient> {
    let Some(clients) = &target.clients else {
        return BTreeMap::new();
    };
    let named = [
        (Who::Client, Some(&clients.client)),
        (Who::AnotherClient, clients.another_client.as_ref()),
        (Who::Unlisted, clients.unauthorised_client.as_ref()),
    ];
    let named = named
        .into_iter()
        .filter_map(|(who, client)| Some((who, credentials(who, client?, target))));
    named.collect()
}

fn pinged(target: &Target) -> Option<(OauthClient, Pings)> {
    let client = target.clients.as_ref()?.pinged_client.as_ref()?;
    let pings = target.pings.clone()?;
    Some((credentials(Who::Client, client, target), pings))
}

fn credentials(who: Who, client: &ClientCredentials, target: &Target) -> OauthClient {
    let office = client.office.clone();
    let default = || {
        target
            .documents
            .as_ref()
            .map(|documents| documents.office.clone())
    };
    OauthClient {
        kid: client.key_id.clone(),
        scope: client.scope.clone(),
        office: office.or_else(default).unwrap_or_default(),
        identity: client.identity.clone(),
        redirect_uri: client.redirect_uri.clone().unwrap_or_default(),
        ..OauthClient::new(who, &client.id, client.key.secret().clone())
    }
}

fn login(users: &Users) -> Login {
    let acts = |pages: &[PageFields]| {
        let fields = pages.iter().cloned();
        fields.map(|fields| PageAct { fields }).collect()
    };
    match users {
        Users::Forms(forms) => Login {
            approving: acts(&forms.approve),
            denying: acts(&forms.deny),
            leaving: acts(&forms.leave),
            failing: acts(&forms.fail),
            elsewhere: forms.elsewhere.clone(),
            by_operator: false,
        },
        Users::Operator => Login {
            by_operator: true,
            ..Login::default()
        },
    }
}

fn documents(target: &Target) -> Result<crate::target::Documents, ConfigurationError> {
    target.documents.clone().map_or_else(
        || {
            Ok(crate::target::Documents {
                office: "XX".to_owned(),
                kinds: vec!["patent".to_owned()],
                number: "XX {serial:6}"
                    .parse()
                    .map_err(|_| ConfigurationError::new("no numbers can be made"))?,
            })
        },
        Ok,
    )
}

/// Numbers differ between runs because they begin where the clock stands.
fn first_serial() -> u64 {
    u64::try_from(Clock::system().unix_now()).unwrap_or_default()
}
