//! What an address tells of itself: the metadata of an authorization server, or of a resource that names one.

use serde_json::Value;
use url::Url;

use crate::actor::environment::examination::METADATA_LIMIT;
use crate::actor::environment::examination::unreachable::explain;
use crate::error::ConfigurationError;
use crate::exchange::body;
use crate::target::is_production;

/// Where metadata lie.
const WELL_KNOWN: &str = "/.well-known/";

/// What the metadata of an authorization server say.
pub(super) struct Discovered {
    /// Its issuer.
    pub(super) issuer: String,
    metadata: Value,
}

/// Capabilities that a member of the metadata shows, and whether only servers with users have them in their example.
const SHOWN: [(&str, &str); 4] = [
    ("introspection_endpoint", "introspection"),
    ("revocation_endpoint", "revocation"),
    ("userinfo_endpoint", "userinfo"),
    ("pushed_authorization_request_endpoint", "pushed-requests"),
];

impl Discovered {
    fn of(url: &Url, metadata: Value) -> Result<Self, ConfigurationError> {
        let issuer = metadata.get("issuer").and_then(Value::as_str);
        let issuer = issuer.ok_or_else(|| {
            ConfigurationError::new(format!("{url} holds no metadata with an issuer"))
                .fix("give the issuer of the authorization server, or the address of its metadata")
        })?;
        if issuer.chars().any(char::is_control) || Url::parse(issuer).is_err() {
            return Err(ConfigurationError::new(format!(
                "{url} states an issuer that is no address"
            ))
            .fix("correct the metadata of the authorization server"));
        }
        Ok(Self {
            issuer: issuer.to_owned(),
            metadata,
        })
    }

    /// Whoever asks one issuer is not sent to another (RFC 8414, 3.3).
    fn demand_issuer(self, asked: &Url) -> Result<Self, ConfigurationError> {
        let bare = |issuer: &str| issuer.trim_end_matches('/').to_owned();
        if bare(&self.issuer) == bare(asked.as_str()) {
            return Ok(self);
        }
        let problem = format!("the metadata of {asked} are those of {}", self.issuer);
        Err(ConfigurationError::new(problem)
            .fix("give the issuer as the authorization server states it"))
    }

    /// The example that fits it.
    pub(super) fn example(&self) -> &'static str {
        match (
            self.has("backchannel_authentication_endpoint"),
            self.has("authorization_endpoint"),
        ) {
            (true, _) => "ciba",
            (false, true) => "authorization-server",
            (false, false) => super::DAS,
        }
    }

    /// The profile that fits it, where the metadata tell.
    pub(super) fn profile(&self, example: &str) -> Option<String> {
        let bound = self
            .metadata
            .get("tls_client_certificate_bound_access_tokens");
        let profile = match (example, bound == Some(&Value::Bool(true))) {
            ("ciba", true) => "fapi-ciba",
            ("authorization-server", true) => "fapi1-advanced",
            ("authorization-server", false) => "fapi1-baseline",
            _ => return None,
        };
        Some(profile.to_owned())
    }

    /// The capabilities that it shows.
    pub(super) fn capabilities(&self, example: &str) -> Vec<&'static str> {
        let for_users = ["userinfo", "pushed-requests"];
        let fits = |name: &&str| example != super::DAS || !for_users.contains(name);
        let shown = SHOWN.iter().filter(|(member, _)| self.has(member));
        let mut capabilities: Vec<&str> = shown.map(|(_, name)| *name).filter(fits).collect();
        if example == "authorization-server" && self.grants("client_credentials") {
            capabilities.insert(0, "client-credentials");
        }
        capabilities
    }

    fn has(&self, member: &str) -> bool {
        self.metadata.get(member).is_some_and(Value::is_string)
    }

    fn grants(&self, grant: &str) -> bool {
        let grants = self.metadata.get("grant_types_supported");
        let grants = grants.and_then(Value::as_array);
        grants.is_some_and(|grants| grants.iter().any(|each| each == grant))
    }
}

/// By its issuer, or by the address of its metadata.
pub(super) async fn of_issuer(
    issuer: &Url,
    authorities: &[String],
) -> Result<Discovered, ConfigurationError> {
    if issuer.path().contains(WELL_KNOWN) {
        return Discovered::of(issuer, fetch(issuer, authorities).await?);
    }
    let url = below(issuer, "openid-configuration");
    Discovered::of(&url, fetch(&url, authorities).await?)?.demand_issuer(issuer)
}

/// By a resource that names its authorization server (RFC 9728, 3); many do not.
pub(super) async fn of_resource(
    resource: &Url,
    authorities: &[String],
) -> Result<Option<Discovered>, ConfigurationError> {
    let path = resource.path().trim_end_matches('/').to_owned();
    let mut url = resource.clone();
    url.set_path(&format!("{WELL_KNOWN}oauth-protected-resource{path}"));
    let Ok(metadata) = fetch(&url, authorities).await else {
        return Ok(None);
    };
    let named = metadata.pointer("/authorization_servers/0");
    match named
        .and_then(Value::as_str)
        .and_then(|url| Url::parse(url).ok())
    {
        Some(issuer) => of_issuer(&issuer, authorities).await.map(Some),
        None => Ok(None),
    }
}

fn below(issuer: &Url, name: &str) -> Url {
    let mut url = issuer.clone();
    let path = issuer.path().trim_end_matches('/').to_owned();
    url.set_path(&format!("{path}{WELL_KNOWN}{name}"));
    url
}

async fn fetch(url: &Url, authorities: &[String]) -> Result<Value, ConfigurationError> {
    if is_production(url) {
        return Err(
            ConfigurationError::new(format!("{url} is a production system"))
                .fix("give the address of an acceptance system"),
        );
    }
    let authorities: Vec<&str> = authorities.iter().map(String::as_str).collect();
    let http = mock_kit::tls::http_client(&authorities).map_err(|error| {
        ConfigurationError::new(format!(
            "the certificate authorities cannot be used: failed to {error}"
        ))
        .fix("give a PEM file of them by `--ca-file`")
    })?;
    let answer = http.get(url.clone()).send().await.map_err(|error| {
        let cause = explain(&error, url);
        ConfigurationError::new(format!("{url} cannot be reached: {}", cause.problem))
            .fix("correct the address, or name the authorities of the host by `--ca-file`")
    })?;
    let status = answer.status();
    let body = body::read(answer, METADATA_LIMIT).await.ok();
    let body = body.filter(|body| body.is_whole && status.is_success());
    let read = body.and_then(|body| serde_json::from_slice(&body.octets).ok());
    read.ok_or_else(|| {
        ConfigurationError::new(format!("{url} answers {status}, no metadata"))
            .fix("give the issuer of the authorization server, or the address of its metadata")
    })
}

/// The authorities that this machine trusts, as PEM texts.
pub(super) fn authorities_of_the_machine() -> Vec<String> {
    let found = rustls_native_certs::load_native_certs().certs;
    let readable = found
        .iter()
        .filter_map(|der| openssl::x509::X509::from_der(der).ok()?.to_pem().ok());
    readable
        .filter_map(|pem| String::from_utf8(pem).ok())
        .collect()
}
