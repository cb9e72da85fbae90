//! Content as it was before compression (RFC 7516, 4.1.3).

use std::io::Read as _;

use flate2::read::DeflateDecoder;

use super::parts::Parts;
use super::{Content, Opening};

/// The most that is inflated for a judgement, in octets.
const LIMIT: u64 = 16 << 20;

/// What a message holds whose decrypted octets are these.
pub(super) fn undone(parts: &Parts, octets: Vec<u8>, key: Vec<u8>) -> Opening {
    match parts.protected.get("zip") {
        None => Opening::Opened(Content { octets, key }),
        Some(stated) if stated == "DEF" => inflated(&octets, key),
        Some(stated) => Opening::Unjudged(format!("the content is compressed with {stated}")),
    }
}

fn inflated(deflated: &[u8], key: Vec<u8>) -> Opening {
    let mut octets = Vec::new();
    let decoder = DeflateDecoder::new(deflated);
    match decoder.take(LIMIT + 1).read_to_end(&mut octets) {
        Ok(length) if length as u64 > LIMIT => {
            Opening::Unjudged(format!("the content inflates to more than {LIMIT} octets"))
        }
        Ok(_) => Opening::Opened(Content { octets, key }),
        Err(_) => Opening::Closed("its content does not inflate".to_owned()),
    }
}
