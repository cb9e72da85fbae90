//! The client assertion: a JWT signed with ES256 by which the client proves who it is (RFC 7523, 2.2).

use base64ct::{Base64Url, Base64UrlUnpadded, Encoding as _};
use josekit::jws::JwsSigner as _;
use openssl::bn::BigNum;
use openssl::ecdsa::EcdsaSig;
use serde_json::{Value, json};
use url::Url;

use super::error::ClientError;
use super::faults::assertion as faulty;
use super::{Client, Signatures};

/// Seconds for which an assertion is valid: some more than the seed's ten, for clocks that differ.
const LIFETIME: i64 = 30;
/// Octets of each of the two numbers of a signature (RFC 7518, 3.4).
const NUMBER_OCTETS: usize = 32;
/// How often a signature is made anew for one that begins with a zero octet: one in 256 does.
const ATTEMPTS: u32 = 20_000;

impl Client {
    /// An assertion for this token endpoint.
    pub(super) fn assertion(&self, token_endpoint: &Url) -> Result<String, ClientError> {
        let header = part(&self.header());
        let claims = part(&self.claims(token_endpoint));
        let signed = format!("{header}.{claims}");
        let signature = self.signature(signed.as_bytes())?;
        if self.faults.commits(&faulty::PADS_ASSERTIONS) {
            return Ok(format!("{signed}.{}", Base64Url::encode_string(&signature)));
        }
        let signature = Base64UrlUnpadded::encode_string(&signature);
        Ok(format!("{signed}.{signature}"))
    }

    fn header(&self) -> Value {
        let mut header = json!({ "alg": "ES256", "typ": "JWT" });
        if let Some(kid) = &self.settings.kid {
            header["kid"] = json!(kid);
        }
        header
    }

    fn claims(&self, token_endpoint: &Url) -> Value {
        let mut claims = json!({
            "iss": self.settings.client_id,
            "sub": self.settings.client_id,
            "aud": token_endpoint,
            "exp": self.settings.clock.unix_now() + LIFETIME,
            "jti": mock_kit::entropy::identifier(),
        });
        self.bend(&mut claims);
        claims
    }

    fn bend(&self, claims: &mut Value) {
        let now = self.settings.clock.unix_now();
        if self.faults.commits(&faulty::NAMES_ANOTHER_ISSUER) {
            claims["iss"] = json!("somebody-else");
        }
        if self.faults.commits(&faulty::NAMES_ANOTHER_SUBJECT) {
            claims["sub"] = json!("somebody-else");
        }
        if self.faults.commits(&faulty::ADDRESSES_ASSERTIONS_ELSEWHERE) {
            claims["aud"] = json!("https://another-server.invalid/access_token");
        }
        if self.faults.commits(&faulty::ASSERTS_FOR_A_DAY) {
            claims["exp"] = json!(now + 86_400);
        }
        if self.faults.commits(&faulty::COUNTS_IN_LOCAL_TIME) {
            claims["iat"] = json!(now + 7_200);
            claims["exp"] = json!(now + 7_200 + LIFETIME);
        }
        if let Some(members) = claims.as_object_mut()
            && self.faults.commits(&faulty::ASSERTS_FOR_EVER)
        {
            members.shift_remove("exp");
        }
    }

    /// The numbers r and s, each in 32 octets (RFC 7518, 3.4).
    fn signature(&self, signed: &[u8]) -> Result<Vec<u8>, ClientError> {
        let raw = self.wanted_signature(signed)?;
        let (r, s) = raw.split_at(NUMBER_OCTETS.min(raw.len()));
        if self.faults.commits(&faulty::SIGNS_IN_DER) {
            return der(r, s).ok_or_else(|| unsigned("the numbers make no DER"));
        }
        if self.faults.commits(&faulty::DROPS_LEADING_ZEROS) {
            return Ok([without_zeros(r), without_zeros(s)].concat());
        }
        Ok(raw)
    }

    fn wanted_signature(&self, signed: &[u8]) -> Result<Vec<u8>, ClientError> {
        for _ in 0..ATTEMPTS {
            let raw = self
                .signer
                .sign(signed)
                .map_err(|error| unsigned(&error.to_string()))?;
            let begins_with_zero = raw.first() == Some(&0);
            if begins_with_zero || self.settings.signatures == Signatures::AsTheyCome {
                return Ok(raw);
            }
        }
        Err(unsigned("no signature begins with a zero octet"))
    }
}

fn part(value: &Value) -> String {
    Base64UrlUnpadded::encode_string(value.to_string().as_bytes())
}

fn unsigned(why: &str) -> ClientError {
    ClientError::Key(why.to_owned())
}

fn der(r: &[u8], s: &[u8]) -> Option<Vec<u8>> {
    let (r, s) = (BigNum::from_slice(r).ok()?, BigNum::from_slice(s).ok()?);
    EcdsaSig::from_private_components(r, s).ok()?.to_der().ok()
}

/// A number as the published script writes it.
fn without_zeros(number: &[u8]) -> &[u8] {
    let start = number.iter().position(|octet| *octet != 0);
    &number[start.unwrap_or(number.len())..]
}
