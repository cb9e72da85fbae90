//! The parties of a target as scenarios meet them, from its file and from its metadata.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use mock_kit::Clock;
use serde_json::Value;
use url::Url;

use super::clients::{OauthClient, Who};
use super::data_space::DapsFacts;
use super::facts::{AuthorizationServerFacts, DasFacts, KeptDocument, Login};
use super::reached::{PeerAt, Reached};
use super::serials::Serials;
use crate::actor::Party;
use crate::actor::office_client::trigger::http_client;
use crate::actor::user_agent::PageAct;
use crate::error::ConfigurationError;
use crate::exchange::pace::Pace;
use crate::requirement::Role;
use crate::target::{ClientCredentials, Kept, PageFields, PeerTarget, Pings, Target, Users};

/// Puts together what is known of the parties once everything was found where the target file says.
pub(super) fn assemble(
    target: &Target,
    authorization_server: AuthorizationServerFacts,
    http: reqwest::Client,
    clock: Clock,
) -> Result<Reached, ConfigurationError> {
    let trust = target.trust.iter();
    Ok(Reached {
        authorization_server,
        das: target.das.as_ref().map(|das| DasFacts::below(&das.base)),
        office_server: target.office_server.as_ref().map(peer),
        pct: target.pct.as_ref().map(peer),
        resource_server: target.resource_server.clone(),
        data_space: target.data_space.clone(),
        registry: target.registry.clone(),
        registration: target.registration.clone(),
        judged: judged(&target.roles),
        clients: clients(target),
        login: target.users.as_ref().map(login),
        backchannel: target.backchannel.clone(),
        pinged: pinged(target),
        trust: trust.map(|trust| trust.ca_pem.clone()).collect(),
        clock,
        clock_hook: target.clock.clone(),
        http,
        pace: Arc::new(Pace::new(target.limits.pace)),
        deadline: target.limits.deadline,
        documents: documents(target)?,
        serials: Serials::new(target.seed, target.shard),
    })
}

/// What calls the hosts, trusting whom the target file trusts; where it names nobody, the authorities of the machine vouch.
pub(super) fn client(target: &Target) -> Result<reqwest::Client, ConfigurationError> {
    let Some(trust) = &target.trust else {
        return http_client("", None).map_err(|_| {
            ConfigurationError::new("the machine's certificate authorities cannot be used")
                .fix("add `trust: { ca_file: … }`: who vouches for the target")
        });
    };
    mock_kit::tls::http_client(&[&trust.ca_pem]).map_err(|error| {
        let file = trust.ca_file.display();
        ConfigurationError::new(format!(
            "the certificates in {file} cannot be used: {error}"
        ))
        .fix("give PEM certificates of the authorities that vouch for the target")
    })
}

/// What a metadata document says.
pub(super) fn facts(
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
        stated_issuer: None,
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

fn judged(roles: &BTreeSet<Role>) -> BTreeSet<Party> {
    let judged = Party::ALL.into_iter();
    judged
        .filter(|party| roles.contains(&party.role()))
        .collect()
}

fn peer(stated: &PeerTarget) -> PeerAt {
    PeerAt {
        base: DasFacts::below(&stated.base).base,
        set_up: stated.set_up,
        keeps: stated.keeps.iter().map(kept).collect(),
    }
}

/// A DAPS is the authorization server of its data space, and has nothing for users.
pub(super) fn as_authorization_server(daps: &DapsFacts) -> AuthorizationServerFacts {
    AuthorizationServerFacts {
        issuer: daps.issuer.clone(),
        stated_issuer: None,
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
