//! The content of a message, encrypted with A256GCM (RFC 7518, 5.3).

use mock_kit::FaultPlan;
use openssl::symm::{Cipher, decrypt, decrypt_aead, encrypt_aead};

use crate::faults::consumer::content::{
    ACCEPTS_LONG_VECTORS, ACCEPTS_SHORT_TAGS, OVERLOOKS_THE_TAG,
};
use crate::refusal::Refusal;

/// Octets of a content key.
pub(crate) const KEY_OCTETS: usize = 32;
/// Octets of an initialization vector.
pub(crate) const VECTOR_OCTETS: usize = 12;
/// Octets of an authentication tag.
pub(crate) const TAG_OCTETS: usize = 16;

/// Ciphertext and tag.
pub(crate) fn encrypted(
    key: &[u8],
    vector: &[u8],
    aad: &[u8],
    content: &[u8],
) -> Result<(Vec<u8>, Vec<u8>), Refusal> {
    let mut tag = vec![0; TAG_OCTETS];
    let cipher = Cipher::aes_256_gcm();
    let ciphertext = encrypt_aead(cipher, key, Some(vector), aad, content, &mut tag)
        .map_err(|_| Refusal::Internal("the content cannot be encrypted"))?;
    Ok((ciphertext, tag))
}

/// What is to be decrypted.
pub(crate) struct Encrypted<'a> {
    pub key: &'a [u8],
    pub vector: &'a [u8],
    pub aad: &'a [u8],
    pub ciphertext: &'a [u8],
    pub tag: &'a [u8],
}

impl Encrypted<'_> {
    /// The content, if it is authentic.
    pub(crate) fn content(&self, faults: &FaultPlan) -> Result<Vec<u8>, Refusal> {
        let has_length =
            self.vector.len() == VECTOR_OCTETS || faults.commits(&ACCEPTS_LONG_VECTORS);
        let has_tag = self.tag.len() == TAG_OCTETS || faults.commits(&ACCEPTS_SHORT_TAGS);
        if self.key.len() != KEY_OCTETS || !has_length || !has_tag || self.tag.is_empty() {
            return Err(Refusal::Content);
        }
        if faults.commits(&OVERLOOKS_THE_TAG) {
            return self.unauthenticated();
        }
        let Self {
            key,
            vector,
            aad,
            ciphertext,
            tag,
        } = self;
        decrypt_aead(
            Cipher::aes_256_gcm(),
            key,
            Some(vector),
            aad,
            ciphertext,
            tag,
        )
        .map_err(|_| Refusal::Content)
    }

    /// Below its authentication GCM is counter mode, whose first block stands for the tag (NIST SP 800-38D, 7.2).
    fn unauthenticated(&self) -> Result<Vec<u8>, Refusal> {
        let counter = [self.vector, &[0, 0, 0, 2]].concat();
        decrypt(
            Cipher::aes_256_ctr(),
            self.key,
            Some(&counter),
            self.ciphertext,
        )
        .map_err(|_| Refusal::Content)
    }
}
