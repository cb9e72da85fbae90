//! The identifier of a connector, as its certificate gives it (IDS-G, unique identifier).

use std::fmt;

use openssl::x509::X509Ref;

/// The two key identifiers of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectorId {
    /// The Subject Key Identifier.
    pub subject_key: Vec<u8>,
    /// The Authority Key Identifier.
    pub authority_key: Vec<u8>,
}

/// The spelling of the example.
impl fmt::Display for ConnectorId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (subject_key, authority_key) = self.halves();
        write!(formatter, "{subject_key}:keyid:{authority_key}")
    }
}

impl ConnectorId {
    /// The identifier that a certificate gives its owner, if it has both extensions.
    pub fn of_certificate(certificate: &X509Ref) -> Option<Self> {
        Some(Self {
            subject_key: certificate.subject_key_id()?.as_slice().to_vec(),
            authority_key: certificate.authority_key_id()?.as_slice().to_vec(),
        })
    }

    /// Both key identifiers, each in upper-case octets with colons.
    pub fn halves(&self) -> (String, String) {
        (octets(&self.subject_key), octets(&self.authority_key))
    }

    /// The spelling for readers.
    pub fn in_short(&self) -> String {
        let (subject_key, authority_key) = self.halves();
        format!("{subject_key}:{authority_key}")
    }

    /// The two in the wrong order.
    pub fn backwards(&self) -> String {
        let (subject_key, authority_key) = self.halves();
        format!("{authority_key}:keyid:{subject_key}")
    }
}

fn octets(key_identifier: &[u8]) -> String {
    let words = key_identifier.iter().map(|octet| format!("{octet:02X}"));
    words.collect::<Vec<_>>().join(":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spelling_is_that_of_the_example() {
        let id = ConnectorId {
            subject_key: vec![0xdd, 0x0b],
            authority_key: vec![0xcb, 0x8c],
        };
        assert_eq!(id.to_string(), "DD:0B:keyid:CB:8C");
        assert_eq!(id.in_short(), "DD:0B:CB:8C");
        assert_eq!(id.backwards(), "CB:8C:keyid:DD:0B");
    }
}
