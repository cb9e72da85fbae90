//! Parties that WIPO calls, as the target file has them: an office's own API and the PCT service, with the documents that they keep.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

use crate::named::named;

/// Where an office's own API is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOfficeServer {
    /// The address below which `requests/retrievals` lies.
    pub base: Url,
    /// Whose authorization server vouches for WIPO's calls.
    #[serde(default)]
    pub set_up: RawSetUp,
    /// The documents that it keeps for the test.
    #[serde(default)]
    pub keeps: Vec<RawKept>,
}

named! {
    /// Whose authorization server vouches for WIPO's calls.
    pub enum RawSetUp {
        /// WIPO's, for both directions.
        Wipo = "wipo",
        /// The office's own.
        Own = "own",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro that lists the values derives no default"
)]
impl Default for RawSetUp {
    fn default() -> Self {
        Self::Wipo
    }
}

/// Where the PCT service is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPct {
    /// The address below which `requests/files/url-downloads` lies.
    pub base: Url,
    /// The documents that it keeps for the test.
    #[serde(default)]
    pub keeps: Vec<RawKept>,
}

/// A document that the party under test keeps.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawKept {
    /// Its number.
    pub number: String,
    /// Its kind.
    #[serde(default = "default_kind")]
    pub kind: String,
    /// Its filing date.
    #[schemars(with = "String")]
    pub date: jiff::civil::Date,
    /// A file with its octets, for comparison.
    pub file: PathBuf,
    /// Whether it can be had.
    #[serde(default)]
    pub availability: RawAvailability,
}

fn default_kind() -> String {
    "patent".to_owned()
}

named! {
    /// Whether a kept document can be had.
    pub enum RawAvailability {
        /// It can.
        Available = "available",
        /// Not at present.
        NotAvailable = "not-available",
        /// It is not cleared for others.
        NotCleared = "not-cleared",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro that lists the values derives no default"
)]
impl Default for RawAvailability {
    fn default() -> Self {
        Self::Available
    }
}
