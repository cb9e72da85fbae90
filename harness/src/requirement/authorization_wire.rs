//! What a profile leaves open about authorization by users: response types, request objects, pushed requests, lifetimes.

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::backchannel_wire::BackchannelWire;
use super::wire::Algorithm;

/// What concerns the users of an authorization server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AuthorizationWire {
    /// What may be asked for, and how it is answered; the first is what scenarios ask for where it does not matter.
    pub responses: Vec<ResponseOption>,
    /// Whether requests must be signed.
    pub request_object: RequestObjectRule,
    /// Whether requests may or must be pushed (RFC 9126).
    pub pushed_requests: PushedRequestRule,
    /// Which requests need a code challenge (RFC 7636).
    pub pkce: PkceRule,
    /// How long a code can be redeemed.
    pub code_lifetime: SignedDuration,
    /// How long a pushed request can be used.
    pub request_uri_lifetime: SignedDuration,
    /// What ID tokens may be signed with; the first is what is used where nothing else is registered.
    pub id_token_algorithms: Vec<Algorithm>,
    /// What request objects may be signed with.
    pub request_object_algorithms: Vec<Algorithm>,
    /// Whether every client knows a user by another name.
    pub subjects: SubjectType,
    /// Whether consent is asked for in detail (RFC 9396).
    pub authorization_details: bool,
    /// The levels of assurance that logging in reaches.
    pub acr_values: Vec<String>,
    /// The scope values that clients ask users for.
    pub scopes: Vec<String>,
    /// Which of them open what at our own resource server.
    pub resources: ResourceScopes,
    /// How users are asked over the back channel, where they are (CIBA).
    #[serde(default)]
    pub backchannel: Option<BackchannelWire>,
}

/// What takes which scope value at our own resource server. Where consent is asked for in detail, it takes the data cluster of the same
/// name besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ResourceScopes {
    /// Reading accounts.
    pub reading: String,
    /// Making a payment.
    pub paying: String,
}

/// How a client may prove who it is, by its registered name (RFC 8414, 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthentication {
    /// By an assertion that it signs with its private key (OpenID Connect Core 9).
    PrivateKeyJwt,
    /// By an assertion under a secret that both know (OpenID Connect Core 9).
    ClientSecretJwt,
    /// By a certificate that an authority vouches for (RFC 8705, 2.1).
    TlsClientAuth,
    /// By a certificate that it signed itself (RFC 8705, 2.2).
    SelfSignedTlsClientAuth,
    /// Not at all: a public client.
    None,
}

/// What is asked for, and how it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ResponseOption {
    /// A code, in the query.
    Code,
    /// A code, within a signed response (JARM).
    CodeJwt,
    /// A code and an ID token, in the fragment.
    CodeIdToken,
}

/// Whether requests must be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestObjectRule {
    /// They may be.
    Optional,
    /// They must be (FAPI 1.0 Advanced, 5.2.2, item 1).
    Required,
}

/// Whether requests may or must be pushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PushedRequestRule {
    /// They cannot be.
    NotOffered,
    /// They may be.
    Offered,
    /// They must be.
    Required,
}

/// Which requests need a code challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PkceRule {
    /// All of them (FAPI 1.0 Baseline, 5.2.2, item 7).
    Required,
    /// Those that are pushed (FAPI 1.0 Advanced, 5.2.2, item 18).
    WithPushedRequests,
}

/// Whether every client knows a user by another name (OpenID Connect Core 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectType {
    /// All know the user by one name.
    Public,
    /// Each sector has a name of its own for the user.
    Pairwise,
}
