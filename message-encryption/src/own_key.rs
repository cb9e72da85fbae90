//! The keys of a party: one ring for one use, renewed before its crypto-period of two years is over (Part 4, crypto-period).

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use josekit::JoseError;
use josekit::jwk::Jwk;
use josekit::jwk::alg::ed::EdCurve;
use openssl::error::ErrorStack;
use serde_json::{Map, Value, json};

use crate::algorithm::Curve;
use crate::certificate::{Authority, x5c};
use crate::refusal::Refusal;

/// How long a key is used, and its certificate valid: well within two years.
pub const CRYPTO_PERIOD: SignedDuration = SignedDuration::from_hours(24 * 365);
/// The smallest RSA key on offer, in bits.
pub(crate) const RSA_BITS: u32 = 2048;

/// What a key is for, and nothing else (Part 4, key usage).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Signing payloads.
    Signature,
    /// Encrypting content keys.
    Encryption,
}

impl Purpose {
    fn usage(self) -> &'static str {
        match self {
            Self::Signature => "sig",
            Self::Encryption => "enc",
        }
    }

    /// An RSA key, and keys on these curves; signatures have one on the Edwards curve too.
    fn make(self, curves: &[Curve], rsa: Jwk) -> Result<Vec<Jwk>, JoseError> {
        let on_curves = curves.iter().map(|curve| curve.of_josekit());
        let made: Result<Vec<_>, _> = on_curves.map(Jwk::generate_ec_key).collect();
        let mut keys = made?;
        keys.push(rsa);
        if self == Self::Signature {
            keys.push(Jwk::generate_ed_key(EdCurve::Ed25519)?);
        }
        Ok(keys)
    }
}

/// A private key, by the name that others know it by.
#[derive(Clone)]
pub struct OwnKey {
    /// Its name.
    pub kid: String,
    /// The private key.
    pub key: Jwk,
    /// Its certificate, and that of the authority.
    pub chain: Vec<Vec<u8>>,
    purpose: Purpose,
}

/// Without the key, which nobody is to find in a log.
impl std::fmt::Debug for OwnKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("OwnKey");
        shown.field("kid", &self.kid).finish_non_exhaustive()
    }
}

impl OwnKey {
    /// A key that was made elsewhere.
    #[must_use]
    pub fn of(kid: &str, key: Jwk, purpose: Purpose) -> Self {
        Self {
            kid: kid.to_owned(),
            key,
            chain: Vec::new(),
            purpose,
        }
    }

    /// The public half, as a member of a JWK set with its certificates.
    #[must_use]
    pub fn published(&self) -> Value {
        let mut members = self.bare();
        members.insert("use".to_owned(), json!(self.purpose.usage()));
        members.insert("kid".to_owned(), json!(self.kid));
        if !self.chain.is_empty() {
            members.insert("x5c".to_owned(), x5c(&self.chain));
        }
        Value::Object(members)
    }

    /// The numbers of the public half.
    pub(crate) fn bare(&self) -> Map<String, Value> {
        numbers(self.key.as_ref(), &["kty", "crv", "x", "y", "n", "e"])
    }

    /// The numbers of the private half, for those who misbehave on purpose.
    pub(crate) fn private_numbers(&self) -> Map<String, Value> {
        numbers(self.key.as_ref(), &["d", "p", "q", "dp", "dq", "qi"])
    }

    /// The kind of the key.
    #[must_use]
    pub fn key_type(&self) -> &str {
        self.key.key_type()
    }
}

fn numbers(members: &Map<String, Value>, names: &[&str]) -> Map<String, Value> {
    let held = names.iter().filter_map(|&name| members.get_key_value(name));
    held.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// RSA keys take long to make, and nothing depends on them being fresh: one for each use.
static RSA_KEYS: LazyLock<Mutex<BTreeMap<Purpose, Jwk>>> = LazyLock::new(Mutex::default);

fn shared_rsa(purpose: Purpose) -> Result<Jwk, JoseError> {
    let mut keys = RSA_KEYS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(key) = keys.get(&purpose) {
        return Ok(key.clone());
    }
    let key = Jwk::generate_rsa_key(RSA_BITS)?;
    keys.insert(purpose, key.clone());
    Ok(key)
}

/// The keys of a party for one use.
pub(crate) struct KeyRing {
    authority: Authority,
    owner: &'static str,
    purpose: Purpose,
    curves: Vec<Curve>,
    period: Mutex<Option<Period>>,
}

struct Period {
    until: Timestamp,
    keys: Vec<OwnKey>,
}

impl KeyRing {
    /// A ring without keys yet: keys for encryption are to be on these curves.
    pub(crate) fn for_encryption(
        authority: Authority,
        owner: &'static str,
        curves: &[Curve],
    ) -> Self {
        Self::of(authority, owner, Purpose::Encryption, curves.to_vec())
    }

    /// A ring without keys yet: ES256 takes a key on P-256 (RFC 7518, 3.4).
    pub(crate) fn for_signatures(authority: Authority, owner: &'static str) -> Self {
        Self::of(authority, owner, Purpose::Signature, vec![Curve::P256])
    }

    fn of(authority: Authority, owner: &'static str, purpose: Purpose, curves: Vec<Curve>) -> Self {
        Self {
            authority,
            owner,
            purpose,
            curves,
            period: Mutex::default(),
        }
    }

    /// The keys of the present period; `for_ever` has no period ever end.
    pub(crate) fn keys(&self, now: Timestamp, for_ever: bool) -> Result<Vec<OwnKey>, Refusal> {
        let mut period = self.lock();
        if let Some(present) = period
            .as_ref()
            .filter(|period| for_ever || now < period.until)
        {
            return Ok(present.keys.clone());
        }
        let begun = self.begin(now, period.is_some())?;
        let keys = begun.keys.clone();
        *period = Some(begun);
        Ok(keys)
    }

    /// Keys for a new period; those of the one before are not used again.
    fn begin(&self, now: Timestamp, renews: bool) -> Result<Period, Refusal> {
        let until = now.saturating_add(CRYPTO_PERIOD).unwrap_or(Timestamp::MAX);
        let rsa = if renews {
            Jwk::generate_rsa_key(RSA_BITS)
        } else {
            shared_rsa(self.purpose)
        };
        let made = rsa.and_then(|rsa| self.purpose.make(&self.curves, rsa));
        let made = made.map_err(|_| Refusal::Internal("keys"))?;
        let certified = made
            .into_iter()
            .map(|key| self.certified(key, (now, until)));
        let keys = certified.collect::<Result<_, ErrorStack>>();
        let keys = keys.map_err(|_| Refusal::Internal("certificates"))?;
        Ok(Period { until, keys })
    }

    fn certified(&self, key: Jwk, validity: (Timestamp, Timestamp)) -> Result<OwnKey, ErrorStack> {
        Ok(OwnKey {
            kid: mock_kit::entropy::identifier(),
            chain: self.authority.issued(&key, self.owner, validity)?,
            key,
            purpose: self.purpose,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Option<Period>> {
        self.period.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
