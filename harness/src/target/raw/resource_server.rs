//! A resource server under test, as the target file has it.

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

/// Where a resource server is, and what the user who logs in for the test owns there. Paths are relative to `base`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawResourceServer {
    /// The address below which everything lies.
    pub base: Url,
    /// What the user may have read by GET.
    pub reads: RawReading,
    /// Single resources of the user, where consents name them one by one.
    #[serde(default)]
    pub own: Vec<RawResource>,
    /// A resource of somebody else.
    pub another_user: Option<RawOfAnother>,
    /// An origin whose scripts it lets in.
    pub origin: Option<Url>,
}

/// What is read, and what that takes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawReading {
    /// Its path.
    pub path: String,
    /// The scope value without which it is refused.
    pub scope: String,
}

/// One resource.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawResource {
    /// The name that consents and answers have for it.
    pub id: String,
    /// Its path.
    pub path: String,
}

/// A resource of somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOfAnother {
    /// Whose it is, by the name that the resource server knows.
    pub subject: String,
    /// The name that answers have for it.
    pub id: String,
    /// Its path.
    pub path: String,
}
