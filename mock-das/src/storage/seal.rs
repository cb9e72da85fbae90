//! Encryption at rest (DAS-RET-10, DAS-RET-11): what a store of ours holds says nothing to whoever reads it past DAS.
//!
//! An object is cut into segments, each sealed with AES-256-GCM under a key that is made when the process starts and never leaves it.
//! The nonce of a segment is the object's own random prefix, the number of the segment, and whether it is the last, so that segments
//! can neither be exchanged, nor left out, nor cut off at the end.

use bytes::{Buf as _, Bytes, BytesMut};
use openssl::symm::{Cipher, decrypt_aead, encrypt_aead};
use thiserror::Error;

/// Octets of a document in one segment; only the last has fewer.
pub const SEGMENT: usize = 1 << 16;
/// Octets that sealing adds to a segment.
const TAG: usize = 16;
/// Octets of a full segment as it is stored.
pub const SEALED_SEGMENT: usize = SEGMENT + TAG;
/// Octets in front of the first segment.
pub const PREFIX: usize = 7;

/// The key of a process.
#[derive(Clone)]
pub struct SealKey([u8; 32]);

/// Something that was not sealed like this, or was changed since.
#[derive(Debug, Clone, Copy, Error)]
#[error("open a sealed object")]
pub struct Broken;

impl Default for SealKey {
    fn default() -> Self {
        Self(mock_kit::entropy::octets())
    }
}

impl std::fmt::Debug for SealKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SealKey")
    }
}

/// Where a segment stands in its object.
struct Position {
    prefix: [u8; PREFIX],
    number: u32,
}

impl Position {
    fn nonce(&self, last: bool) -> [u8; 12] {
        let mut nonce = [0; 12];
        nonce[..PREFIX].copy_from_slice(&self.prefix);
        nonce[PREFIX..11].copy_from_slice(&self.number.to_be_bytes());
        nonce[11] = u8::from(last);
        nonce
    }

    fn step(&mut self) -> Result<(), Broken> {
        self.number = self.number.checked_add(1).ok_or(Broken)?;
        Ok(())
    }
}

/// Seals one object while it streams in.
pub struct Sealing {
    key: SealKey,
    position: Position,
    pending: BytesMut,
}

impl Sealing {
    /// Begins an object; the octets returned stand in front of it.
    pub fn begin(key: &SealKey) -> (Self, Bytes) {
        let prefix: [u8; PREFIX] = mock_kit::entropy::octets();
        let sealing = Self {
            key: key.clone(),
            position: Position { prefix, number: 0 },
            pending: BytesMut::with_capacity(2 * SEGMENT),
        };
        (sealing, Bytes::copy_from_slice(&prefix))
    }

    /// Takes the next octets, and gives every segment that is known not to be the last.
    pub fn push(&mut self, octets: &[u8], mut give: impl FnMut(Bytes)) -> Result<(), Broken> {
        self.pending.extend_from_slice(octets);
        while self.pending.len() > SEGMENT {
            let segment = self.pending.split_to(SEGMENT);
            give(self.seal(&segment, false)?);
        }
        Ok(())
    }

    /// Ends the object with its last segment.
    pub fn finish(mut self) -> Result<Bytes, Broken> {
        let segment = self.pending.split();
        self.seal(&segment, true)
    }

    fn seal(&mut self, segment: &[u8], last: bool) -> Result<Bytes, Broken> {
        let mut tag = [0; TAG];
        let nonce = self.position.nonce(last);
        let sealed = encrypt_aead(
            Cipher::aes_256_gcm(),
            &self.key.0,
            Some(&nonce),
            &[],
            segment,
            &mut tag,
        );
        let mut sealed = sealed.map_err(|_| Broken)?;
        sealed.extend_from_slice(&tag);
        self.position.step()?;
        Ok(sealed.into())
    }
}

/// Opens one object while it streams out.
pub struct Opening {
    key: SealKey,
    position: Option<Position>,
    first: u32,
    pending: BytesMut,
}

impl Opening {
    /// Begins with the object's prefix and its first segment.
    pub fn begin(key: &SealKey) -> Self {
        Self::at(key, 0)
    }

    /// Begins with the object's prefix and the segment of this number.
    pub fn at(key: &SealKey, first: u32) -> Self {
        Self {
            key: key.clone(),
            position: None,
            first,
            pending: BytesMut::new(),
        }
    }

    /// Takes the next octets as they are stored, and returns what they open to so far.
    pub fn push(&mut self, octets: &[u8]) -> Result<Bytes, Broken> {
        self.pending.extend_from_slice(octets);
        self.read_prefix();
        let mut opened = BytesMut::new();
        while self.position.is_some() && self.pending.len() > SEALED_SEGMENT {
            let segment = self.pending.split_to(SEALED_SEGMENT);
            opened.extend_from_slice(&self.open(&segment, false)?);
        }
        Ok(opened.freeze())
    }

    /// What the last segment opens to, once everything was taken.
    pub fn finish(mut self) -> Result<Bytes, Broken> {
        let segment = self.pending.split();
        Ok(self.open(&segment, true)?.into())
    }

    fn read_prefix(&mut self) {
        if self.position.is_some() || self.pending.len() < PREFIX {
            return;
        }
        let mut prefix = [0; PREFIX];
        self.pending.copy_to_slice(&mut prefix);
        self.position = Some(Position {
            prefix,
            number: self.first,
        });
    }

    fn open(&mut self, sealed: &[u8], last: bool) -> Result<Vec<u8>, Broken> {
        let position = self.position.as_mut().ok_or(Broken)?;
        let end = sealed.len().checked_sub(TAG).ok_or(Broken)?;
        let (segment, tag) = sealed.split_at(end);
        let nonce = position.nonce(last);
        let cipher = Cipher::aes_256_gcm();
        let opened = decrypt_aead(cipher, &self.key.0, Some(&nonce), &[], segment, tag);
        position.step()?;
        opened.map_err(|_| Broken)
    }
}

/// How many segments a stored object of this size has, its prefix included in the size.
pub fn segments(stored: u64) -> u64 {
    stored
        .saturating_sub(PREFIX as u64)
        .div_ceil(SEALED_SEGMENT as u64)
        .max(1)
}

#[cfg(test)]
#[path = "seal_tests.rs"]
mod tests;
