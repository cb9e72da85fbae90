//! The left half of a hash, by which an ID token vouches for what travels beside it (OIDC Core, 3.3.2.11; FAPI 1.0 Advanced, 5.1.1).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use sha2::{Digest as _, Sha256, Sha512};

use super::faults::id_token as faulty;
use super::id_token::{Demand, IdToken};
use super::stop::Stop;
use super::web_client::WebClient;
use crate::settings::Algorithm;

/// What `c_hash`, `s_hash` and `at_hash` of a token signed with `algorithm` say of `text`.
fn of(text: &str, algorithm: Algorithm) -> String {
    let digest = match algorithm {
        Algorithm::EdDsa => Sha512::digest(text).to_vec(),
        Algorithm::Es256 | Algorithm::Ps256 | Algorithm::Rs256 => Sha256::digest(text).to_vec(),
    };
    Base64UrlUnpadded::encode_string(&digest[..digest.len() / 2])
}

fn expected_in(token: &IdToken, text: &str) -> String {
    of(text, token.verified().algorithm)
}

impl WebClient {
    /// FAPI 1.0 Advanced, 5.2.3.1-3: the ID token vouches for the code.
    pub fn check_c_hash(&self, token: &IdToken, code: &str) -> Result<(), Stop> {
        let demand = Demand {
            name: "c_hash",
            without: &faulty::OVERLOOKS_THE_C_HASH,
            with_another: &faulty::OVERLOOKS_THE_C_HASH,
        };
        self.demand(token, &demand, |hash| *hash == expected_in(token, code))
    }

    /// FAPI 1.0 Advanced, 5.2.3.1-4: and for the state.
    pub fn check_s_hash(&self, token: &IdToken, state: Option<&str>) -> Result<(), Stop> {
        let Some(state) = state else {
            return Ok(());
        };
        let demand = Demand {
            name: "s_hash",
            without: &faulty::NEEDS_NO_S_HASH,
            with_another: &faulty::OVERLOOKS_THE_S_HASH,
        };
        let expected = expected_in(token, state);
        self.demand(token, &demand, |hash| {
            let same = hash.as_str().unwrap_or_default();
            let shouted = self.commits(&faulty::COMPARES_S_HASHES_WITHOUT_CASE);
            same == expected || shouted && same.eq_ignore_ascii_case(&expected)
        })
    }

    /// OIDC Core, 3.1.3.6 and 3.1.3.8: an `at_hash` need not be there, but must be right.
    pub fn check_at_hash(&self, token: &IdToken, access_token: &str) -> Result<(), Stop> {
        let Some(hash) = token.verified().claims.get("at_hash") else {
            return self.miss_at_hash();
        };
        if *hash == expected_in(token, access_token) {
            return Ok(());
        }
        Err(Stop::IdTokenClaim("at_hash"))
    }

    fn miss_at_hash(&self) -> Result<(), Stop> {
        if self.commits(&faulty::DEMANDS_AT_HASH) {
            return Err(Stop::IdTokenClaim("at_hash"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_a_code_is_that_of_the_example() {
        // OpenID Connect Core, A.4: the code of the example and its c_hash.
        let code = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk";
        assert_eq!(of(code, Algorithm::Es256), "LDktKdoQak3Pk0cnXxCltA");
    }
}
