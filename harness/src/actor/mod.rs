//! The parties that the judge plays, and how it reaches the others.

pub mod counterparty;
pub mod documents;
pub mod environment;
pub mod forge;
pub mod oauth_client;
pub mod office;

/// A party that requests are sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Issues tokens.
    AuthorizationServer,
    /// Exchanges documents.
    Das,
}

impl Party {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::AuthorizationServer, Self::Das];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::AuthorizationServer => "authorization server",
            Self::Das => "DAS",
        }
    }
}
