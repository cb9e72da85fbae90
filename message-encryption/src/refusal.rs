//! Why a message is not accepted.

/// A reason for refusing a message, or a key that a message would be made with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is in none of the serializations (RFC 7516, 7).
    #[error("the message is malformed: {0}")]
    Malformed(&'static str),
    /// A header says what it must not, or leaves out what it must say.
    #[error("the header is not acceptable: {0}")]
    Header(&'static str),
    /// An algorithm is not on offer.
    #[error("the algorithm is not acceptable: {0}")]
    Algorithm(&'static str),
    /// No key of the recipient is meant, or the key cannot be used.
    #[error("the encryption key is not acceptable: {0}")]
    EncryptionKey(&'static str),
    /// Key, initialization vector, content and tag do not belong together.
    #[error("the content does not decrypt")]
    Content,
    /// What was decrypted is more than anybody needs.
    #[error("the content is too large")]
    TooLarge,
    /// What was decrypted is no signed payload.
    #[error("the content is not a signed payload: {0}")]
    Layer(&'static str),
    /// The signature is not that of the payload.
    #[error("the signature does not hold")]
    Signature,
    /// The signing key is not known for one of the producer.
    #[error("the signing key is not trusted: {0}")]
    SigningKey(&'static str),
    /// The payload was issued at another time.
    #[error("the payload was not issued lately")]
    Time,
    /// Something of our own could not be done.
    #[error("the message could not be made: {0}")]
    Internal(&'static str),
}

impl Refusal {
    /// A word for machines.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed_message",
            Self::Header(_) => "unacceptable_header",
            Self::Algorithm(_) => "unacceptable_algorithm",
            Self::EncryptionKey(_) => "unacceptable_encryption_key",
            Self::Content => "undecryptable_content",
            Self::TooLarge => "content_too_large",
            Self::Layer(_) => "not_a_signed_payload",
            Self::Signature => "invalid_signature",
            Self::SigningKey(_) => "untrusted_signing_key",
            Self::Time => "not_issued_lately",
            Self::Internal(_) => "server_error",
        }
    }
}
