//! A registry of recipients that this server has agreed on with its partners (FDX API Security Profile, 2C).

use url::Url;

/// Where a registry is, and what opens it.
#[derive(Clone)]
pub struct KnownRegistry {
    /// The URL below which `recipient` stands.
    pub base: Url,
    /// The access token of this server there.
    pub access_token: String,
}

/// Without the access token, which nobody is to find in a log.
impl std::fmt::Debug for KnownRegistry {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("KnownRegistry");
        shown
            .field("base", &self.base.as_str())
            .finish_non_exhaustive()
    }
}
