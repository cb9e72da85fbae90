//! How content keys are encrypted (RFC 7518, 4.1).

use crate::named::named;

named! {
    /// A key management algorithm, by the name that headers have for it.
    pub enum Method {
        /// RSAES-OAEP with SHA-1.
        RsaOaep = "RSA-OAEP",
        /// RSAES-OAEP with SHA-256.
        RsaOaep256 = "RSA-OAEP-256",
        /// RSAES-PKCS1-v1_5, which is not to be used.
        Rsa1_5 = "RSA1_5",
        /// The agreed key itself.
        EcdhEs = "ECDH-ES",
        /// AES-128 key wrap under the agreed key.
        EcdhEsA128Kw = "ECDH-ES+A128KW",
        /// AES-256 key wrap under the agreed key.
        EcdhEsA256Kw = "ECDH-ES+A256KW",
    }
}

impl Method {
    /// Those by which the two sides agree on a key, the best first.
    pub const AGREEMENTS: [Self; 3] = [Self::EcdhEsA256Kw, Self::EcdhEsA128Kw, Self::EcdhEs];
    /// Those under RSA, the best first.
    pub const OAEP: [Self; 2] = [Self::RsaOaep256, Self::RsaOaep];

    /// Whether the two sides agree on a key.
    pub fn agrees(self) -> bool {
        matches!(self, Self::EcdhEs | Self::EcdhEsA128Kw | Self::EcdhEsA256Kw)
    }

    /// The kind of key that it takes.
    pub fn key_type(self) -> &'static str {
        if self.agrees() { "EC" } else { "RSA" }
    }

    /// The name and the length in octets for which an agreed key is derived (RFC 7518, 4.6.2).
    pub fn derivation(self) -> (&'static str, usize) {
        match self {
            Self::EcdhEsA128Kw => (self.name(), 16),
            Self::EcdhEsA256Kw => (self.name(), 32),
            _ => ("A256GCM", 32),
        }
    }
}
