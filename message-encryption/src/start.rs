//! Why a party of encrypted messages cannot start.

use std::io;

/// Why a party cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be had.
    #[error("listen: {0}")]
    Listen(#[from] io::Error),
    /// The authorities to trust cannot be read.
    #[error("trust the given authorities: {0}")]
    Trust(#[from] mock_kit::tls::TlsError),
}
