//! RSAES-OAEP by its own definition (RFC 8017, 7.1.2), above the bare RSA operation.

use openssl::pkey::{PKey, Private};
use openssl::rsa::Padding;
use ring::digest::{self, Algorithm};

/// The message of an encryption under an empty label; nothing where the padding is wrong.
pub fn decrypted(
    key: &PKey<Private>,
    ciphertext: &[u8],
    hash: &'static Algorithm,
) -> Option<Vec<u8>> {
    let rsa = key.rsa().ok()?;
    let mut block = vec![0; rsa.size() as usize];
    let length = rsa
        .private_decrypt(ciphertext, &mut block, Padding::NONE)
        .ok()?;
    let width = hash.output_len();
    if length != block.len() || length < 2 * width + 2 || block[0] != 0 {
        return None;
    }
    let (masked_seed, masked) = block[1..].split_at(width);
    let seed = xor(masked_seed, &mask(masked, width, hash));
    let data = xor(masked, &mask(&seed, masked.len(), hash));
    let (label, padded) = data.split_at(width);
    let mut rest = padded.iter().skip_while(|octet| **octet == 0);
    let begins = label == digest::digest(hash, b"").as_ref() && rest.next() == Some(&1);
    begins.then(|| rest.copied().collect())
}

/// MGF1 (RFC 8017, B.2.1).
fn mask(seed: &[u8], length: usize, hash: &'static Algorithm) -> Vec<u8> {
    let mut mask = Vec::new();
    let mut counter = 0_u32;
    while mask.len() < length {
        let block = [seed, &counter.to_be_bytes()].concat();
        mask.extend_from_slice(digest::digest(hash, &block).as_ref());
        counter += 1;
    }
    mask.truncate(length);
    mask
}

fn xor(one: &[u8], other: &[u8]) -> Vec<u8> {
    one.iter()
        .zip(other)
        .map(|(one, other)| one ^ other)
        .collect()
}
