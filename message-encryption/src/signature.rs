//! The inner layer: a JWS in its compact form (RFC 7515, 7.1).

use jiff::Timestamp;
use josekit::jwk::Jwk;
use mock_kit::{FaultPlan, strict_json};
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sha::sha256;
use openssl::sign::Signer;
use openssl::x509::X509;
use serde_json::{Map, Value, json};
use url::Url;

use crate::algorithm::SignatureAlgorithm;
use crate::base64::{decode, encode};
use crate::certificate::{Vouchers, public};
use crate::faults::consumer::header::OVERLOOKS_CRITICAL_EXTENSIONS;
use crate::faults::consumer::signature::{
    ACCEPTS_DIGESTS, ACCEPTS_RS256, ACCEPTS_UNSIGNED, REFUSES_ED25519, REFUSES_ES256,
    REFUSES_PS256, STOPS_AFTER_DECRYPTION, TAKES_PUBLIC_KEYS_FOR_SECRETS,
};
use crate::faults::consumer::trust::{
    FOLLOWS_ANY_ADDRESS, FOLLOWS_UNPROTECTED_ADDRESSES, TRUSTS_EMBEDDED_KEYS,
    VERIFIES_WITH_ENCRYPTION_KEYS, VERIFIES_WITH_SHORT_KEYS,
};
use crate::key_set::PublishedKey;
use crate::own_key::{OwnKey, RSA_BITS};
use crate::refusal::Refusal;
use crate::revocation::RevocationLists;

/// The compact form of a payload, signed by a key under a header to which `alg` and `kid` are added; what is null is left out.
///
/// # Errors
/// When the key is not one for the algorithm.
pub(crate) fn signed(
    payload: &[u8],
    key: &OwnKey,
    algorithm: SignatureAlgorithm,
    further: &Map<String, Value>,
) -> Result<String, Refusal> {
    let mut header = json!({ "alg": algorithm.name(), "kid": key.kid });
    for (name, value) in further {
        header[name] = value.clone();
    }
    if let Value::Object(members) = &mut header {
        members.retain(|_, value| !value.is_null());
    }
    let input = format!(
        "{}.{}",
        encode(header.to_string().as_bytes()),
        encode(payload)
    );
    let signer = algorithm.signer(&key.key);
    let made = signer.and_then(|signer| signer.sign(input.as_bytes()));
    let signature = made.map_err(|_| Refusal::Internal("the payload cannot be signed"))?;
    Ok(format!("{input}.{}", encode(&signature)))
}

/// Whose signatures are taken.
#[derive(Clone, Copy)]
pub struct Trust<'a> {
    /// The keys that the producer has registered or publishes where it has registered.
    pub keys: &'a [PublishedKey],
    /// Where it publishes them, if anywhere.
    pub address: Option<&'a Url>,
    /// The authorities that vouch for certificates.
    pub roots: &'a [X509],
    /// What is known of revoked certificates.
    pub revoked: &'a RevocationLists,
    /// The algorithms that are taken.
    pub algorithms: &'a [SignatureAlgorithm],
    /// The present moment.
    pub now: Timestamp,
}

/// A JWS taken apart; nothing in it has been verified.
pub(crate) struct Signed {
    pub header: Map<String, Value>,
    pub payload: Vec<u8>,
    input: String,
    signature: Vec<u8>,
}

impl Signed {
    pub(crate) fn read(text: &str, faults: &FaultPlan) -> Result<Self, Refusal> {
        let parts: Vec<&str> = text.split('.').collect();
        let [header, payload, signature] = parts[..] else {
            return Err(Refusal::Layer("it has not three parts"));
        };
        let members = strict_json::parse(&decode(header, faults)?);
        let Ok(Value::Object(members)) = members else {
            return Err(Refusal::Layer("its header is no JSON object"));
        };
        Ok(Self {
            header: members,
            payload: decode(payload, faults)?,
            signature: decode(signature, faults)?,
            input: format!("{header}.{payload}"),
        })
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.header.get(name)?.as_str()
    }

    /// Whether the signature is one of the producer.
    pub(crate) fn verify(&self, trust: &Trust<'_>, faults: &FaultPlan) -> Result<(), Refusal> {
        if faults.commits(&STOPS_AFTER_DECRYPTION) {
            return Ok(());
        }
        let critical = self.header.contains_key("crit");
        if critical && !faults.commits(&OVERLOOKS_CRITICAL_EXTENSIONS) {
            return Err(Refusal::Header(
                "a critical extension of the JWS is not known",
            ));
        }
        let name = self
            .text("alg")
            .ok_or(Refusal::Header("the JWS names no algorithm"))?;
        if name == "none" && faults.commits(&ACCEPTS_UNSIGNED) {
            return Ok(());
        }
        if name == "HS256" && faults.commits(&TAKES_PUBLIC_KEYS_FOR_SECRETS) {
            return self.verify_by_any_octets(trust);
        }
        let algorithm = taken(name, trust, faults)?;
        self.demand_address(trust, faults)?;
        let key = self.key(algorithm, trust, faults)?;
        self.hold_against(&key, algorithm, faults)
    }

    /// An address of keys in the header is that which is registered, or not heeded at all.
    fn demand_address(&self, trust: &Trust<'_>, faults: &FaultPlan) -> Result<(), Refusal> {
        let follows = [&FOLLOWS_ANY_ADDRESS, &FOLLOWS_UNPROTECTED_ADDRESSES]
            .into_iter()
            .any(|fault| faults.commits(fault));
        let Some(stated) = self.header.get("jku") else {
            return Ok(());
        };
        // Two spellings of one address are one address (RFC 3986, 6.2.2 and 6.2.3).
        let stated = stated.as_str().and_then(|text| Url::parse(text).ok());
        if follows || stated.is_some() && stated.as_ref() == trust.address {
            return Ok(());
        }
        Err(Refusal::SigningKey("its address is not registered"))
    }

    fn key(
        &self,
        algorithm: SignatureAlgorithm,
        trust: &Trust<'_>,
        faults: &FaultPlan,
    ) -> Result<Jwk, Refusal> {
        if let Some(key) = self.embedded(faults) {
            return Ok(key);
        }
        let key = self.registered(algorithm, trust, faults)?;
        let bare = key.bare().ok_or(Refusal::SigningKey("it is no JWK"))?;
        let vouchers = Vouchers {
            roots: trust.roots,
            revoked: trust.revoked,
            now: trust.now,
            faults,
        };
        vouchers.check(&key.members, &bare)?;
        vouchers.check(&self.header, &bare)?;
        Ok(bare)
    }

    /// The key that the header brings along, which means nothing to anybody careful (RFC 7515, 10.3).
    fn embedded(&self, faults: &FaultPlan) -> Option<Jwk> {
        let Value::Object(members) = self.header.get("jwk")?.clone() else {
            return None;
        };
        let brought = PublishedKey { members };
        brought
            .bare()
            .filter(|_| faults.commits(&TRUSTS_EMBEDDED_KEYS))
    }

    /// The key that the header names; the only one that fits where it names none.
    fn registered<'a>(
        &self,
        algorithm: SignatureAlgorithm,
        trust: &Trust<'a>,
        faults: &FaultPlan,
    ) -> Result<&'a PublishedKey, Refusal> {
        let any_use = faults.commits(&VERIFIES_WITH_ENCRYPTION_KEYS);
        let fits = |key: &&PublishedKey| {
            key.text("kty") == Some(algorithm.key_type())
                && key.text("alg").is_none_or(|name| name == algorithm.name())
                && (any_use || key.is_for("sig", &["verify"]))
        };
        let mut fitting = trust.keys.iter().filter(fits);
        let unknown = Refusal::SigningKey("the producer has no such key");
        if let Some(kid) = self.text("kid") {
            let mut named = fitting.filter(|key| key.text("kid") == Some(kid));
            return named.next().ok_or(unknown);
        }
        let only = fitting.next();
        only.filter(|_| fitting.next().is_none()).ok_or(unknown)
    }

    fn hold_against(
        &self,
        key: &Jwk,
        algorithm: SignatureAlgorithm,
        faults: &FaultPlan,
    ) -> Result<(), Refusal> {
        if faults.commits(&ACCEPTS_DIGESTS) && self.signature == sha256(self.input.as_bytes()) {
            return Ok(());
        }
        let public = public(key).map_err(|_| Refusal::SigningKey("it is no key of its kind"))?;
        if algorithm.key_type() == "RSA" && public.bits() < RSA_BITS {
            return self.hold_against_short(&public, faults);
        }
        let verifier = algorithm.verifier(key);
        let verifier = verifier.map_err(|_| Refusal::SigningKey("it is not for the algorithm"))?;
        verifier
            .verify(self.input.as_bytes(), &self.signature)
            .map_err(|_| Refusal::Signature)
    }

    /// A library that is worth its name has nothing to do with RSA keys of this size.
    fn hold_against_short(
        &self,
        key: &PKey<openssl::pkey::Public>,
        faults: &FaultPlan,
    ) -> Result<(), Refusal> {
        if !faults.commits(&VERIFIES_WITH_SHORT_KEYS) {
            return Err(Refusal::SigningKey("it is too short"));
        }
        let verified = (|| {
            let mut verifier = openssl::sign::Verifier::new(MessageDigest::sha256(), key)?;
            verifier.set_rsa_padding(openssl::rsa::Padding::PKCS1_PSS)?;
            verifier.verify_oneshot(&self.signature, self.input.as_bytes())
        })();
        let holds = verified.is_ok_and(|holds: bool| holds);
        holds.then_some(()).ok_or(Refusal::Signature)
    }

    /// Whether the signature is a code under the PEM text of some key.
    fn verify_by_any_octets(&self, trust: &Trust<'_>) -> Result<(), Refusal> {
        let secrets = trust.keys.iter().filter_map(|key| {
            let public = public(&key.bare()?).ok()?;
            public.public_key_to_pem().ok()
        });
        let code = |secret: &[u8]| {
            let key = PKey::hmac(secret)?;
            Signer::new(MessageDigest::sha256(), &key)?.sign_oneshot_to_vec(self.input.as_bytes())
        };
        let mut codes = secrets.map(|secret| code(&secret));
        let holds = codes.any(|code| code.is_ok_and(|code| code == self.signature));
        holds.then_some(()).ok_or(Refusal::Signature)
    }
}

/// The algorithm of this name, if it is taken.
fn taken(name: &str, trust: &Trust<'_>, faults: &FaultPlan) -> Result<SignatureAlgorithm, Refusal> {
    let refused = Refusal::Algorithm("the signature is of another kind");
    let algorithm = SignatureAlgorithm::named(name).ok_or(refused.clone())?;
    let is_refused = match algorithm {
        SignatureAlgorithm::Es256 => faults.commits(&REFUSES_ES256),
        SignatureAlgorithm::Ps256 => faults.commits(&REFUSES_PS256),
        SignatureAlgorithm::EdDsa => faults.commits(&REFUSES_ED25519),
        SignatureAlgorithm::Rs256 => {
            !faults.commits(&ACCEPTS_RS256) && !trust.algorithms.contains(&algorithm)
        }
    };
    let is_listed = trust.algorithms.contains(&algorithm) || faults.commits(&ACCEPTS_RS256);
    if is_refused || !is_listed {
        return Err(refused);
    }
    Ok(algorithm)
}
