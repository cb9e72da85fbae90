//! Half hashes, by which an ID token vouches for what comes along with it (OpenID Connect Core, 3.1.3.6 and 3.3.2.11).

use sha2::{Digest as _, Sha256, Sha384, Sha512};

use crate::actor::forge::encoding::base64url;

/// The left half of the hash of a text, by the hash function of the algorithm that the ID token is signed with.
///
/// Nothing where no hash function is known to go with the algorithm. Ed25519 hashes with SHA-512 (RFC 8032, 5.1).
pub fn of(text: &str, algorithm: &str) -> Option<String> {
    let digest = match algorithm {
        "ES256" | "PS256" | "RS256" | "HS256" => Sha256::digest(text).to_vec(),
        "ES384" | "PS384" | "RS384" | "HS384" => Sha384::digest(text).to_vec(),
        "ES512" | "PS512" | "RS512" | "HS512" | "EdDSA" | "Ed25519" => {
            Sha512::digest(text).to_vec()
        }
        _ => return None,
    };
    Some(base64url(&digest[..digest.len() / 2]))
}

#[cfg(test)]
mod tests {
    use super::of;

    /// The tokens of the example of CIBA, 10.3.1.
    #[test]
    fn the_hashes_of_the_example_are_those_of_its_tokens() {
        let hash = |text| of(text, "RS256");
        assert_eq!(
            hash("G5kXH2wHvUra0sHlDy1iTkDJgsgUO1bN").as_deref(),
            Some("Wt0kVFXMacqvnHeyU0001w")
        );
        assert_eq!(
            hash("4bwc0ESC_IAhflf-ACC_vjD_ltc11ne-8gFPfA2Kx16").as_deref(),
            Some("sHahCuSpXCRg5mkDDvvr4w")
        );
    }

    /// FAPI 1.0 Advanced, A.3: the state and its s_hash.
    #[test]
    fn the_hash_of_the_state_of_the_example_is_that_of_its_id_token() {
        assert_eq!(
            of("VgSUIEnflnDxTe1vAtr54o", "PS256").as_deref(),
            Some("9s6CBbOxiKE65d9-Qr0QIQ")
        );
    }

    #[test]
    fn longer_algorithms_have_longer_hashes() {
        let octets = |algorithm| of("text", algorithm).map(|hash| hash.len() * 3 / 4);
        assert_eq!(octets("ES256"), Some(16));
        assert_eq!(octets("PS384"), Some(24));
        assert_eq!(octets("EdDSA"), Some(32));
        assert_eq!(octets("none"), None);
    }
}
