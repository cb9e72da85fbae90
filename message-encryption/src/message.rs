//! The serializations of a JWE: compact, flattened and general (RFC 7516, 7).

use mock_kit::{FaultPlan, strict_json};
use serde_json::{Map, Value, json};

use crate::base64::decode;
use crate::faults::consumer::form::OVERLOOKS_FURTHER_PARTS;
use crate::refusal::Refusal;

/// How an encrypted message is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Serialization {
    /// Five parts joined by full stops (RFC 7516, 7.1).
    #[default]
    Compact,
    /// A JSON object for one recipient (RFC 7516, 7.2.2).
    Flattened,
    /// A JSON object with a list of recipients (RFC 7516, 7.2.1).
    General,
}

impl Serialization {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Compact, Self::Flattened, Self::General];

    /// Its word in registrations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Flattened => "flattened",
            Self::General => "general",
        }
    }

    /// The serialization of this word.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// The elements of an encrypted message, each encoded as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// The protected header.
    pub protected: String,
    /// The header that nothing protects.
    pub unprotected: Map<String, Value>,
    /// What each recipient needs.
    pub recipients: Vec<Share>,
    /// Additional authenticated data.
    pub aad: Option<String>,
    /// The initialization vector.
    pub vector: String,
    /// The ciphertext.
    pub ciphertext: String,
    /// The authentication tag.
    pub tag: String,
}

/// What one recipient needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Share {
    /// Its own header, which nothing protects.
    pub header: Map<String, Value>,
    /// The encrypted content key; empty where it was agreed on.
    pub encrypted_key: String,
}

impl Message {
    /// What is authenticated beside the ciphertext (RFC 7516, 5.1, step 14).
    pub(crate) fn authenticated(&self) -> Vec<u8> {
        let text = match &self.aad {
            Some(aad) => format!("{}.{aad}", self.protected),
            None => self.protected.clone(),
        };
        text.into_bytes()
    }

    /// Reads a message in whichever serialization.
    pub(crate) fn read(text: &str, faults: &FaultPlan) -> Result<Self, Refusal> {
        if text.starts_with('{') {
            let read = strict_json::parse(text.as_bytes());
            let Ok(Value::Object(members)) = read else {
                return Err(Refusal::Malformed("it is no strict JSON object"));
            };
            return Self::of_members(members, faults);
        }
        Self::compact(text, faults)
    }

    fn compact(text: &str, faults: &FaultPlan) -> Result<Self, Refusal> {
        let mut parts: Vec<&str> = text.split('.').collect();
        if faults.commits(&OVERLOOKS_FURTHER_PARTS) {
            parts.truncate(5);
        }
        let [protected, encrypted_key, vector, ciphertext, tag] = parts[..] else {
            return Err(Refusal::Malformed("it has not five parts"));
        };
        Ok(Self {
            protected: protected.to_owned(),
            recipients: vec![Share {
                encrypted_key: encrypted_key.to_owned(),
                ..Share::default()
            }],
            vector: vector.to_owned(),
            ciphertext: ciphertext.to_owned(),
            tag: tag.to_owned(),
            ..Self::default()
        })
    }

    /// Reads a message that stands in JSON.
    pub(crate) fn of_members(
        mut members: Map<String, Value>,
        faults: &FaultPlan,
    ) -> Result<Self, Refusal> {
        let recipients = match members.remove("recipients") {
            Some(Value::Array(shares)) if !members.contains_key("encrypted_key") => shares,
            Some(_) => return Err(Refusal::Malformed("two serializations are mixed")),
            None => vec![Value::Object(own_share(&mut members))],
        };
        let shares: Result<Vec<Share>, Refusal> = recipients.into_iter().map(share).collect();
        let aad = members.remove("aad").map(text).transpose()?;
        aad.as_deref().map(|aad| decode(aad, faults)).transpose()?;
        Ok(Self {
            protected: optional(&mut members, "protected")?,
            unprotected: object(members.remove("unprotected"))?,
            recipients: shares?,
            aad,
            vector: optional(&mut members, "iv")?,
            ciphertext: optional(&mut members, "ciphertext")?,
            tag: optional(&mut members, "tag")?,
        })
    }

    /// The message in a serialization; the compact one has no room for what is not protected.
    #[must_use]
    pub fn written(&self, serialization: Serialization) -> String {
        match serialization {
            Serialization::Compact => self.in_five_parts(),
            Serialization::Flattened => self.flattened().to_string(),
            Serialization::General => self.general().to_string(),
        }
    }

    fn in_five_parts(&self) -> String {
        let encrypted_key = self
            .recipients
            .first()
            .map(|share| share.encrypted_key.as_str());
        [
            &self.protected,
            encrypted_key.unwrap_or_default(),
            &self.vector,
            &self.ciphertext,
            &self.tag,
        ]
        .join(".")
    }

    /// The message as a JSON object for its first recipient.
    #[must_use]
    pub fn flattened(&self) -> Value {
        let mut members = self.shared_members();
        let share = self.recipients.first().cloned().unwrap_or_default();
        members.extend(share.members());
        Value::Object(members)
    }

    fn general(&self) -> Value {
        let shares = self.recipients.iter().cloned().map(Share::members);
        let mut members = self.shared_members();
        let shares = shares.map(Value::Object).collect();
        members.insert("recipients".to_owned(), Value::Array(shares));
        Value::Object(members)
    }

    fn shared_members(&self) -> Map<String, Value> {
        let mut members = Map::new();
        let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
        put("protected", json!(self.protected));
        if !self.unprotected.is_empty() {
            put("unprotected", Value::Object(self.unprotected.clone()));
        }
        if let Some(aad) = &self.aad {
            put("aad", json!(aad));
        }
        put("iv", json!(self.vector));
        put("ciphertext", json!(self.ciphertext));
        put("tag", json!(self.tag));
        members
    }
}

impl Share {
    fn members(self) -> Map<String, Value> {
        let mut members = Map::new();
        if !self.header.is_empty() {
            members.insert("header".to_owned(), Value::Object(self.header));
        }
        if !self.encrypted_key.is_empty() {
            members.insert("encrypted_key".to_owned(), json!(self.encrypted_key));
        }
        members
    }
}

/// The members of the flattened form that belong to its recipient.
fn own_share(members: &mut Map<String, Value>) -> Map<String, Value> {
    let own = ["header", "encrypted_key"];
    let taken = own.map(|name| (name.to_owned(), members.remove(name)));
    let taken = taken.into_iter();
    taken
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

fn share(value: Value) -> Result<Share, Refusal> {
    let mut members = object(Some(value))?;
    Ok(Share {
        header: object(members.remove("header"))?,
        encrypted_key: optional(&mut members, "encrypted_key")?,
    })
}

fn optional(members: &mut Map<String, Value>, name: &str) -> Result<String, Refusal> {
    let text = members.remove(name).map(text).transpose()?;
    Ok(text.unwrap_or_default())
}

fn text(value: Value) -> Result<String, Refusal> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(Refusal::Malformed("a member is no text")),
    }
}

fn object(value: Option<Value>) -> Result<Map<String, Value>, Refusal> {
    match value {
        None => Ok(Map::new()),
        Some(Value::Object(members)) => Ok(members),
        Some(_) => Err(Refusal::Malformed("a header is no object")),
    }
}
