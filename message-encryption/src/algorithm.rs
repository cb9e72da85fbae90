//! The algorithms on offer: those that the cryptography list of FDX and the IANA register of JOSE recommend (Part 4, algorithm and key size).

use josekit::JoseError;
use josekit::jwe::alg::ecdh_es::EcdhEsJweAlgorithm;
use josekit::jwe::alg::rsaes::RsaesJweAlgorithm;
use josekit::jwe::{
    ECDH_ES, ECDH_ES_A128KW, ECDH_ES_A256KW, JweDecrypter, JweEncrypter, RSA_OAEP, RSA_OAEP_256,
};
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use josekit::jws::{ES256, EdDSA, JwsSigner, JwsVerifier, PS256, RS256};
use openssl::nid::Nid;

/// What content is encrypted with: the one algorithm on offer (RFC 7518, 5.3).
pub const CONTENT_ENCRYPTION: &str = "A256GCM";

/// What a payload is signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignatureAlgorithm {
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// Ed25519.
    EdDsa,
    /// RSASSA-PKCS1-v1_5 with SHA-256: in the examples of Part 4, but not in the list of FDX.
    Rs256,
}

impl SignatureAlgorithm {
    /// Those of the list of FDX (cryptography, item 2).
    pub const LISTED: [Self; 3] = [Self::Es256, Self::Ps256, Self::EdDsa];
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Es256, Self::Ps256, Self::EdDsa, Self::Rs256];

    /// The name that stands in headers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Ps256 => "PS256",
            Self::EdDsa => "EdDSA",
            Self::Rs256 => "RS256",
        }
    }

    /// The algorithm of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// The kind of key that it takes.
    #[must_use]
    pub fn key_type(self) -> &'static str {
        match self {
            Self::Es256 => "EC",
            Self::Ps256 | Self::Rs256 => "RSA",
            Self::EdDsa => "OKP",
        }
    }

    /// A signer by a private key.
    pub(crate) fn signer(self, key: &Jwk) -> Result<Box<dyn JwsSigner>, JoseError> {
        Ok(match self {
            Self::Es256 => Box::new(ES256.signer_from_jwk(key)?),
            Self::Ps256 => Box::new(PS256.signer_from_jwk(key)?),
            Self::EdDsa => Box::new(EdDSA.signer_from_jwk(key)?),
            Self::Rs256 => Box::new(RS256.signer_from_jwk(key)?),
        })
    }

    /// A verifier by a public key.
    pub(crate) fn verifier(self, key: &Jwk) -> Result<Box<dyn JwsVerifier>, JoseError> {
        Ok(match self {
            Self::Es256 => Box::new(ES256.verifier_from_jwk(key)?),
            Self::Ps256 => Box::new(PS256.verifier_from_jwk(key)?),
            Self::EdDsa => Box::new(EdDSA.verifier_from_jwk(key)?),
            Self::Rs256 => Box::new(RS256.verifier_from_jwk(key)?),
        })
    }
}

/// A curve on which two sides agree on a key (Part 4, recommended curves).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Curve {
    /// prime256v1.
    P256,
    /// secp384r1.
    P384,
    /// secp521r1.
    P521,
}

impl Curve {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::P256, Self::P384, Self::P521];

    /// The name that keys have for it (RFC 7518, 6.2.1.1).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    /// The curve of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// The same as josekit calls it.
    #[must_use]
    pub fn of_josekit(self) -> EcCurve {
        match self {
            Self::P256 => EcCurve::P256,
            Self::P384 => EcCurve::P384,
            Self::P521 => EcCurve::P521,
        }
    }

    /// The same as OpenSSL calls it.
    pub(crate) fn of_openssl(self) -> Nid {
        match self {
            Self::P256 => Nid::X9_62_PRIME256V1,
            Self::P384 => Nid::SECP384R1,
            Self::P521 => Nid::SECP521R1,
        }
    }
}

/// What a content key is encrypted with, or agreed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyManagement {
    /// RSAES-OAEP with SHA-1, as the sketches of Part 4 have it.
    RsaOaep,
    /// RSAES-OAEP with SHA-256.
    RsaOaep256,
    /// The agreed key itself.
    EcdhEs,
    /// AES-128 key wrap under the agreed key.
    EcdhEsA128Kw,
    /// AES-256 key wrap under the agreed key.
    EcdhEsA256Kw,
}

/// josekit's halves of [`KeyManagement`].
enum Half {
    Rsa(RsaesJweAlgorithm),
    Agreement(EcdhEsJweAlgorithm),
}

impl KeyManagement {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::RsaOaep,
        Self::RsaOaep256,
        Self::EcdhEs,
        Self::EcdhEsA128Kw,
        Self::EcdhEsA256Kw,
    ];

    /// The name that stands in headers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RsaOaep => "RSA-OAEP",
            Self::RsaOaep256 => "RSA-OAEP-256",
            Self::EcdhEs => "ECDH-ES",
            Self::EcdhEsA128Kw => "ECDH-ES+A128KW",
            Self::EcdhEsA256Kw => "ECDH-ES+A256KW",
        }
    }

    /// The algorithm of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// The kind of key that it takes.
    #[must_use]
    pub fn key_type(self) -> &'static str {
        if self.agrees() { "EC" } else { "RSA" }
    }

    /// Whether the two sides agree on a key (RFC 7518, 4.6).
    #[must_use]
    pub fn agrees(self) -> bool {
        matches!(self.half(), Half::Agreement(_))
    }

    /// Octets of the key that wraps the content key; of the content key itself where nothing is wrapped.
    pub(crate) fn agreed_octets(self) -> usize {
        if self == Self::EcdhEsA128Kw { 16 } else { 32 }
    }

    fn half(self) -> Half {
        match self {
            Self::RsaOaep => Half::Rsa(RSA_OAEP),
            Self::RsaOaep256 => Half::Rsa(RSA_OAEP_256),
            Self::EcdhEs => Half::Agreement(ECDH_ES),
            Self::EcdhEsA128Kw => Half::Agreement(ECDH_ES_A128KW),
            Self::EcdhEsA256Kw => Half::Agreement(ECDH_ES_A256KW),
        }
    }

    pub(crate) fn encrypter(self, key: &Jwk) -> Result<Box<dyn JweEncrypter>, JoseError> {
        Ok(match self.half() {
            Half::Rsa(algorithm) => Box::new(algorithm.encrypter_from_jwk(key)?),
            Half::Agreement(algorithm) => Box::new(algorithm.encrypter_from_jwk(key)?),
        })
    }

    pub(crate) fn decrypter(self, key: &Jwk) -> Result<Box<dyn JweDecrypter>, JoseError> {
        Ok(match self.half() {
            Half::Rsa(algorithm) => Box::new(algorithm.decrypter_from_jwk(key)?),
            Half::Agreement(algorithm) => Box::new(algorithm.decrypter_from_jwk(key)?),
        })
    }
}

/// RSAES-PKCS1-v1_5, with which nobody careful encrypts any more (RFC 8725, 3.2).
pub(crate) mod rsa1_5 {
    #![expect(deprecated, reason = "for parties that misbehave on purpose")]

    use super::{JoseError, JweDecrypter, JweEncrypter, Jwk};
    use josekit::jwe::RSA1_5;

    /// The name that stands in headers.
    pub(crate) const NAME: &str = "RSA1_5";

    pub(crate) fn encrypter(key: &Jwk) -> Result<Box<dyn JweEncrypter>, JoseError> {
        Ok(Box::new(RSA1_5.encrypter_from_jwk(key)?))
    }

    pub(crate) fn decrypter(key: &Jwk) -> Result<Box<dyn JweDecrypter>, JoseError> {
        Ok(Box::new(RSA1_5.decrypter_from_jwk(key)?))
    }
}
