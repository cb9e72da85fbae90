//! Why a registering party cannot go on.

use josekit::JoseError;
use mock_kit::tls::TlsError;

/// Why an act did not come to its end. The texts fit after "failed to".
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Authorities or certificate cannot be used.
    #[error("set up TLS: {0}")]
    Tls(#[from] TlsError),
    /// A key cannot be used.
    #[error("sign: {0}")]
    Signing(#[from] JoseError),
    /// The provider cannot be reached.
    #[error("reach the provider: {0}")]
    Line(#[from] reqwest::Error),
    /// An answer breaks off, is too long, or is no JSON.
    #[error("read the answer to {0}")]
    Unreadable(&'static str),
    /// An answer lacks what is needed.
    #[error("find {0} in the answer of the provider")]
    Missing(&'static str),
    /// The provider refuses.
    #[error("be served: {0} was refused")]
    Refused(&'static str),
}
