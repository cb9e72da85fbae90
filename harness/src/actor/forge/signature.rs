//! What can be done to the 64 octets of an ES256 signature (RFC 7518, 3.4).

use p256::ecdsa::Signature;

/// Octets of each of the two numbers of a signature.
const HALF: usize = 32;

/// The signature as an ASN.1 sequence of two integers; what is no signature stays as it is.
pub fn der(raw: &[u8]) -> Vec<u8> {
    Signature::from_slice(raw).map_or_else(
        |_| raw.to_vec(),
        |signature| signature.to_der().as_bytes().to_vec(),
    )
}

/// The signature with its lowest bit turned over.
pub fn with_one_bit_flipped(mut raw: Vec<u8>) -> Vec<u8> {
    if let Some(last) = raw.last_mut() {
        *last ^= 1;
    }
    raw
}

/// Both numbers without their leading zero octets, which is what comes of joining two printed integers.
pub fn without_leading_zeros(raw: &[u8]) -> Vec<u8> {
    let (r, s) = raw.split_at(raw.len() / 2);
    [shortest(r), shortest(s)].concat()
}

/// Whether one of the two numbers begins with a zero octet.
pub fn begins_with_zero(raw: &[u8]) -> bool {
    without_leading_zeros(raw).len() < raw.len()
}

/// Both numbers with a zero octet in front of each.
pub fn with_more_zeros(raw: &[u8]) -> Vec<u8> {
    let (r, s) = raw.split_at(raw.len() / 2);
    [&[0], r, &[0], s].concat()
}

/// The twin of the signature whose second number lies in the upper half of the order: as valid as the other.
pub fn with_high_s(raw: &[u8]) -> Vec<u8> {
    let Ok(signature) = Signature::from_slice(raw) else {
        return raw.to_vec();
    };
    if signature.normalize_s() != signature {
        return raw.to_vec();
    }
    let (r, s) = signature.split_scalars();
    Signature::from_scalars(*r, -*s).map_or_else(|_| raw.to_vec(), |twin| twin.to_vec())
}

/// Sixty-four zero octets, which careless arithmetic takes for a signature of anything.
pub fn zero() -> Vec<u8> {
    vec![0; 2 * HALF]
}

fn shortest(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    &number[zeros..]
}
