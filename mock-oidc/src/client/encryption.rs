//! Encrypted ID tokens (OIDC Core, 16.14; FAPI 1.0 Advanced, 5.2.3.1-5 and 8.6.1).

use josekit::JoseError;
use josekit::jwe::{self, ECDH_ES_A256KW, JweDecrypter, RSA_OAEP_256};
use josekit::jwk::Jwk;

use super::compact;
use super::faults::id_token as faulty;
use super::signing::{KeyError, without};
use super::stop::Stop;
use super::web_client::WebClient;

/// The one content encryption that is read.
const CONTENT_ENCRYPTION: &str = "A256GCM";
/// Parts of an encrypted JWT in compact form (RFC 7516, 7.1).
const ENCRYPTED_PARTS: usize = 5;

/// Reads what is encrypted to the client, if it has a key for that.
pub struct Decrypter {
    honest: Option<Box<dyn JweDecrypter>>,
    /// The same key with RSAES-PKCS1-v1_5, for a client that misbehaves.
    outdated: Option<Box<dyn JweDecrypter>>,
}

impl Decrypter {
    /// One whose algorithm follows from the kind of `key`.
    pub fn new(key: Option<&Jwk>) -> Result<Self, KeyError> {
        let key = key.map(|key| without(key, &["alg", "kid"])).transpose()?;
        let outdated = key.as_ref().and_then(outdated);
        let honest = key.as_ref().map(decrypter).transpose()?;
        Ok(Self { honest, outdated })
    }

    fn for_algorithm(&self, name: &str) -> Option<&dyn JweDecrypter> {
        let mut own = self.honest.iter().chain(&self.outdated);
        let found = own.find(|decrypter| decrypter.algorithm().name() == name);
        found.map(AsRef::as_ref)
    }
}

impl WebClient {
    /// The signed ID token within `text`, which is encrypted or is that token itself.
    pub fn decrypted(&self, text: &str) -> Result<String, Stop> {
        if text.split('.').count() != ENCRYPTED_PARTS {
            return Ok(text.to_owned());
        }
        if self.commits(&faulty::DECRYPTS_NOTHING) {
            return Err(Stop::Encryption("only signed ones are understood"));
        }
        let decrypter = self.decrypter_for(text)?;
        let read = jwe::deserialize_compact(text, decrypter);
        let (octets, _) = read.map_err(|_| Stop::Encryption("the client has not the key"))?;
        String::from_utf8(octets).map_err(|_| Stop::Encryption("no JWT is inside"))
    }

    fn decrypter_for(&self, text: &str) -> Result<&dyn JweDecrypter, Stop> {
        let header = text.split('.').next().and_then(compact::object);
        let header = header.ok_or(Stop::Encryption("the header is malformed"))?;
        let algorithm = header["alg"].as_str().unwrap_or_default();
        if algorithm == "RSA1_5" && !self.commits(&faulty::DECRYPTS_RSA1_5) {
            return Err(Stop::Encryption("RSA1_5 is not to be used"));
        }
        if header["enc"] != CONTENT_ENCRYPTION {
            return Err(Stop::Encryption("the content is not in A256GCM"));
        }
        let found = self.decrypter.for_algorithm(algorithm);
        found.ok_or(Stop::Encryption("the client has no key for the algorithm"))
    }
}

fn decrypter(key: &Jwk) -> Result<Box<dyn JweDecrypter>, KeyError> {
    match key.key_type() {
        "EC" => Ok(Box::new(ECDH_ES_A256KW.decrypter_from_jwk(key)?)),
        "RSA" => Ok(Box::new(RSA_OAEP_256.decrypter_from_jwk(key)?)),
        other => Err(KeyError::OtherKind(other.to_owned())),
    }
}

#[expect(deprecated, reason = "what nobody uses any more is what is misused")]
fn outdated(key: &Jwk) -> Option<Box<dyn JweDecrypter>> {
    let found: Result<_, JoseError> = jwe::RSA1_5.decrypter_from_jwk(key);
    found.ok().map(|decrypter| Box::new(decrypter) as _)
}
