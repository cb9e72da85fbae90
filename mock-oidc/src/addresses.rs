//! Where the server's endpoints are, and how their addresses may be spelt.

use url::{Position, Url};

use crate::settings::{IssuerPort, Variant};

/// Path of the token endpoint below the issuer.
pub const TOKEN_PATH: &str = "/access_token";
/// Path of the introspection endpoint below the issuer.
pub const INTROSPECTION_PATH: &str = "/introspect";
/// Path of the revocation endpoint below the issuer.
pub const REVOCATION_PATH: &str = "/token/revoke";
/// Path of the authorization endpoint below the issuer.
pub const AUTHORIZATION_PATH: &str = "/authorize";
/// Path below the issuer that the login form is sent to.
pub const LOGIN_PATH: &str = "/authorize/login";
/// Path below the issuer that the consent form is sent to.
pub const CONSENT_PATH: &str = "/authorize/consent";
/// Path of the pushed authorization request endpoint below the issuer (RFC 9126).
pub const PUSHED_REQUEST_PATH: &str = "/par";
/// Path of the client registration endpoint below the issuer (RFC 7591, 3); registrations are managed below it (RFC 7592, 2).
pub const REGISTRATION_PATH: &str = "/register";
/// Path of a registration below the issuer (RFC 7592, 2).
pub const MANAGEMENT_PATH: &str = "/register/{client_id}";
/// Path of the userinfo endpoint below the issuer (OIDC Core, 5.3).
pub const USERINFO_PATH: &str = "/userinfo";
/// Path of the backchannel authentication endpoint below the issuer (CIBA, 7).
pub const BACKCHANNEL_AUTHENTICATION_PATH: &str = "/bc-authorize";
/// Path below the issuer of the page on which a person decides about requests over the back channel.
pub const DEVICE_PATH: &str = "/device";
/// Path below the issuer that a decision on that page is sent to.
pub const DEVICE_DECISION_PATH: &str = "/device/decision";
/// Path of the key set below the issuer.
pub const KEY_SET_PATH: &str = "/connect/jwk_uri";
/// Path below the issuer of the keys that only the headers of JWTs lead to.
pub const HIDDEN_KEY_SET_PATH: &str = "/connect/hidden";
/// Path below the issuer of the server's own OpenAPI document.
pub const DESCRIPTION_PATH: &str = "/openapi.json";
/// Path of the discovery document below the issuer (OIDC Discovery, 4).
pub const DISCOVERY_PATH: &str = "/.well-known/openid-configuration";
/// What stands before the issuer's path for the second metadata document (RFC 8414, 3).
pub const METADATA_PREFIX: &str = "/.well-known/oauth-authorization-server";

/// The addresses of one server.
#[derive(Clone, Debug)]
pub struct Addresses {
    issuer: Url,
    /// The `iss` of its access tokens.
    pub token_issuer: String,
    /// Spellings accepted as the audience of an assertion, by endpoint.
    pub audiences: Audiences,
}

/// What an assertion may name as its audience: the endpoint it is sent to, the token endpoint, or the issuer.
#[derive(Clone, Debug)]
pub struct Audiences {
    /// At the token endpoint.
    pub token: Vec<String>,
    /// At the introspection endpoint.
    pub introspection: Vec<String>,
    /// At the revocation endpoint.
    pub revocation: Vec<String>,
    /// At the pushed authorization request endpoint.
    pub pushed_requests: Vec<String>,
    /// At the backchannel authentication endpoint.
    pub backchannel: Vec<String>,
}

impl Addresses {
    /// The addresses of a server that is reached at `base`.
    ///
    /// # Errors
    /// When the issuer path makes no URL.
    pub fn new(base: &Url, variant: &Variant) -> Result<Self, url::ParseError> {
        let prefix = base.as_str().trim_end_matches('/');
        let issuer = Url::parse(&format!("{prefix}{}", local_path(&variant.issuer_path)))?;
        let token_issuer = match variant.issuer_port {
            IssuerPort::WrittenOut => with_port(&issuer),
            IssuerPort::AsAdvertised => text(&issuer),
        };
        let audiences = Audiences::below(&issuer);
        Ok(Self {
            issuer,
            token_issuer,
            audiences,
        })
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &Url {
        &self.issuer
    }

    /// The issuer as it is advertised: without a slash at its end.
    #[must_use]
    pub fn issuer_text(&self) -> String {
        text(&self.issuer)
    }

    /// The path that the second metadata document is served under.
    #[must_use]
    pub fn metadata_path(&self) -> String {
        format!(
            "{METADATA_PREFIX}{}",
            self.issuer.path().trim_end_matches('/')
        )
    }

    /// The address of the endpoint at `path` below the issuer.
    #[must_use]
    pub fn below(&self, path: &str) -> Url {
        below(&self.issuer, path)
    }
}

impl Audiences {
    fn below(issuer: &Url) -> Self {
        let token = spellings(&[issuer.clone(), below(issuer, TOKEN_PATH)]);
        let also = |path| {
            let mut audiences = token.clone();
            audiences.extend(spellings(&[below(issuer, path)]));
            audiences
        };
        Self {
            introspection: also(INTROSPECTION_PATH),
            revocation: also(REVOCATION_PATH),
            pushed_requests: also(PUSHED_REQUEST_PATH),
            backchannel: also(BACKCHANNEL_AUTHENTICATION_PATH),
            token,
        }
    }
}

/// An issuer path in the form that routes and URLs need: a leading slash, none at the end.
#[must_use]
pub fn local_path(issuer_path: &str) -> String {
    match issuer_path.trim_matches('/') {
        "" => String::new(),
        path => format!("/{path}"),
    }
}

fn below(issuer: &Url, path: &str) -> Url {
    let mut address = issuer.clone();
    address.set_path(&format!("{}{path}", issuer.path().trim_end_matches('/')));
    address
}

/// Each address as it is advertised and, where its port is the default one, with the port written out.
fn spellings(addresses: &[Url]) -> Vec<String> {
    let mut spellings: Vec<String> = addresses
        .iter()
        .flat_map(|url| [text(url), with_port(url)])
        .collect();
    spellings.dedup();
    spellings
}

fn text(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}

fn with_port(url: &Url) -> String {
    let before = &url[..Position::AfterHost];
    let after = url[Position::BeforePath..].trim_end_matches('/');
    match url.port_or_known_default() {
        Some(port) => format!("{before}:{port}{after}"),
        None => text(url),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    fn addresses(base: &str, variant: &Variant) -> Addresses {
        Addresses::new(&Url::parse(base).unwrap(), variant).unwrap()
    }

    #[test]
    fn the_default_port_is_written_out_in_tokens_as_deployed() {
        let deployed = addresses("https://login.example/", &Variant::das_v1());
        assert_eq!(deployed.issuer_text(), "https://login.example/am/oauth2");
        assert_eq!(deployed.token_issuer, "https://login.example:443/am/oauth2");
    }

    #[test]
    fn both_spellings_of_the_token_endpoint_are_audiences() {
        let known = addresses("https://login.example/", &Variant::das_v1())
            .audiences
            .token;
        assert!(known.contains(&"https://login.example/am/oauth2/access_token".to_owned()));
        assert!(known.contains(&"https://login.example:443/am/oauth2/access_token".to_owned()));
    }

    #[test]
    fn an_issuer_without_path_has_its_endpoints_at_the_root() {
        let variant = Variant {
            issuer_path: "/".to_owned(),
            ..Variant::das_v1()
        };
        let rooted = addresses("https://login.example:8443/", &variant);
        assert_eq!(rooted.issuer_text(), "https://login.example:8443");
        assert_eq!(
            rooted.below(TOKEN_PATH).as_str(),
            "https://login.example:8443/access_token"
        );
        assert_eq!(rooted.metadata_path(), METADATA_PREFIX);
    }

    #[test]
    fn the_introspection_endpoint_is_no_audience_for_tokens() {
        let audiences = addresses("https://login.example/", &Variant::das_v1()).audiences;
        let introspection = "https://login.example/am/oauth2/introspect".to_owned();
        assert!(audiences.introspection.contains(&introspection));
        assert!(!audiences.token.contains(&introspection));
    }
}
