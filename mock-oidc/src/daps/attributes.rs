//! What is known of a connector beside its certificate.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::guarantee;

/// The attributes of one connector (IDS-G, content of a Dynamic Attribute Token). They change without a new certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Attributes {
    /// The security profile that it is certified for.
    pub security_profile: String,
    /// Where its self-description lies.
    #[serde(default)]
    pub referring_connector: Option<String>,
    /// The SHA-256 of each certificate that it uses for TLS, in hexadecimal digits.
    #[serde(default)]
    pub transport_certs_sha256: Vec<String>,
    /// In what it exceeds its profile.
    #[serde(default)]
    pub extended_guarantee: Vec<String>,
}

impl Attributes {
    /// The members of a DAT that tell them; a guarantee that does not exceed the profile cannot be told.
    pub fn claims(&self, every_guarantee: bool) -> Map<String, Value> {
        let mut claims = Map::new();
        claims.insert("securityProfile".to_owned(), json!(self.security_profile));
        if let Some(url) = &self.referring_connector {
            claims.insert("referringConnector".to_owned(), json!(url));
        }
        let certificates = &self.transport_certs_sha256;
        if !certificates.is_empty() {
            claims.insert("transportCertsSha256".to_owned(), json!(certificates));
        }
        let exceeding =
            |word: &&String| every_guarantee || guarantee::exceeds(word, &self.security_profile);
        let guarantees: Vec<_> = self.extended_guarantee.iter().filter(exceeding).collect();
        if !guarantees.is_empty() {
            claims.insert("extendedGuarantee".to_owned(), json!(guarantees));
        }
        claims
    }
}
