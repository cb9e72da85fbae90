//! A request as an endpoint receives it: header fields and a body of limited length.

use axum::extract::Request;
use bytes::Bytes;
use http::request::Parts;
use mock_kit::tls::ClientCertificate;

use crate::oauth_error::Refusal;

/// The longest request body that is read, in octets.
pub const BODY_LIMIT: usize = 64 << 10;

/// A request whose body has arrived.
#[derive(Debug)]
pub struct Received {
    /// Method, target and header fields.
    pub head: Parts,
    /// The body.
    pub body: Bytes,
}

impl Received {
    /// Waits for the body of `request`.
    ///
    /// # Errors
    /// [`Refusal::NotAForm`] when the body breaks off or is too long.
    pub async fn from(request: Request) -> Result<Self, Refusal> {
        let (head, body) = request.into_parts();
        let body = axum::body::to_bytes(body, BODY_LIMIT);
        let body = body.await.map_err(|_| Refusal::NotAForm)?;
        Ok(Self { head, body })
    }

    /// The certificate that the caller showed in its handshake, as DER.
    #[must_use]
    pub fn certificate(&self) -> Option<&[u8]> {
        let shown = self.head.extensions.get::<ClientCertificate>()?;
        Some(&shown.0)
    }

    /// The text of the `Authorization` header field.
    #[must_use]
    pub fn authorization(&self) -> Option<&str> {
        let given = self.head.headers.get(http::header::AUTHORIZATION)?;
        Some(given.to_str().unwrap_or_default())
    }
}
