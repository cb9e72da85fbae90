//! The outer layer on its way in: a JWE (RFC 7516, 5.2).

use std::borrow::Cow;
use std::io::Read as _;

use flate2::read::DeflateDecoder;
use josekit::jwe::enc::aesgcm::AesgcmJweEncryption;
use josekit::jwe::{JweDecrypter, JweHeader};
use josekit::jwk::Jwk;
use mock_kit::{FaultPlan, strict_json};
use serde_json::{Map, Value};

use crate::algorithm::{CONTENT_ENCRYPTION, KeyManagement, rsa1_5};
use crate::base64::decode;
use crate::careless::{Derivation, Pair, unwrapped};
use crate::content::Encrypted;
use crate::faults::consumer::content::INFLATES_WITHOUT_LIMIT;
use crate::faults::consumer::header::{
    GUESSES_THE_ALGORITHM, GUESSES_THE_CONTENT_ENCRYPTION, OVERLOOKS_CRITICAL_EXTENSIONS,
    TAKES_PARAMETERS_TWICE,
};
use crate::faults::consumer::key::{
    COMPUTES_OFF_THE_CURVE, DERIVES_FOR_ANOTHER_ALGORITHM, KNOWS_RSA_ONLY, LEAVES_OUT_THE_PARTIES,
    OPENS_RSA1_5, OVERLOOKS_THE_CURVE, TRIES_EVERY_KEY,
};
use crate::message::{Message, Share};
use crate::own_key::OwnKey;
use crate::refusal::Refusal;

/// The most that compressed content may become, in octets (RFC 8725, 3.6).
const INFLATED_LIMIT: u64 = 256 << 10;

/// Opens messages with the keys of a recipient.
#[derive(Clone, Copy)]
pub(crate) struct Opener<'a> {
    pub keys: &'a [OwnKey],
    pub faults: &'a FaultPlan,
}

/// The content of a message, and the headers that came with it.
pub(crate) struct Opened {
    pub content: Vec<u8>,
    pub header: Map<String, Value>,
    pub protected: Map<String, Value>,
}

/// How the content key of a message is encrypted.
enum Method {
    Offered(KeyManagement),
    Rsa1_5,
}

impl Method {
    fn key_type(&self) -> &'static str {
        match self {
            Self::Offered(algorithm) => algorithm.key_type(),
            Self::Rsa1_5 => "RSA",
        }
    }
}

impl Opener<'_> {
    /// The content of a message in whichever serialization.
    pub(crate) fn opened(&self, message: &Message) -> Result<Opened, Refusal> {
        let protected = self.protected(message)?;
        let share = self.share(message, &protected)?;
        let header = self.merged(message, &protected, share)?;
        self.demand_known(&header, &protected)?;
        let method = self.method(&header)?;
        self.demand_content_encryption(&header)?;
        let content_key = self.content_key(&header, &method, share)?;
        let content = self.decrypted(message, &content_key)?;
        Ok(Opened {
            content: self.inflated(content, &protected)?,
            header,
            protected,
        })
    }

    fn protected(&self, message: &Message) -> Result<Map<String, Value>, Refusal> {
        if message.protected.is_empty() {
            return Ok(Map::new());
        }
        let octets = decode(&message.protected, self.faults)?;
        match strict_json::parse(&octets) {
            Ok(Value::Object(members)) => Ok(members),
            _ => Err(Refusal::Header("it is no strict JSON object")),
        }
    }

    /// What concerns us: of several recipients the one whose key is named and ours.
    fn share<'m>(
        &self,
        message: &'m Message,
        protected: &Map<String, Value>,
    ) -> Result<&'m Share, Refusal> {
        if let [only] = &message.recipients[..] {
            return Ok(only);
        }
        let is_ours = |share: &&Share| {
            let header = self.merged(message, protected, share);
            header.is_ok_and(|header| self.named(&header).is_some())
        };
        let ours = message.recipients.iter().find(is_ours);
        ours.ok_or(Refusal::EncryptionKey("no recipient is us"))
    }

    /// All parameters together; none may stand twice (RFC 7516, 7.2.1).
    fn merged(
        &self,
        message: &Message,
        protected: &Map<String, Value>,
        share: &Share,
    ) -> Result<Map<String, Value>, Refusal> {
        let mut merged = protected.clone();
        for (name, value) in message.unprotected.iter().chain(&share.header) {
            if !merged.contains_key(name) {
                merged.insert(name.clone(), value.clone());
            } else if !self.faults.commits(&TAKES_PARAMETERS_TWICE) {
                return Err(Refusal::Header("a parameter stands in two headers"));
            }
        }
        Ok(merged)
    }

    /// No extension is known here, and compression has to be protected (RFC 7516, 4.1.3 and 4.1.13).
    fn demand_known(
        &self,
        header: &Map<String, Value>,
        protected: &Map<String, Value>,
    ) -> Result<(), Refusal> {
        if header.contains_key("crit") && !self.faults.commits(&OVERLOOKS_CRITICAL_EXTENSIONS) {
            return Err(Refusal::Header("a critical extension is not known"));
        }
        if header.contains_key("zip") && !protected.contains_key("zip") {
            return Err(Refusal::Header("zip is not protected"));
        }
        Ok(())
    }

    fn method(&self, header: &Map<String, Value>) -> Result<Method, Refusal> {
        let name = match header.get("alg") {
            Some(stated) => stated.as_str().unwrap_or_default(),
            None if self.faults.commits(&GUESSES_THE_ALGORITHM) => self.guessed(header),
            None => return Err(Refusal::Header("it names no algorithm")),
        };
        if name == rsa1_5::NAME && self.faults.commits(&OPENS_RSA1_5) {
            return Ok(Method::Rsa1_5);
        }
        let known = KeyManagement::named(name);
        let narrow = self.faults.commits(&KNOWS_RSA_ONLY);
        let known = known.filter(|algorithm| !(narrow && algorithm.agrees()));
        known
            .map(Method::Offered)
            .ok_or(Refusal::Algorithm("the content key is encrypted otherwise"))
    }

    /// What the algorithm must have been, by the key.
    fn guessed(&self, header: &Map<String, Value>) -> &'static str {
        let is_rsa = self
            .named(header)
            .is_some_and(|key| key.key_type() == "RSA");
        let likely = if is_rsa {
            KeyManagement::RsaOaep256
        } else {
            KeyManagement::EcdhEsA256Kw
        };
        likely.name()
    }

    fn demand_content_encryption(&self, header: &Map<String, Value>) -> Result<(), Refusal> {
        match header.get("enc") {
            Some(stated) if stated == CONTENT_ENCRYPTION => Ok(()),
            Some(_) => Err(Refusal::Algorithm("the content is encrypted otherwise")),
            None if self.faults.commits(&GUESSES_THE_CONTENT_ENCRYPTION) => Ok(()),
            None => Err(Refusal::Header(
                "it does not say what the content is encrypted with",
            )),
        }
    }

    /// The key that the header names, if it is ours.
    fn named(&self, header: &Map<String, Value>) -> Option<&OwnKey> {
        let kid = header.get("kid")?.as_str()?;
        self.keys.iter().find(|key| key.kid == kid)
    }

    fn content_key(
        &self,
        header: &Map<String, Value>,
        method: &Method,
        share: &Share,
    ) -> Result<Vec<u8>, Refusal> {
        let encrypted_key = decode(&share.encrypted_key, self.faults)?;
        let fits = |key: &&OwnKey| key.key_type() == method.key_type();
        let key = match header.get("kid") {
            Some(_) if !self.faults.commits(&TRIES_EVERY_KEY) => self.named(header).filter(fits),
            _ => self.likely(header, fits),
        };
        let key = key.ok_or(Refusal::EncryptionKey("it is not ours"))?;
        let header = &self.on_the_curve_of(&key.key, header);
        match method {
            Method::Offered(algorithm) if algorithm.agrees() && self.agrees_carelessly() => {
                let agreed = self.carelessly_agreed(header, *algorithm, &key.key, &encrypted_key);
                agreed.ok_or(Refusal::Content)
            }
            Method::Offered(algorithm) => {
                let decrypter = algorithm.decrypter(&key.key);
                by(decrypter, header, &encrypted_key)
            }
            Method::Rsa1_5 => by(rsa1_5::decrypter(&key.key), header, &encrypted_key),
        }
    }

    /// The newest key of a kind, on the curve of the ephemeral key where there is one.
    fn likely(
        &self,
        header: &Map<String, Value>,
        fits: impl Fn(&&OwnKey) -> bool,
    ) -> Option<&OwnKey> {
        let curve = header.get("epk").and_then(|ephemeral| ephemeral.get("crv"));
        let lies_there =
            |key: &&OwnKey| curve.is_none_or(|curve| curve.as_str() == key.key.curve());
        self.keys.iter().rfind(|key| fits(key) && lies_there(key))
    }

    /// The header, the ephemeral key in it moved to the curve of our key by one who does not look where it says that it lies.
    fn on_the_curve_of<'h>(
        &self,
        key: &Jwk,
        header: &'h Map<String, Value>,
    ) -> Cow<'h, Map<String, Value>> {
        let mut header = Cow::Borrowed(header);
        if self.faults.commits(&OVERLOOKS_THE_CURVE) {
            let ephemeral = header.to_mut().get_mut("epk");
            if let Some(named) = ephemeral.and_then(|ephemeral| ephemeral.get_mut("crv")) {
                *named = key.curve().into();
            }
        }
        header
    }

    fn agrees_carelessly(&self) -> bool {
        let bent = [
            &COMPUTES_OFF_THE_CURVE,
            &LEAVES_OUT_THE_PARTIES,
            &DERIVES_FOR_ANOTHER_ALGORITHM,
        ];
        bent.iter().any(|fault| self.faults.commits(fault))
    }

    fn carelessly_agreed(
        &self,
        header: &Map<String, Value>,
        algorithm: KeyManagement,
        key: &Jwk,
        encrypted_key: &[u8],
    ) -> Option<Vec<u8>> {
        let secret = Pair::of_jwk(key)?.secret(header.get("epk")?.as_object()?)?;
        let derivation = Derivation {
            algorithm,
            for_content: self.faults.commits(&DERIVES_FOR_ANOTHER_ALGORITHM),
            header,
            with_parties: !self.faults.commits(&LEAVES_OUT_THE_PARTIES),
        };
        let agreed = derivation.key(&secret);
        match algorithm {
            KeyManagement::EcdhEs => Some(agreed),
            _ => unwrapped(&agreed, encrypted_key),
        }
    }

    fn decrypted(&self, message: &Message, content_key: &[u8]) -> Result<Vec<u8>, Refusal> {
        let part = |text: &str| decode(text, self.faults);
        let (vector, tag) = (part(&message.vector)?, part(&message.tag)?);
        let encrypted = Encrypted {
            key: content_key,
            vector: &vector,
            aad: &message.authenticated(),
            ciphertext: &part(&message.ciphertext)?,
            tag: &tag,
        };
        encrypted.content(self.faults)
    }

    /// Content as it was before compression (RFC 7516, 4.1.3).
    fn inflated(
        &self,
        content: Vec<u8>,
        protected: &Map<String, Value>,
    ) -> Result<Vec<u8>, Refusal> {
        match protected.get("zip") {
            None => return Ok(content),
            Some(stated) if stated == "DEF" => {}
            Some(_) => return Err(Refusal::Header("the compression is not known")),
        }
        let unlimited = self.faults.commits(&INFLATES_WITHOUT_LIMIT);
        let limit = if unlimited {
            u64::MAX
        } else {
            INFLATED_LIMIT + 1
        };
        let mut inflated = Vec::new();
        let read = DeflateDecoder::new(&content[..])
            .take(limit)
            .read_to_end(&mut inflated);
        let read = read.map_err(|_| Refusal::Content)? as u64;
        if read > INFLATED_LIMIT && !unlimited {
            return Err(Refusal::TooLarge);
        }
        Ok(inflated)
    }
}

/// The content key as josekit finds it.
fn by(
    decrypter: Result<Box<dyn JweDecrypter>, josekit::JoseError>,
    header: &Map<String, Value>,
    encrypted_key: &[u8],
) -> Result<Vec<u8>, Refusal> {
    let decrypter = decrypter.map_err(|_| Refusal::EncryptionKey("it is not for the algorithm"))?;
    let header = JweHeader::from_map(header.clone());
    let header = header.map_err(|_| Refusal::Header("a parameter is of the wrong type"))?;
    let encrypted_key = Some(encrypted_key).filter(|octets| !octets.is_empty());
    if encrypted_key.is_some_and(|octets| octets.len() < 8) {
        return Err(Refusal::Content);
    }
    let content_key = decrypter.decrypt(encrypted_key, &AesgcmJweEncryption::A256gcm, &header);
    content_key
        .map(Cow::into_owned)
        .map_err(|_| Refusal::Content)
}
