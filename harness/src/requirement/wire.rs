//! How the wire looks under a profile: paths, names, algorithms, shapes and lifetimes that the requirements leave open.
//!
//! The parties that we play are set up from it, and the judge expects what it says. What is data: where operations stand and what
//! methods and statuses they have, the names of fields and header fields, the scope, the shape of errors, algorithms and periods. What
//! is not: which fields there are, how they are nested and what they mean. Durations are ISO 8601 of hours and smaller
//! units (`PT1H`, `PT168H`).

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

pub use super::authorization_wire::{
    AuthorizationWire, ClientAuthentication, PkceRule, PushedRequestRule, RequestObjectRule,
    ResourceScopes, ResponseOption, SubjectType,
};
pub use super::daps_wire::{DapsWire, Edition};
use super::operations::OperationsWire;

/// The wire variant in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Wire {
    /// The token endpoint and what belongs to it.
    pub authorization_server: AuthorizationServerWire,
    /// The exchange API.
    pub das: DasWire,
    /// The attribute provisioning of a data space, where the profile has one.
    #[serde(default)]
    pub daps: Option<DapsWire>,
}

/// What an authorization server is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AuthorizationServerWire {
    /// The path of the issuer, `/am/oauth2`.
    pub issuer_path: String,
    /// What access tokens are signed with.
    pub access_token_algorithm: Algorithm,
    /// How `scope` stands in an access token.
    pub scope_form: ScopeForm,
    /// What `aud` of an access token names.
    pub audience: TokenAudience,
    /// How `iss` of an access token spells the default port.
    pub issuer_port: IssuerPort,
    /// How long an access token lives.
    pub access_token_lifetime: SignedDuration,
    /// What client assertions may be signed with.
    pub assertion_algorithms: Vec<Algorithm>,
    /// The farthest `exp` of a client assertion that is taken; none: any.
    #[serde(default)]
    pub assertion_lifetime_limit: Option<SignedDuration>,
    /// What becomes of `jti` in a client assertion.
    pub jti: JtiRule,
    /// Whether the certificate that carried a client's key stops counting when it expires.
    pub certificate_expiry: CertificateExpiry,
    /// How clients may prove who they are.
    #[serde(default = "private_key_jwt_alone")]
    pub client_authentication: Vec<ClientAuthentication>,
    /// Whether access tokens are bound to the certificate of the client (RFC 8705, 3).
    #[serde(default)]
    pub sender_constrained: bool,
    /// What concerns the users of an authorization server; one that serves machines alone has none of it.
    #[serde(default)]
    pub authorization: Option<AuthorizationWire>,
    /// How clients are registered over the wire; nothing where they are not.
    #[serde(default)]
    pub registration: Option<RegistrationWire>,
}

/// How clients are registered over the wire (RFC 7591; FDX, 2B).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RegistrationWire {
    /// The scope value of access tokens for registering clients.
    pub scope: String,
}

fn private_key_jwt_alone() -> Vec<ClientAuthentication> {
    vec![ClientAuthentication::PrivateKeyJwt]
}

/// What DAS is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DasWire {
    /// The path below which the operations lie, `/das-api/v1`.
    pub base_path: String,
    /// Where each operation stands below it, and how its success is told.
    pub operations: OperationsWire,
    /// What fields are called here that have another name in the API as deployed: that name, then the one here. The others keep theirs.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// The names of header fields.
    pub headers: HeadersWire,
    /// The scope that an access token must carry.
    pub scope: String,
    /// What `aud` of an access token must name.
    pub audience: TokenAudience,
    /// Whether an error stands in a member `error` of its own.
    pub error_wrapper: bool,
    /// What an access code consists of.
    pub access_code: AccessCode,
    /// Whether an error tells the access code or date that would have been right.
    pub discloses_expected_values: bool,
    /// How long an upload URL can be used.
    pub upload_url_lifetime: SignedDuration,
    /// How long a download URL can be used.
    pub download_url_lifetime: SignedDuration,
    /// How long a copy stays in the transit zone unless it is deleted before.
    pub transit_period: SignedDuration,
    /// When a retrieval that cannot succeed is refused.
    pub retrieval_errors: RetrievalErrors,
    /// How long DAS waits for content that another party has to supply.
    pub forwarding_deadline: SignedDuration,
    /// What ends a copy of a document of RO/IB before the transit period does.
    pub ro_ib_erased_after: RoIbErasedAfter,
    /// Which content is encrypted to the office that fetches it.
    #[serde(default)]
    pub content_encryption: ContentEncryption,
}

/// Which content is encrypted to the office that fetches it, beyond the channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContentEncryption {
    /// None, as deployed.
    #[default]
    None,
    /// That of unpublished documents.
    Unpublished,
}

/// The names of header fields of the exchange API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HeadersWire {
    /// Where the original of a document lies that is served as one merged PDF.
    pub original_document_url: String,
}

/// A signature algorithm, by its registered name (RFC 7518, 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    #[serde(rename = "RS256")]
    Rs256,
    /// RSASSA-PSS with SHA-256.
    #[serde(rename = "PS256")]
    Ps256,
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
    /// EdDSA with Ed25519 (RFC 8037, 3.1).
    #[serde(rename = "EdDSA")]
    EdDsa,
}

impl Algorithm {
    /// Its registered name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
        }
    }
}

/// How `scope` stands in an access token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScopeForm {
    /// As a JSON array.
    Array,
    /// As text with spaces (RFC 9068, 2.2.3).
    Text,
}

/// What `aud` of an access token names: `client`, or otherwise the identifier of an API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum TokenAudience {
    /// The client that asked for it, as deployed.
    Client,
    /// The API that it is for.
    Api(String),
}

impl From<String> for TokenAudience {
    fn from(text: String) -> Self {
        if text == "client" {
            Self::Client
        } else {
            Self::Api(text)
        }
    }
}

impl From<TokenAudience> for String {
    fn from(audience: TokenAudience) -> Self {
        match audience {
            TokenAudience::Client => "client".to_owned(),
            TokenAudience::Api(api) => api,
        }
    }
}

/// How `iss` of an access token spells the default port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IssuerPort {
    /// `:443` stands in it, as deployed.
    WrittenOut,
    /// As the metadata spell the issuer.
    AsAdvertised,
}

/// What becomes of `jti` in a client assertion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JtiRule {
    /// It is not looked at.
    Ignored,
    /// It must be there and be new (OpenID Connect Core 9).
    RequiredOnce,
}

/// Whether the certificate that carried a client's key stops counting when it expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateExpiry {
    /// The certificate is a container for the key and nothing else.
    Ignored,
    /// The key ends with its certificate.
    Enforced,
}

/// What an access code consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessCode {
    /// Four hexadecimal digits, as on the portal.
    Hexadecimal,
    /// Four letters or digits, as on the page of the API.
    Alphanumeric,
}

/// When a retrieval that cannot succeed is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetrievalErrors {
    /// In the answer to the request.
    Immediate,
    /// In the status of the request, later.
    InStatus,
}

/// What ends a copy of a document of RO/IB before the transit period does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoIbErasedAfter {
    /// The first complete download.
    Download,
    /// The deletion by the office.
    Deletion,
}
