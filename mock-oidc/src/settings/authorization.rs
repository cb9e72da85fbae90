//! How resource owners authorize clients, where profiles differ.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{Algorithm, BackchannelVariant};

/// The behaviour of the authorization endpoint and of what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AuthorizationVariant {
    /// The response types with their modes that are on offer.
    pub responses: Vec<ResponseOption>,
    /// Whether requests have to be signed (RFC 9101).
    pub request_object: RequestObjectRule,
    /// Whether requests can or have to be pushed (RFC 9126).
    pub pushed_requests: PushedRequestRule,
    /// When a proof key is demanded (RFC 7636).
    pub pkce: PkceRule,
    /// How long an authorization code can be redeemed.
    pub code_lifetime: SignedDuration,
    /// How long a pushed request can be used.
    pub request_uri_lifetime: SignedDuration,
    /// Algorithms for ID tokens and for signed responses; the first is the default.
    pub id_token_algorithms: Vec<Algorithm>,
    /// Algorithms that request objects may be signed with.
    pub request_object_algorithms: Vec<Algorithm>,
    /// How users are called towards clients.
    pub subjects: SubjectType,
    /// Whether requests carry consent objects (RFC 9396), as in FDX.
    pub authorization_details: bool,
    /// The levels of assurance that logging in reaches, the usual one first.
    pub acr_values: Vec<String>,
    /// How users are asked over the back channel (CIBA); nothing where they are not.
    pub backchannel: Option<BackchannelVariant>,
}

/// A response type with its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResponseOption {
    /// `code`, in the query (RFC 6749, 4.1.2).
    Code,
    /// `code` with mode `jwt` (JARM).
    CodeJwt,
    /// `code id_token`, in the fragment (OIDC Core, 3.3).
    CodeIdToken,
}

/// Whether authorization requests have to be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestObjectRule {
    /// They may be.
    Optional,
    /// They have to be.
    Required,
}

/// Whether authorization requests can be pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PushedRequestRule {
    /// They cannot.
    NotOffered,
    /// They can.
    Offered,
    /// They have to be.
    Required,
}

/// When a proof key is demanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PkceRule {
    /// Always.
    Required,
    /// For pushed requests.
    WithPushedRequests,
}

/// How users are called towards clients (OIDC Core, 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectType {
    /// Alike towards all.
    Public,
    /// Differently in each sector.
    Pairwise,
}
