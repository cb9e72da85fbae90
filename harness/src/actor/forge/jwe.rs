//! Encrypted messages made byte by byte, legal and illegal (RFC 7516, 5.1): no JOSE library has a say in what they look like.

use mock_kit::entropy;
use openssl::aes::{AesKey, wrap_key};
use openssl::bn::BigNum;
use openssl::encrypt::Encrypter;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Public};
use openssl::rsa::{Padding, Rsa};
use openssl::symm::{Cipher, encrypt_aead};
use serde_json::{Map, Value, json};

use super::encoding::base64url;
use crate::oracle::jwe::agreement;
use crate::oracle::jwe::agreement_key::{AgreementKey, Curve};
use crate::oracle::jwe::method::Method;

/// A message before it is encrypted; each element may be changed.
#[derive(Clone)]
pub struct Jwe {
    /// How the content key is really encrypted, whatever the header says.
    pub method: Method,
    /// The protected header; `epk` is added where there is to be one.
    pub protected: Map<String, Value>,
    /// The header that nothing protects.
    pub unprotected: Map<String, Value>,
    /// Additional authenticated data.
    pub aad: Option<Vec<u8>>,
    /// The initialization vector.
    pub vector: Vec<u8>,
    /// Octets of the tag.
    pub tag_octets: usize,
    /// The other half of an agreement that is none: the point, and the secret that comes of it.
    pub pretended: Option<(Value, Vec<u8>)>,
}

/// The elements of an encrypted message; each may still be replaced.
#[derive(Debug, Clone)]
pub struct SealedJwe {
    /// The protected header, encoded.
    pub protected: String,
    /// The header that nothing protects.
    pub unprotected: Map<String, Value>,
    /// The header of the recipient, which nothing protects either.
    pub own: Map<String, Value>,
    /// The encrypted content key.
    pub encrypted_key: Vec<u8>,
    /// Additional authenticated data, encoded.
    pub aad: Option<String>,
    /// The initialization vector.
    pub vector: Vec<u8>,
    /// The ciphertext.
    pub ciphertext: Vec<u8>,
    /// The authentication tag.
    pub tag: Vec<u8>,
}

/// Without the secret that a pretended agreement comes to.
impl std::fmt::Debug for Jwe {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Jwe");
        shown.field("method", &self.method);
        shown
            .field("protected", &self.protected)
            .finish_non_exhaustive()
    }
}

impl Jwe {
    /// A legal message for the recipient's key of this name.
    pub fn new(method: Method, kid: Option<&str>) -> Self {
        let mut protected = Map::new();
        protected.insert("alg".to_owned(), json!(method.name()));
        protected.insert("enc".to_owned(), json!("A256GCM"));
        protected.insert("cty".to_owned(), json!("JWT"));
        if let Some(kid) = kid {
            protected.insert("kid".to_owned(), json!(kid));
        }
        Self {
            method,
            protected,
            unprotected: Map::new(),
            aad: None,
            vector: entropy::octets::<12>().to_vec(),
            tag_octets: 16,
            pretended: None,
        }
    }

    /// The same with a parameter of the protected header added or changed.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.protected.insert(name.to_owned(), value.into());
        self
    }

    /// The same without a parameter of the protected header.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.protected.shift_remove(name);
        self
    }

    /// Encrypts content to a recipient's public key.
    pub fn sealed(
        &self,
        content: &[u8],
        recipient: &Map<String, Value>,
    ) -> Result<SealedJwe, ErrorStack> {
        let mut protected = self.protected.clone();
        let (content_key, encrypted_key) = if self.method.agrees() {
            self.agreed(&mut protected, recipient)?
        } else {
            let content_key = entropy::octets::<32>().to_vec();
            let encrypted_key = encrypted(&content_key, &rsa(recipient)?, self.method)?;
            (content_key, encrypted_key)
        };
        let header = base64url(Value::Object(protected).to_string().as_bytes());
        let aad = self.aad.as_deref().map(base64url);
        let beside = aad
            .iter()
            .fold(header.clone(), |text, aad| format!("{text}.{aad}"));
        let mut tag = vec![0; self.tag_octets];
        let cipher = Cipher::aes_256_gcm();
        let vector = Some(&self.vector[..]);
        Ok(SealedJwe {
            ciphertext: encrypt_aead(
                cipher,
                &content_key,
                vector,
                beside.as_bytes(),
                content,
                &mut tag,
            )?,
            protected: header,
            unprotected: self.unprotected.clone(),
            own: Map::new(),
            encrypted_key,
            aad,
            vector: self.vector.clone(),
            tag,
        })
    }

    /// Content key and encrypted key by an agreement; `epk` goes into the header.
    fn agreed(
        &self,
        header: &mut Map<String, Value>,
        recipient: &Map<String, Value>,
    ) -> Result<(Vec<u8>, Vec<u8>), ErrorStack> {
        let pretended = self.pretended.clone();
        let (point, secret) = pretended.unwrap_or_else(|| ephemeral(recipient));
        header.insert("epk".to_owned(), point);
        let (name, octets) = self.method.derivation();
        let agreed = agreement::derived(&secret, name, octets, header);
        if self.method == Method::EcdhEs {
            return Ok((agreed, Vec::new()));
        }
        let content_key = entropy::octets::<32>();
        let key = AesKey::new_encrypt(&agreed).map_err(|_| ErrorStack::get())?;
        let mut wrapped = vec![0; content_key.len() + 8];
        wrap_key(&key, None, &mut wrapped, &content_key).map_err(|_| ErrorStack::get())?;
        Ok((content_key.to_vec(), wrapped))
    }
}

impl SealedJwe {
    /// Five parts joined by full stops (RFC 7516, 7.1).
    pub fn compact(&self) -> String {
        self.compact_with(base64url)
    }

    /// The same, all parts but the header in a spelling of their own.
    pub fn compact_with(&self, spell: impl Fn(&[u8]) -> String) -> String {
        let parts = [
            &self.encrypted_key,
            &self.vector,
            &self.ciphertext,
            &self.tag,
        ];
        let parts = parts.map(|octets| spell(octets)).join(".");
        format!("{}.{parts}", self.protected)
    }

    /// A JSON object for one recipient (RFC 7516, 7.2.2).
    pub fn flattened(&self) -> Value {
        let mut members = self.shared();
        members.extend(self.share());
        Value::Object(members)
    }

    /// A JSON object with a list of recipients (RFC 7516, 7.2.1).
    pub fn general(&self) -> Value {
        let mut members = self.shared();
        members.insert("recipients".to_owned(), json!([self.share()]));
        Value::Object(members)
    }

    fn shared(&self) -> Map<String, Value> {
        let mut members = Map::new();
        members.insert("protected".to_owned(), json!(self.protected));
        if !self.unprotected.is_empty() {
            members.insert("unprotected".to_owned(), json!(self.unprotected));
        }
        if let Some(aad) = &self.aad {
            members.insert("aad".to_owned(), json!(aad));
        }
        let octets = [
            ("iv", &self.vector),
            ("ciphertext", &self.ciphertext),
            ("tag", &self.tag),
        ];
        members.extend(octets.map(|(name, octets)| (name.to_owned(), json!(base64url(octets)))));
        members
    }

    fn share(&self) -> Map<String, Value> {
        let mut members = Map::new();
        if !self.own.is_empty() {
            members.insert("header".to_owned(), json!(self.own));
        }
        if !self.encrypted_key.is_empty() {
            members.insert(
                "encrypted_key".to_owned(),
                json!(base64url(&self.encrypted_key)),
            );
        }
        members
    }
}

/// The public half of a fresh key on the curve of the recipient's, and the secret that comes of the two: none where that lies on no curve.
pub fn ephemeral(recipient: &Map<String, Value>) -> (Value, Vec<u8>) {
    let key = AgreementKey::on(Curve::of(recipient).unwrap_or(Curve::P256));
    let secret = key.secret(recipient).unwrap_or_default();
    (Value::Object(key.public_jwk()), secret)
}

fn rsa(key: &Map<String, Value>) -> Result<PKey<Public>, ErrorStack> {
    use base64ct::{Base64UrlUnpadded, Encoding as _};
    let number = |name: &str| {
        let text = key.get(name).and_then(Value::as_str).unwrap_or_default();
        BigNum::from_slice(&Base64UrlUnpadded::decode_vec(text).unwrap_or_default())
    };
    PKey::from_rsa(Rsa::from_public_components(number("n")?, number("e")?)?)
}

fn encrypted(
    content_key: &[u8],
    key: &PKey<Public>,
    method: Method,
) -> Result<Vec<u8>, ErrorStack> {
    let mut encrypter = Encrypter::new(key)?;
    if method == Method::Rsa1_5 {
        encrypter.set_rsa_padding(Padding::PKCS1)?;
    } else {
        encrypter.set_rsa_padding(Padding::PKCS1_OAEP)?;
        let digest = if method == Method::RsaOaep {
            MessageDigest::sha1()
        } else {
            MessageDigest::sha256()
        };
        encrypter.set_rsa_oaep_md(digest)?;
        encrypter.set_rsa_mgf1_md(digest)?;
    }
    let mut ciphertext = vec![0; encrypter.encrypt_len(content_key)?];
    let length = encrypter.encrypt(content_key, &mut ciphertext)?;
    ciphertext.truncate(length);
    Ok(ciphertext)
}
