//! Private keys of clients: PEM files with a key on P-256, as PKCS#8 or as SEC1 (RFC 5958, RFC 5915).

use std::fmt;

use openssl::pkey::{Id, PKey};
use p256::SecretKey;
use p256::elliptic_curve::sec1::ToSec1Point;

/// A client's private key.
#[derive(Clone)]
pub struct ClientKey(SecretKey);

/// Why a file holds no usable key: what is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnusableKey {
    pub(super) problem: String,
    pub(super) fix: &'static str,
}

const MAKE_ONE: &str =
    "make one with `openssl ecparam -name prime256v1 -genkey -noout -out key.pem`";

impl ClientKey {
    /// The key of a PEM text; blocks before it, such as curve parameters, are passed over.
    pub(super) fn from_pem(text: &str) -> Result<Self, UnusableKey> {
        let Some(block) = block(text, "EC PRIVATE KEY").or_else(|| block(text, "PRIVATE KEY"))
        else {
            return Err(explain_other(text));
        };
        SecretKey::from_pem(&block)
            .map(Self)
            .map_err(|_| UnusableKey {
                problem: explain_kind(&block),
                fix: MAKE_ONE,
            })
    }

    /// The key, to sign with.
    pub fn secret(&self) -> &SecretKey {
        &self.0
    }
}

/// What a block holds that is no key on P-256, the one curve of ES256 (RFC 7518, 3.4).
fn explain_kind(block: &str) -> String {
    // The empty passphrase keeps OpenSSL from asking for one on the terminal.
    let Ok(key) = PKey::private_key_from_pem_passphrase(block.as_bytes(), b"") else {
        return "holds a private key that is damaged".to_owned();
    };
    let curve = key.ec_key().ok().and_then(|key| key.group().curve_name());
    let curve = curve.and_then(|curve| curve.short_name().ok());
    let kind = match (key.id(), curve) {
        (Id::RSA, _) => "an RSA key".to_owned(),
        (_, Some(curve)) => format!("a key on the curve {curve}"),
        _ => "a key of another kind".to_owned(),
    };
    format!("holds {kind}; client assertions are ES256, which takes P-256")
}

fn explain_other(text: &str) -> UnusableKey {
    let (problem, fix) = match () {
        () if text.contains("ENCRYPTED") => (
            "holds an encrypted key",
            "decrypt it: `openssl ec -in encrypted.pem -out key.pem`",
        ),
        () if text.contains("RSA PRIVATE KEY") => (
            "holds an RSA key; client assertions are ES256, which takes P-256",
            MAKE_ONE,
        ),
        () if text.contains("-----BEGIN ") => (
            "holds no private key",
            "give the private key, not the certificate or the public key",
        ),
        () => ("is no PEM file", MAKE_ONE),
    };
    UnusableKey {
        problem: problem.to_owned(),
        fix,
    }
}

/// The block of that label, with its boundaries, each on a line of its own.
fn block(text: &str, label: &str) -> Option<String> {
    let (begin, end) = (
        format!("-----BEGIN {label}-----"),
        format!("-----END {label}-----"),
    );
    let start = text.find(&begin)?;
    let length = text[start..].find(&end)? + end.len();
    Some(format!("{}\n", &text[start..start + length]))
}

impl PartialEq for ClientKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.public_key() == other.0.public_key()
    }
}

impl fmt::Debug for ClientKey {
    /// Shows the public half only.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let point = self.0.public_key().to_sec1_point(true);
        write!(formatter, "ClientKey({})", hex::encode(point.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use p256::elliptic_curve::Generate;
    use p256::pkcs8::{EncodePrivateKey, LineEnding};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_encodings_give_the_same_key() {
        let key = SecretKey::generate();
        let pkcs8 = key.to_pkcs8_pem(LineEnding::LF).unwrap();
        let sec1 = key.to_sec1_pem(LineEnding::LF).unwrap();
        assert_eq!(
            ClientKey::from_pem(&pkcs8).unwrap(),
            ClientKey::from_pem(&sec1).unwrap()
        );
    }

    #[test]
    fn curve_parameters_before_the_key_are_passed_over() {
        let sec1 = SecretKey::generate().to_sec1_pem(LineEnding::LF).unwrap();
        let text = format!(
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n{}",
            sec1.as_str()
        );
        assert!(ClientKey::from_pem(&text).is_ok());
    }

    #[test]
    fn other_keys_are_named() {
        let problem = |text: &str| ClientKey::from_pem(text).unwrap_err().problem;
        assert!(problem("-----BEGIN RSA PRIVATE KEY-----\n").contains("RSA"));
        assert!(problem("-----BEGIN ENCRYPTED PRIVATE KEY-----\n").contains("encrypted"));
        assert!(problem("-----BEGIN CERTIFICATE-----\n").contains("no private key"));
        assert!(problem("hello").contains("no PEM"));
    }

    #[test]
    fn a_key_is_not_shown() {
        let key = SecretKey::generate();
        let shown = format!("{:?}", ClientKey(key.clone()));
        assert!(!shown.contains(&hex::encode(key.to_bytes())));
    }

    proptest! {
        #[test]
        fn no_text_stops_the_reader(text in "(-----BEGIN (EC )?PRIVATE KEY-----|-----END (EC )?PRIVATE KEY-----|[a-zA-Z0-9+/=\n]{0,40}){0,6}") {
            prop_assert!(ClientKey::from_pem(&text).is_err());
        }
    }
}
