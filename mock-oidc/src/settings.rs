//! What a server is started with, and the variants of behaviour that profiles choose from.

mod authorization;
mod backchannel;
mod client;
mod profiles;
mod registration;

use jiff::SignedDuration;
use mock_kit::{Clock, ListenerSettings};
use serde::{Deserialize, Serialize};

pub use self::authorization::{
    AuthorizationVariant, PkceRule, PushedRequestRule, RequestObjectRule, ResponseOption,
    SubjectType,
};
pub use self::backchannel::{BackchannelVariant, DeliveryMode};
pub use self::client::{
    Authentication, Client, ClientAuthentication, ClientKeys, ClientStatus, Delegation,
};
pub use self::registration::RegistrationVariant;

/// Everything that a server needs to start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens, and how others reach it.
    pub listener: ListenerSettings,
    /// How it behaves where profiles differ.
    pub variant: Variant,
    /// The clock that all its lifetimes are measured on.
    pub clock: Clock,
    /// The authorities, as PEM texts, that it trusts when it fetches the key set of a client and when a client shows a certificate.
    pub trust: Vec<String>,
    /// The clients that it knows from the start.
    pub clients: Vec<Client>,
    /// The people who may log in, where there is an authorization endpoint.
    pub users: Vec<User>,
}

/// Somebody who owns resources and can log in.
#[derive(Clone, Debug)]
pub struct User {
    /// The name for logging in.
    pub username: String,
    /// The password for logging in.
    pub password: String,
    /// Who this is, before the subject is made pairwise (OIDC Core, 8).
    pub subject: String,
    /// The code without which the back channel does not disturb this user (CIBA, 7.1.2).
    pub user_code: Option<String>,
}

/// The behaviour in force where profiles differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Variant {
    /// Path of the issuer, such as `/am/oauth2`; every endpoint lies below it.
    pub issuer_path: String,
    /// Algorithm that access tokens are signed with.
    pub access_token_algorithm: Algorithm,
    /// How the scope stands in access tokens.
    pub scope_form: ScopeForm,
    /// Whom access tokens are made for.
    pub audience: Audience,
    /// How the issuer is spelt in access tokens.
    pub issuer_port: IssuerPort,
    /// How long access tokens live.
    pub access_token_lifetime: SignedDuration,
    /// Algorithms that client assertions may be signed with.
    pub assertion_algorithms: Vec<Algorithm>,
    /// How far off the expiry of an assertion may be; without a limit of the profile, an hour.
    pub assertion_lifetime_limit: Option<SignedDuration>,
    /// What becomes of the `jti` of an assertion.
    pub jti: JtiRule,
    /// Whether a client's certificate is more than a container for its key.
    pub certificate_expiry: CertificateExpiry,
    /// The ways for clients to authenticate that are on offer.
    pub client_authentication: Vec<ClientAuthentication>,
    /// Whether access tokens are bound to the certificate that the client showed (RFC 8705, 3).
    pub sender_constrained: bool,
    /// How resource owners authorize clients; nothing for a server that speaks to machines only.
    pub authorization: Option<AuthorizationVariant>,
    /// How clients are registered over the wire; nothing where they are not.
    #[serde(default)]
    pub registration: Option<RegistrationVariant>,
}

impl Variant {
    /// DAS as deployed: the token that WIPO's authorization server makes.
    #[must_use]
    pub fn das_v1() -> Self {
        Self {
            issuer_path: "/am/oauth2".to_owned(),
            access_token_algorithm: Algorithm::Rs256,
            scope_form: ScopeForm::Array,
            audience: Audience::Client,
            issuer_port: IssuerPort::WrittenOut,
            access_token_lifetime: SignedDuration::from_hours(1),
            assertion_algorithms: vec![Algorithm::Es256],
            assertion_lifetime_limit: None,
            jti: JtiRule::Ignored,
            certificate_expiry: CertificateExpiry::Ignored,
            client_authentication: vec![ClientAuthentication::PrivateKeyJwt],
            sender_constrained: false,
            authorization: None,
            registration: None,
        }
    }

    /// DAS as first specified: the token is made for the DAS API at `audience`.
    #[must_use]
    pub fn das_seed(audience: impl Into<String>) -> Self {
        Self {
            access_token_algorithm: Algorithm::Es256,
            scope_form: ScopeForm::Text,
            audience: Audience::Api(audience.into()),
            issuer_port: IssuerPort::AsAdvertised,
            ..Self::das_v1()
        }
    }

    /// Every algorithm that the key of a client may be used with.
    #[must_use]
    pub fn client_algorithms(&self) -> Vec<Algorithm> {
        let of_requests = self
            .authorization
            .iter()
            .flat_map(|authorization| &authorization.request_object_algorithms);
        let mut algorithms = self.assertion_algorithms.clone();
        for algorithm in of_requests {
            if !algorithms.contains(algorithm) {
                algorithms.push(*algorithm);
            }
        }
        algorithms
    }
}

/// A signature algorithm of RFC 7518, 3.1, or of RFC 8037, 3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256", alias = "es256")]
    Es256,
    /// RSASSA-PSS with SHA-256.
    #[serde(rename = "PS256", alias = "ps256")]
    Ps256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    #[serde(rename = "RS256", alias = "rs256")]
    Rs256,
    /// EdDSA with Ed25519, and with no other curve.
    #[serde(rename = "EdDSA", alias = "eddsa")]
    EdDsa,
}

impl Algorithm {
    /// Every algorithm known here.
    pub const ALL: [Self; 4] = [Self::Es256, Self::Ps256, Self::Rs256, Self::EdDsa];

    /// Its name in an `alg` member.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Ps256 => "PS256",
            Self::Rs256 => "RS256",
            Self::EdDsa => "EdDSA",
        }
    }

    /// The algorithm of that very name; names are case-sensitive.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// How the scope stands in an access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScopeForm {
    /// An array of texts, as deployed.
    Array,
    /// One text with spaces between the values.
    Text,
}

/// Whom an access token is made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The client that it is issued to, as deployed.
    Client,
    /// The API of this name.
    Api(String),
}

/// How the issuer is spelt in an access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IssuerPort {
    /// With its port even where that is the default one, as deployed.
    WrittenOut,
    /// As in the discovery document.
    AsAdvertised,
}

/// What becomes of the `jti` of an assertion (OIDC Core, 9; RFC 7523, 3 item 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JtiRule {
    /// Nobody looks at it.
    Ignored,
    /// It is demanded, and taken once while the assertion is valid.
    RequiredOnce,
}

/// Whether the validity period of a client's certificate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateExpiry {
    /// The certificate is a container for the key.
    Ignored,
    /// The key is used only while the certificate is valid.
    Enforced,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    #[test]
    fn a_variant_is_written_and_read_alike() {
        for variant in [
            Variant::das_v1(),
            Variant::das_seed("https://das.example/"),
            Variant::fapi1_baseline(),
            Variant::fapi1_advanced(),
            Variant::fdx(),
            Variant::ciba(),
            Variant::fapi_ciba(),
        ] {
            let written = serde_json::to_value(&variant).unwrap();
            assert_eq!(serde_json::from_value::<Variant>(written).unwrap(), variant);
        }
    }

    #[test]
    fn an_unknown_member_of_a_variant_is_refused() {
        let mut written = serde_json::to_value(Variant::das_v1()).unwrap();
        written["isuer-path"] = serde_json::Value::from("/");
        assert!(serde_json::from_value::<Variant>(written).is_err());
    }
}
