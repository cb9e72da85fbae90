//! The authorization servers that the client was registered with, each with a redirect URI of its own (FAPI 1.0 Baseline, 5.2.3-3).

use serde::Serialize;
use url::{ParseError, Url};

use super::settings::Settings;

/// One authorization server that the client deals with.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// Its issuer.
    pub issuer: Url,
    /// Where its responses are to go, and those of no other server.
    pub redirect_uri: Url,
}

impl Registration {
    /// Those of `settings`, the usual one first, for a client that stands below `base`.
    pub fn all(settings: &Settings, base: &Url) -> Result<Vec<Self>, ParseError> {
        let issuers = std::iter::once(&settings.issuer).chain(&settings.other_issuers);
        let numbered = issuers.enumerate().map(|(number, issuer)| {
            Ok(Self {
                issuer: issuer.clone(),
                redirect_uri: base.join(&path(number))?,
            })
        });
        numbered.collect()
    }

    /// The issuer without the slash at its end, which nobody agrees on.
    pub fn bare_issuer(&self) -> &str {
        bare(self.issuer.as_str())
    }

    /// Whether that is its issuer.
    pub fn is_named(&self, issuer: &str) -> bool {
        bare(issuer) == self.bare_issuer()
    }
}

fn path(number: usize) -> String {
    match number {
        0 => "callback".to_owned(),
        other => format!("callback/{other}"),
    }
}

fn bare(issuer: &str) -> &str {
    issuer.trim_end_matches('/')
}
