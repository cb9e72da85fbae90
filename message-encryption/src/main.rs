//! Exchanges messages with another implementation by way of a folder: protects a payload in every way on offer, or opens what the other
//! has protected.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use josekit::jwk::Jwk;
use message_encryption::algorithm::{KeyManagement, SignatureAlgorithm};
use message_encryption::key_set::{self, PublishedKey};
use message_encryption::message::Serialization;
use message_encryption::nested::{Beside, Recipient, Signing, Trust, open, protect};
use message_encryption::own_key::{OwnKey, Purpose};
use message_encryption::revocation;
use mock_kit::Clock;
use serde_json::{Map, Value, json};

type Failure = Box<dyn std::error::Error>;

/// Exchanges signed and encrypted messages with another implementation.
///
/// The folder holds `signing.jwks` and `encryption.jwks`, with private members. A message stands in a file that is named after its
/// signature, its encryption, the key of its recipient and its serialization: `ES256.ECDH-ES.P-256.compact`.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Protects a payload in every way, into `ours`.
    Protect {
        /// The folder.
        folder: PathBuf,
    },
    /// Opens every message in `theirs`.
    Open {
        /// The folder.
        folder: PathBuf,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().act {
        Act::Protect { folder } => protect_all(&folder),
        Act::Open { folder } => open_all(&folder),
    };
    match done {
        Ok(words) => {
            println!("{words}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("message-encryption: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The payload of every message.
fn payload() -> Value {
    json!({ "customerId": "abc-12345-xyz", "name": { "first": "Jane", "last": "Smith" } })
}

fn protect_all(folder: &Path) -> Result<String, Failure> {
    let signing = keys(folder, "signing", Purpose::Signature)?;
    let encryption = keys(folder, "encryption", Purpose::Encryption)?;
    let ours = folder.join("ours");
    fs::create_dir_all(&ours)?;
    let mut count = 0;
    for signature in SignatureAlgorithm::ALL {
        for (algorithm, own) in encryptions(&encryption) {
            let signed_by = Signing {
                key: of_kind(&signing, signature.key_type())?,
                algorithm: signature,
                header: Map::new(),
            };
            let recipient = Recipient {
                key: own.key.to_public_key()?,
                kid: Some(own.kid.clone()),
                algorithm,
            };
            let octets = payload().to_string().into_bytes();
            let message = protect(&octets, &signed_by, &recipient, &Beside::default())?;
            for serialization in Serialization::ALL {
                let way = [signature.name(), algorithm.name(), &own.kid];
                let name = format!("{}.{}", way.join("."), serialization.name());
                fs::write(ours.join(name), message.written(serialization))?;
                count += 1;
            }
        }
    }
    Ok(format!("the library protected {count} messages"))
}

fn open_all(folder: &Path) -> Result<String, Failure> {
    let signing = keys(folder, "signing", Purpose::Signature)?;
    let encryption = keys(folder, "encryption", Purpose::Encryption)?;
    let published: Vec<Value> = signing.iter().map(OwnKey::published).collect();
    let published = json!({ "keys": published }).to_string();
    let published = key_set::read(published.as_bytes()).unwrap_or_default();
    let mut count = 0;
    for entry in fs::read_dir(folder.join("theirs"))? {
        let path = entry?.path();
        open_one(&fs::read_to_string(&path)?, &encryption, &published)
            .map_err(|failure| format!("{}: {failure}", path.display()))?;
        count += 1;
    }
    let encryptions = encryptions(&encryption).count();
    let wanted = SignatureAlgorithm::ALL.len() * encryptions * Serialization::ALL.len();
    if count != wanted {
        return Err(format!("{count} messages instead of {wanted}").into());
    }
    Ok(format!("the library opened {count} messages of jose"))
}

fn open_one(text: &str, keys: &[OwnKey], published: &[PublishedKey]) -> Result<(), Failure> {
    let trust = Trust {
        keys: published,
        address: None,
        roots: &[],
        revoked: &revocation::NONE,
        algorithms: &SignatureAlgorithm::ALL,
        now: Clock::system().now(),
    };
    let opened: Value = serde_json::from_slice(&open(text, keys, &trust)?)?;
    if opened == payload() {
        return Ok(());
    }
    Err("another payload".into())
}

fn keys(folder: &Path, name: &str, purpose: Purpose) -> Result<Vec<OwnKey>, Failure> {
    let text = fs::read_to_string(folder.join(format!("{name}.jwks")))?;
    let set: Value = serde_json::from_str(&text)?;
    let keys = set["keys"].as_array().into_iter().flatten();
    let keys = keys.filter_map(Value::as_object).cloned().map(|members| {
        let key = Jwk::from_map(members)?;
        let kid = key.key_id().unwrap_or_default().to_owned();
        Ok(OwnKey::of(&kid, key, purpose))
    });
    keys.collect()
}

fn of_kind<'a>(keys: &'a [OwnKey], kind: &str) -> Result<&'a OwnKey, Failure> {
    let mut keys = keys.iter();
    let found = keys.find(|key| key.key_type() == kind);
    found.ok_or_else(|| format!("there is no key of the kind {kind}").into())
}

/// Every algorithm with every key that it can use.
fn encryptions(keys: &[OwnKey]) -> impl Iterator<Item = (KeyManagement, &OwnKey)> {
    KeyManagement::ALL.into_iter().flat_map(move |algorithm| {
        let fitting = keys
            .iter()
            .filter(move |key| key.key_type() == algorithm.key_type());
        fitting.map(move |key| (algorithm, key))
    })
}
