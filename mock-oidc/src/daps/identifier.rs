//! The identifier of a connector: the Subject Key Identifier of its certificate and the Authority Key Identifier, in this order (IDS-G,
//! unique identifier).

use std::fmt;
use std::str::FromStr;

use openssl::x509::X509;

/// What stands between the two, as OpenSSL used to write authority key identifiers.
const SEPARATOR: &str = "keyid";
/// The octets of a key identifier where only its length tells where it ends.
const USUAL_LENGTH: usize = 20;

/// Who a connector is: the same key certified by another authority is another connector.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ConnectorId {
    /// The Subject Key Identifier.
    pub subject_key: Vec<u8>,
    /// The Authority Key Identifier.
    pub authority_key: Vec<u8>,
}

/// A text or certificate that identifies no connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no pair of key identifiers in it")]
pub struct NoConnectorId;

impl ConnectorId {
    /// The identifier that a certificate gives its owner.
    ///
    /// # Errors
    /// When one of the two extensions is missing or empty.
    pub fn of_certificate(certificate: &X509) -> Result<Self, NoConnectorId> {
        let subject_key = certificate.subject_key_id().ok_or(NoConnectorId)?;
        let authority_key = certificate.authority_key_id().ok_or(NoConnectorId)?;
        Self::of(
            subject_key.as_slice().to_vec(),
            authority_key.as_slice().to_vec(),
        )
    }

    fn of(subject_key: Vec<u8>, authority_key: Vec<u8>) -> Result<Self, NoConnectorId> {
        if subject_key.is_empty() || authority_key.is_empty() {
            return Err(NoConnectorId);
        }
        Ok(Self {
            subject_key,
            authority_key,
        })
    }
}

/// The spelling of the example: upper-case octets with colons, and `keyid` between the two.
impl fmt::Display for ConnectorId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (subject_key, authority_key) = (hex(&self.subject_key), hex(&self.authority_key));
        write!(formatter, "{subject_key}:{SEPARATOR}:{authority_key}")
    }
}

/// Reads the spelling of the example and the shorter one for readers, `SKI:AKI`, which newer tools print; the case of letters says nothing.
impl FromStr for ConnectorId {
    type Err = NoConnectorId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let words: Vec<&str> = text.split(':').collect();
        let separator = words
            .iter()
            .position(|word| word.eq_ignore_ascii_case(SEPARATOR));
        match separator {
            Some(at) => Self::of(octets(&words[..at])?, octets(&words[at + 1..])?),
            None if words.len() == 2 * USUAL_LENGTH => {
                let (subject_key, authority_key) = words.split_at(USUAL_LENGTH);
                Self::of(octets(subject_key)?, octets(authority_key)?)
            }
            None => Err(NoConnectorId),
        }
    }
}

fn hex(octets: &[u8]) -> String {
    let words: Vec<String> = octets.iter().map(|octet| format!("{octet:02X}")).collect();
    words.join(":")
}

fn octets(words: &[&str]) -> Result<Vec<u8>, NoConnectorId> {
    words.iter().map(|word| octet(word)).collect()
}

/// Two hexadecimal digits and nothing else: the reader of numbers would take a sign as well.
fn octet(word: &str) -> Result<u8, NoConnectorId> {
    let is_hexadecimal = word.len() == 2 && word.bytes().all(|digit| digit.is_ascii_hexdigit());
    let octet = is_hexadecimal.then(|| u8::from_str_radix(word, 16).ok());
    octet.flatten().ok_or(NoConnectorId)
}
