//! Whether a JWT was signed by the authorization server, with an algorithm that was agreed on (FAPI 1.0 Advanced, 8.6).

use josekit::JoseError;
use josekit::jwk::Jwk;
use josekit::jws::{ES256, EdDSA, JwsVerifier, PS256, RS256};
use serde_json::Value;
use url::Url;

use super::compact::Compact;
use super::faults::signature as faulty;
use super::stop::Stop;
use super::web_client::WebClient;
use crate::settings::Algorithm;

/// The claims of a JWT that the authorization server has signed.
#[derive(Clone, Debug)]
pub struct Verified {
    /// With which algorithm.
    pub algorithm: Algorithm,
    /// What it claims.
    pub claims: Value,
}

impl WebClient {
    /// The claims of `text`, if its signature is the server's; a client that misbehaves overlooks a wrong one.
    pub async fn verified(
        &self,
        jwks_uri: &Url,
        text: &str,
        overlooks_the_signature: bool,
    ) -> Result<Verified, Stop> {
        let token = Compact::parse(text).ok_or(Stop::Jwt("it is malformed"))?;
        let algorithm = self.agreed_algorithm(&token)?;
        if token.header.get("crit").is_some() {
            return Err(Stop::Jwt("it has critical extensions"));
        }
        let good = self.is_signed(jwks_uri, &token, algorithm).await?;
        if !good && !overlooks_the_signature {
            return Err(Stop::Jwt("no key of the server has signed it"));
        }
        Ok(Verified {
            algorithm,
            claims: token.claims,
        })
    }

    fn agreed_algorithm(&self, token: &Compact) -> Result<Algorithm, Stop> {
        let name = token.header_text("alg").unwrap_or_default();
        if self.is_excused_from_signing(token) {
            let usual = self.settings.algorithms.first().copied();
            return usual.ok_or(Stop::Jwt("no algorithm was agreed on"));
        }
        let known = Algorithm::named(name);
        let agreed = known.filter(|known| {
            self.settings.algorithms.contains(known) || self.commits(&faulty::TAKES_ANY_ALGORITHM)
        });
        agreed.ok_or(Stop::Jwt("its algorithm was not agreed on"))
    }

    /// Never, for a client that behaves.
    fn is_excused_from_signing(&self, token: &Compact) -> bool {
        token.header_text("alg") == Some("none")
            && token.signature.is_empty()
            && self.commits(&faulty::TAKES_UNSIGNED_JWTS)
    }

    async fn is_signed(
        &self,
        jwks_uri: &Url,
        token: &Compact,
        algorithm: Algorithm,
    ) -> Result<bool, Stop> {
        if self.is_excused_from_signing(token) {
            return Ok(true);
        }
        let keys = self.keys_for(jwks_uri, token, algorithm).await?;
        let mut verifiers = keys.iter().filter_map(|key| verifier(algorithm, key).ok());
        let signed = token.signed.as_bytes();
        Ok(verifiers.any(|verifier| verifier.verify(signed, &token.signature).is_ok()))
    }
}

fn verifier(algorithm: Algorithm, key: &Jwk) -> Result<Box<dyn JwsVerifier>, JoseError> {
    Ok(match algorithm {
        Algorithm::Es256 => Box::new(ES256.verifier_from_jwk(key)?),
        Algorithm::Ps256 => Box::new(PS256.verifier_from_jwk(key)?),
        Algorithm::Rs256 => Box::new(RS256.verifier_from_jwk(key)?),
        Algorithm::EdDsa => Box::new(EdDSA.verifier_from_jwk(key)?),
    })
}
