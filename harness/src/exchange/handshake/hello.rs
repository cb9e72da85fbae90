//! The `ClientHello` of an offer (RFC 5246, 7.4.1.2; RFC 8446, 4.1.2).

use super::offer::Offer;

/// The record that carries a handshake message, and the message.
const HANDSHAKE: u8 = 22;
const CLIENT_HELLO: u8 = 1;
/// The version on the record, which every server takes (RFC 8446, 5.1).
const RECORD_VERSION: u16 = 0x0301;
/// "I know of secure renegotiation" (RFC 5746, 3.3).
const RENEGOTIATION_SIGNAL: u16 = 0x00ff;
/// Methods of compression (RFC 3749).
const DEFLATE: u8 = 1;
const NO_COMPRESSION: u8 = 0;

/// The extensions that are sent, by their numbers.
mod extension {
    pub(super) const SERVER_NAME: u16 = 0;
    pub(super) const SUPPORTED_GROUPS: u16 = 10;
    pub(super) const POINT_FORMATS: u16 = 11;
    pub(super) const SIGNATURE_ALGORITHMS: u16 = 13;
    pub(super) const SUPPORTED_VERSIONS: u16 = 43;
    pub(super) const KEY_SHARE: u16 = 51;
}

/// x25519, secp256r1, secp384r1, secp521r1, ffdhe2048.
const GROUPS: [u16; 5] = [29, 23, 24, 25, 256];
/// RSA-PSS, ECDSA and RSA PKCS #1 with SHA-256, SHA-384 and SHA-512, and the last with SHA-1.
const SIGNATURES: [u16; 10] = [
    0x0804, 0x0805, 0x0806, 0x0403, 0x0503, 0x0603, 0x0401, 0x0501, 0x0601, 0x0201,
];

/// The hello in one record, for a server of this name.
pub(super) fn octets(name: Option<&str>, offer: Offer) -> Vec<u8> {
    let mut message = vec![CLIENT_HELLO];
    message.extend(sized(3, body(name, offer)));
    let mut record = vec![HANDSHAKE];
    // SSL 3.0 knows of no record but its own.
    record.extend(offer.version().min(RECORD_VERSION).to_be_bytes());
    record.extend(sized(2, message));
    record
}

fn body(name: Option<&str>, offer: Offer) -> Vec<u8> {
    let mut body = offer.version().to_be_bytes().to_vec();
    body.extend(crate::randomness::octets::<32>());
    body.extend(sized(1, Vec::new()));
    let mut suites = offer.suites();
    suites.push(RENEGOTIATION_SIGNAL);
    body.extend(sized(2, numbers(&suites)));
    body.extend(sized(1, compression(offer)));
    if offer != Offer::Ssl3 {
        body.extend(sized(2, extensions(name, offer)));
    }
    body
}

fn compression(offer: Offer) -> Vec<u8> {
    if offer.compresses() {
        vec![DEFLATE, NO_COMPRESSION]
    } else {
        vec![NO_COMPRESSION]
    }
}

fn extensions(name: Option<&str>, offer: Offer) -> Vec<u8> {
    let mut extensions = Vec::new();
    if let Some(name) = name {
        let mut host = vec![0];
        host.extend(sized(2, name.as_bytes().to_vec()));
        extensions.extend(extension(extension::SERVER_NAME, sized(2, host)));
    }
    let groups = sized(2, numbers(&GROUPS));
    extensions.extend(extension(extension::SUPPORTED_GROUPS, groups));
    extensions.extend(extension(extension::POINT_FORMATS, sized(1, vec![0])));
    let signatures = sized(2, numbers(&SIGNATURES));
    extensions.extend(extension(extension::SIGNATURE_ALGORITHMS, signatures));
    if offer.speaks_tls_1_3() {
        let versions = sized(1, numbers(&[0x0304, 0x0303]));
        extensions.extend(extension(extension::SUPPORTED_VERSIONS, versions));
        // No key is brought along: the server asks for one, and has agreed by that (RFC 8446, 4.2.8).
        extensions.extend(extension(extension::KEY_SHARE, sized(2, Vec::new())));
    }
    extensions
}

fn extension(number: u16, content: Vec<u8>) -> Vec<u8> {
    let mut octets = number.to_be_bytes().to_vec();
    octets.extend(sized(2, content));
    octets
}

fn numbers(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|each| each.to_be_bytes()).collect()
}

/// A vector with its length before it, in so many octets (RFC 5246, 4.3).
fn sized(width: usize, content: Vec<u8>) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let mut octets = length[length.len() - width..].to_vec();
    octets.extend(content);
    octets
}
