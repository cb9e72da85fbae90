//! The elements of a JWE in whichever serialization, read strictly (RFC 7516, 7).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Map, Value};

use super::agreement_key::Curve;
use crate::oracle::strict_json;

/// A JWE taken apart; nothing in it has been verified.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parts {
    /// The protected header as it stands.
    pub protected_text: String,
    /// Its members.
    pub protected: Map<String, Value>,
    /// Everything that the headers say.
    pub header: Map<String, Value>,
    /// The encrypted content key.
    pub encrypted_key: Vec<u8>,
    /// The initialization vector.
    pub vector: Vec<u8>,
    /// Additional authenticated data as they stand.
    pub aad: Option<String>,
    /// The ciphertext.
    pub ciphertext: Vec<u8>,
    /// The authentication tag.
    pub tag: Vec<u8>,
}

impl Parts {
    /// Takes a message apart; the error says in words why it is no JWE.
    pub fn read(text: &str) -> Result<Self, String> {
        if text.starts_with('{') {
            let members = strict_json::read_object(text.as_bytes());
            return Self::of_members(&members.map_err(|defect| format!("no JWE: {defect}"))?);
        }
        let parts: Vec<&str> = text.split('.').collect();
        let [protected, encrypted_key, vector, ciphertext, tag] = parts[..] else {
            return Err(format!("no JWE: {} parts instead of five", parts.len()));
        };
        let mut read = Self::with_protected(protected)?;
        read.encrypted_key = octets(encrypted_key)?;
        read.vector = octets(vector)?;
        read.ciphertext = octets(ciphertext)?;
        read.tag = octets(tag)?;
        Ok(read)
    }

    /// Reads the flattened form, or the general form with one recipient.
    pub fn of_members(members: &Map<String, Value>) -> Result<Self, String> {
        let share = match members.get("recipients") {
            None => members,
            Some(recipients) => {
                let only = recipients.as_array().and_then(|all| all.first());
                only.and_then(Value::as_object)
                    .ok_or("no JWE: no recipient")?
            }
        };
        let part = |name: &str| octets(text(members, name));
        let mut read = Self::with_protected(text(members, "protected"))?;
        for header in [members.get("unprotected"), share.get("header")] {
            let header = header.and_then(Value::as_object).into_iter().flatten();
            read.header
                .extend(header.map(|(name, value)| (name.clone(), value.clone())));
        }
        Ok(Self {
            encrypted_key: octets(text(share, "encrypted_key"))?,
            vector: part("iv")?,
            aad: members
                .get("aad")
                .and_then(Value::as_str)
                .map(str::to_owned),
            ciphertext: part("ciphertext")?,
            tag: part("tag")?,
            ..read
        })
    }

    fn with_protected(text: &str) -> Result<Self, String> {
        let header = strict_json::read_object(&octets(text)?);
        let header = header.map_err(|defect| format!("no JWE: its header: {defect}"))?;
        Ok(Self {
            protected_text: text.to_owned(),
            protected: header.clone(),
            header,
            ..Self::default()
        })
    }

    /// The same where the coordinates of the ephemeral key have all their leading zeros, and no more (RFC 7518, 6.2.1.2).
    #[must_use]
    pub fn with_full_coordinates(mut self) -> Self {
        if let Some(Value::Object(ephemeral)) = self.header.get_mut("epk")
            && let Some(curve) = Curve::of(ephemeral)
        {
            for name in ["x", "y"] {
                let stated = ephemeral.get(name).and_then(Value::as_str);
                let full = stated.and_then(|text| full_coordinate(text, curve));
                ephemeral.extend(full.map(|full| (name.to_owned(), Value::String(full))));
            }
        }
        self
    }

    /// A parameter that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.header.get(name)?.as_str()
    }

    /// What is authenticated beside the ciphertext (RFC 7516, 5.1, step 14).
    pub fn authenticated(&self) -> Vec<u8> {
        let aad = self.aad.as_ref();
        let text = aad.map_or_else(
            || self.protected_text.clone(),
            |aad| format!("{}.{aad}", self.protected_text),
        );
        text.into_bytes()
    }
}

fn full_coordinate(text: &str, curve: Curve) -> Option<String> {
    let octets = Base64UrlUnpadded::decode_vec(text).ok()?;
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let number = &octets[zeros..];
    let missing = curve.width().checked_sub(number.len())?;
    Some(Base64UrlUnpadded::encode_string(
        &[&vec![0; missing], number].concat(),
    ))
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> &'a str {
    members
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn octets(text: &str) -> Result<Vec<u8>, String> {
    let octets = Base64UrlUnpadded::decode_vec(text);
    octets.map_err(|_| "no JWE: a part is not base64url without padding".to_owned())
}
