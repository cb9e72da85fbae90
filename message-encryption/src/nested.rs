//! A signed payload within an encrypted message: the nested JWT of Part 4 (RFC 7519, 5.2 and appendix A.2), whole or field by field.

use jiff::Timestamp;
use josekit::jwk::Jwk;
use mock_kit::{FaultPlan, strict_json};
use serde_json::{Map, Value, json};

use crate::algorithm::{Curve, KeyManagement, SignatureAlgorithm};
use crate::certificate::Vouchers;
use crate::encryption_key::Scrutiny;
use crate::faults::consumer::header::OVERLOOKS_THE_CONTENT_TYPE;
use crate::faults::consumer::layer::{
    ACCEPTS_ENCRYPTED_ONLY, ACCEPTS_LAYERS_SWAPPED, ACCEPTS_SIGNED_ONLY,
};
use crate::faults::consumer::signature::{OVERLOOKS_THE_TIME, REFUSES_MIXED_FAMILIES};
use crate::key_set::PublishedKey;
use crate::known_keys::KnownKeys;
use crate::message::Message;
use crate::opening::{Opened, Opener};
use crate::own_key::OwnKey;
use crate::refusal::Refusal;
use crate::revocation;
use crate::sealing::{Envelope, Sealer, Worn};
pub use crate::signature::Trust;
use crate::signature::{self, Signed};

/// How far in the future a payload may have been issued, for clocks that differ, in seconds.
const AHEAD: i64 = 60;
/// How long ago a payload may have been issued, in seconds.
const AGO: i64 = 3_600;

/// What a payload is signed by.
#[derive(Clone, Debug)]
pub struct Signing<'a> {
    /// The private key.
    pub key: &'a OwnKey,
    /// The algorithm.
    pub algorithm: SignatureAlgorithm,
    /// What the header says beyond `alg` and `kid`: where the key is found, for example.
    pub header: Map<String, Value>,
}

/// Whom a message is encrypted to.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// The public key: its numbers alone.
    pub key: Jwk,
    /// What the recipient calls it.
    pub kid: Option<String>,
    /// How the content key is encrypted to it.
    pub algorithm: KeyManagement,
}

impl Recipient {
    /// The first key of a set that can be encrypted to by an algorithm. Whose the set is, is known from elsewhere, so that certificates
    /// are not looked at.
    ///
    /// # Errors
    /// When the set has no key for the algorithm that is published for encryption, long enough and on its curve.
    pub fn among(keys: &[PublishedKey], algorithm: KeyManagement) -> Result<Self, Refusal> {
        let (faults, known) = (FaultPlan::default(), KnownKeys::default());
        let vouchers = Vouchers {
            roots: &[],
            revoked: &revocation::NONE,
            now: Timestamp::UNIX_EPOCH,
            faults: &faults,
        };
        let scrutiny = Scrutiny {
            vouchers,
            known: &known,
            curves: &Curve::ALL,
            faults: &faults,
        };
        let keys: Vec<PublishedKey> = keys
            .iter()
            .map(PublishedKey::without_certificates)
            .collect();
        let (kid, key) = scrutiny.chosen(&keys, algorithm)?;
        Ok(Self {
            key,
            kid,
            algorithm,
        })
    }

    /// What the protected header says of the recipient's key and of the content.
    fn header(&self, parties: Option<[&str; 2]>) -> Map<String, Value> {
        let mut header = Map::new();
        header.insert("cty".to_owned(), json!("JWT"));
        if let Some(kid) = &self.kid {
            header.insert("kid".to_owned(), json!(kid));
        }
        if let Some([producer, recipient]) = parties.filter(|_| self.algorithm.agrees()) {
            let name = |party: &str| json!(crate::base64::encode(party.as_bytes()));
            header.insert("apu".to_owned(), name(producer));
            header.insert("apv".to_owned(), name(recipient));
        }
        header
    }
}

/// What stands beside the encrypted payload, in the JSON serializations only.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Parameters that nothing protects.
    pub unprotected: Map<String, Value>,
    /// Additional authenticated data.
    pub aad: Option<Vec<u8>>,
}

/// Signs a payload and encrypts what comes of it.
///
/// # Errors
/// When a key is not one for its algorithm.
pub fn protect(
    payload: &[u8],
    signing: &Signing<'_>,
    recipient: &Recipient,
    beside: &Beside,
) -> Result<Message, Refusal> {
    let signed = sign(payload, signing)?;
    encrypt(signed.as_bytes(), recipient, "JWT", beside)
}

/// The inner layer alone: a JWS in its compact form.
///
/// # Errors
/// When the key is not one for its algorithm.
pub fn sign(payload: &[u8], signing: &Signing<'_>) -> Result<String, Refusal> {
    signature::signed(payload, signing.key, signing.algorithm, &signing.header)
}

/// The outer layer alone, around content that the header calls by its type: `JWT`, or `JOSE` for a JWS that signs no claims (RFC 7515,
/// 4.1.9; RFC 7516, 4.1.12).
///
/// # Errors
/// When the key is not one for its algorithm.
pub fn encrypt(
    content: &[u8],
    recipient: &Recipient,
    content_type: &str,
    beside: &Beside,
) -> Result<Message, Refusal> {
    let (faults, worn) = (FaultPlan::default(), Worn::default());
    let sealer = Sealer {
        faults: &faults,
        worn: &worn,
        signing_key: None,
    };
    let mut header = recipient.header(None);
    header.insert("cty".to_owned(), json!(content_type));
    sealed_under(&sealer, content, recipient, header, beside)
}

/// Encrypts content under a header.
pub(crate) fn sealed_under(
    sealer: &Sealer<'_>,
    content: &[u8],
    recipient: &Recipient,
    protected: Map<String, Value>,
    beside: &Beside,
) -> Result<Message, Refusal> {
    let envelope = Envelope {
        key: &recipient.key,
        algorithm: recipient.algorithm,
        protected,
        unprotected: beside.unprotected.clone(),
        aad: beside.aad.as_deref(),
    };
    sealer.sealed(content, &envelope)
}

/// The header of a message from one party to another.
pub(crate) fn header_for(recipient: &Recipient, parties: [&str; 2]) -> Map<String, Value> {
    recipient.header(Some(parties))
}

/// Opens a message and verifies what is in it: the payload.
///
/// # Errors
/// When it is not a payload of the producer for this recipient.
pub fn open(text: &str, keys: &[OwnKey], trust: &Trust<'_>) -> Result<Vec<u8>, Refusal> {
    let faults = FaultPlan::default();
    let reader = Reader {
        keys,
        faults: &faults,
    };
    reader.decrypted(text)?.verified(trust, &reader)
}

/// Opens the outer layer alone: what a message holds, whoever made it.
///
/// # Errors
/// When it is not a message for this recipient.
pub fn decrypt(text: &str, keys: &[OwnKey]) -> Result<Vec<u8>, Refusal> {
    let faults = &FaultPlan::default();
    let message = Message::read(text, faults)?;
    Ok(Opener { keys, faults }.opened(&message)?.content)
}

/// Reads messages with the keys of a recipient.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub keys: &'a [OwnKey],
    pub faults: &'a FaultPlan,
}

/// A message that was decrypted; who signed it is not known yet.
pub(crate) struct Decrypted {
    opened: Opened,
    signed: Option<Signed>,
}

impl Reader<'_> {
    /// What a message in whichever serialization holds.
    pub(crate) fn decrypted(&self, text: &str) -> Result<Decrypted, Refusal> {
        if text.split('.').count() == 3 && self.overlooks_layers() {
            return Ok(Decrypted {
                opened: Opened::in_the_clear(),
                signed: Some(Signed::read(text, self.faults)?),
            });
        }
        self.decrypted_message(&Message::read(text, self.faults)?)
    }

    /// What every protected field of a document holds.
    pub(crate) fn decrypted_fields(&self, document: &Value) -> Result<Vec<Decrypted>, Refusal> {
        let messages = fields(document);
        if messages.is_empty() {
            return Err(Refusal::Layer("no field is protected"));
        }
        messages
            .into_iter()
            .map(|members| self.decrypted_message(&Message::of_members(members, self.faults)?))
            .collect()
    }

    fn overlooks_layers(&self) -> bool {
        [&ACCEPTS_SIGNED_ONLY, &ACCEPTS_LAYERS_SWAPPED]
            .into_iter()
            .any(|fault| self.faults.commits(fault))
    }

    fn decrypted_message(&self, message: &Message) -> Result<Decrypted, Refusal> {
        let own = Opener {
            keys: self.keys,
            faults: self.faults,
        };
        let opened = own.opened(message)?;
        self.demand_content_type(&opened)?;
        let text = std::str::from_utf8(&opened.content);
        let text = text.map_err(|_| Refusal::Layer("it is no text"))?;
        let signed = match Signed::read(text, self.faults) {
            Err(_) if self.faults.commits(&ACCEPTS_ENCRYPTED_ONLY) => None,
            read => Some(read?),
        };
        Ok(Decrypted { opened, signed })
    }

    /// Where the header says what the content is, it says that it is a JWT, or a JWS (RFC 7519, 5.2; RFC 7515, 4.1.9).
    fn demand_content_type(&self, opened: &Opened) -> Result<(), Refusal> {
        let is_signed = |stated: &Value| {
            let stated = stated.as_str().unwrap_or_default().to_ascii_lowercase();
            let bare = stated.strip_prefix("application/").unwrap_or(&stated);
            ["jwt", "jose"].contains(&bare)
        };
        let stated = opened.header.get("cty");
        if stated.is_none_or(is_signed) || self.faults.commits(&OVERLOOKS_THE_CONTENT_TYPE) {
            return Ok(());
        }
        Err(Refusal::Header("the content is called something else"))
    }
}

impl Opened {
    fn in_the_clear() -> Self {
        Self {
            content: Vec::new(),
            header: Map::new(),
            protected: Map::new(),
        }
    }
}

impl Decrypted {
    /// Where the signed header says that keys are.
    pub(crate) fn signed_address(&self) -> Option<&str> {
        self.signed.as_ref()?.text("jku")
    }

    /// Where a header says that keys are that nothing protects.
    pub(crate) fn unprotected_address(&self) -> Option<&str> {
        let stated = self.opened.header.get("jku")?.as_str();
        stated.filter(|_| !self.opened.protected.contains_key("jku"))
    }

    /// The payload, if the producer has signed it lately.
    pub(crate) fn verified(
        self,
        trust: &Trust<'_>,
        reader: &Reader<'_>,
    ) -> Result<Vec<u8>, Refusal> {
        let faults = reader.faults;
        let Some(signed) = self.signed else {
            return Ok(self.opened.content);
        };
        signed.verify(trust, faults)?;
        if faults.commits(&REFUSES_MIXED_FAMILIES) {
            demand_one_family(&self.opened.header, &signed)?;
        }
        if !faults.commits(&OVERLOOKS_THE_TIME) {
            demand_lately(&signed.payload, trust.now.as_second())?;
        }
        Ok(signed.payload)
    }
}

/// A payload need not say when it was issued; one that does is held to it (Part 4, verification 4).
fn demand_lately(payload: &[u8], now: i64) -> Result<(), Refusal> {
    let claims = strict_json::parse(payload).unwrap_or_default();
    let Some(stated) = claims.get("iat") else {
        return Ok(());
    };
    let lately = stated
        .as_i64()
        .is_some_and(|issued| (now - AGO..=now + AHEAD).contains(&issued));
    lately.then_some(()).ok_or(Refusal::Time)
}

fn demand_one_family(header: &Map<String, Value>, signed: &Signed) -> Result<(), Refusal> {
    let is_rsa = |name: &str| name.starts_with("RSA") || name.starts_with("PS");
    let outer = header
        .get("alg")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let inner = signed.text("alg").unwrap_or_default();
    if is_rsa(outer) == is_rsa(inner) {
        return Ok(());
    }
    Err(Refusal::Algorithm("the families of keys are mixed"))
}

/// The messages that stand in a document where fields do.
fn fields(document: &Value) -> Vec<Map<String, Value>> {
    match document {
        Value::Object(members) if members.contains_key("ciphertext") => vec![members.clone()],
        Value::Object(members) => members.values().flat_map(fields).collect(),
        Value::Array(items) => items.iter().flat_map(fields).collect(),
        _ => Vec::new(),
    }
}
