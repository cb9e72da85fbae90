//! The left half of a hash, as ID tokens vouch for what comes with them (OIDC Core, 3.3.2.11; FAPI 1.0 Advanced, 5.1.1).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use sha2::{Digest as _, Sha256, Sha512};

use crate::settings::Algorithm;

/// The left half of the hash of `text`, by the hash of the ID token's algorithm.
#[must_use]
pub fn of(text: &str, algorithm: Algorithm) -> String {
    let digest = digest(text, algorithm);
    Base64UrlUnpadded::encode_string(&digest[..digest.len() / 2])
}

/// The whole hash, which an honest server never sends.
#[must_use]
pub fn whole(text: &str, algorithm: Algorithm) -> String {
    Base64UrlUnpadded::encode_string(&digest(text, algorithm))
}

fn digest(text: &str, algorithm: Algorithm) -> Vec<u8> {
    match algorithm {
        Algorithm::EdDsa => Sha512::digest(text).to_vec(),
        Algorithm::Es256 | Algorithm::Ps256 | Algorithm::Rs256 => Sha256::digest(text).to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_the_state_is_that_of_the_profile() {
        let hash = of("VgSUIEnflnDxTe1vAtr54o", Algorithm::Ps256);
        assert_eq!(hash, "9s6CBbOxiKE65d9-Qr0QIQ");
    }
}
