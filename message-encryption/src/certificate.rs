//! Certificates of keys: issued by an authority, carried in `x5c`, and held against who is trusted (RFC 7515, 4.1.6; Part 4, verification 3).

use base64ct::{Base64, Encoding as _};
use jiff::Timestamp;
use josekit::jwk::Jwk;
use mock_kit::FaultPlan;
use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Private, Public};
use openssl::rsa::Rsa;
use openssl::stack::Stack;
use openssl::x509::extension::BasicConstraints;
use openssl::x509::store::X509StoreBuilder;
use openssl::x509::verify::X509VerifyParam;
use openssl::x509::{X509, X509Builder, X509Name, X509StoreContext};
use serde_json::{Map, Value};
use url::Url;

use crate::algorithm::Curve;
use crate::faults::consumer::trust::{
    LOOKS_THROUGH_THE_WHOLE_CHAIN, OVERLOOKS_REVOCATIONS, OVERLOOKS_THE_EXPIRY_OF_CERTIFICATES,
    TRUSTS_ANY_CERTIFICATE,
};
use crate::refusal::Refusal;
use crate::revocation::{RevocationLists, addresses};

/// An authority that issues certificates.
#[derive(Clone)]
pub struct Authority {
    certificate: X509,
    key: PKey<Private>,
}

impl Authority {
    /// A fresh authority, valid from 2020 to 2049 so that a moved clock does not matter.
    ///
    /// # Errors
    /// When OpenSSL refuses.
    pub fn new(name: &str) -> Result<Self, ErrorStack> {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
        let key = PKey::from_ec_key(EcKey::generate(&group)?)?;
        let mut draft = draft(name, &named(name)?, &key)?;
        draft.set_not_before(&*Asn1Time::from_str("20200101000000Z")?)?;
        draft.set_not_after(&*Asn1Time::from_str("20491231000000Z")?)?;
        draft.append_extension(BasicConstraints::new().critical().ca().build()?)?;
        draft.sign(&key, MessageDigest::sha256())?;
        let certificate = draft.build();
        Ok(Self { certificate, key })
    }

    /// An authority that was made elsewhere.
    ///
    /// # Errors
    /// When a text is no PEM of its kind.
    pub fn from_pem(certificate: &str, key: &str) -> Result<Self, ErrorStack> {
        Ok(Self {
            certificate: X509::from_pem(certificate.as_bytes())?,
            key: PKey::private_key_from_pem(key.as_bytes())?,
        })
    }

    /// Its certificate.
    #[must_use]
    pub fn certificate(&self) -> &X509 {
        &self.certificate
    }

    /// A certificate of the public half of this key, from one moment to another; the authority's own stands behind it.
    pub(crate) fn issued(
        &self,
        key: &Jwk,
        name: &str,
        (from, until): (Timestamp, Timestamp),
    ) -> Result<Vec<Vec<u8>>, ErrorStack> {
        let mut draft = draft(
            name,
            &self.certificate.subject_name().to_owned()?,
            &public(key)?,
        )?;
        draft.set_not_before(&*Asn1Time::from_unix(from.as_second())?)?;
        draft.set_not_after(&*Asn1Time::from_unix(until.as_second())?)?;
        draft.sign(&self.key, MessageDigest::sha256())?;
        Ok(vec![draft.build().to_der()?, self.certificate.to_der()?])
    }
}

fn draft<T: openssl::pkey::HasPublic>(
    subject: &str,
    issuer: &X509Name,
    key: &PKey<T>,
) -> Result<X509Builder, ErrorStack> {
    let mut number = BigNum::new()?;
    number.rand(159, MsbOption::MAYBE_ZERO, false)?;
    let mut draft = X509::builder()?;
    draft.set_version(2)?;
    draft.set_serial_number(&*number.to_asn1_integer()?)?;
    draft.set_subject_name(&*named(subject)?)?;
    draft.set_issuer_name(issuer)?;
    draft.set_pubkey(key)?;
    Ok(draft)
}

fn named(name: &str) -> Result<X509Name, ErrorStack> {
    let mut builder = X509Name::builder()?;
    builder.append_entry_by_text("CN", name)?;
    Ok(builder.build())
}

/// The public half of a key.
pub(crate) fn public(key: &Jwk) -> Result<PKey<Public>, ErrorStack> {
    let number = |name: &str| {
        let text = key.parameter(name).and_then(Value::as_str);
        base64ct::Base64UrlUnpadded::decode_vec(text.unwrap_or_default()).unwrap_or_default()
    };
    let integer = |name: &str| BigNum::from_slice(&number(name));
    match key.key_type() {
        "RSA" => PKey::from_rsa(Rsa::from_public_components(integer("n")?, integer("e")?)?),
        "EC" => {
            let curve = key.curve().and_then(Curve::named).unwrap_or(Curve::P256);
            let group = EcGroup::from_curve_name(curve.of_openssl())?;
            let (x, y) = (integer("x")?, integer("y")?);
            PKey::from_ec_key(EcKey::from_public_key_affine_coordinates(&group, &x, &y)?)
        }
        _ => PKey::public_key_from_raw_bytes(&number("x"), Id::ED25519),
    }
}

/// Who vouches for keys, and when that is asked.
#[derive(Clone, Copy)]
pub(crate) struct Vouchers<'a> {
    pub roots: &'a [X509],
    /// What is known of revoked certificates.
    pub revoked: &'a RevocationLists,
    pub now: Timestamp,
    pub faults: &'a FaultPlan,
}

impl Vouchers<'_> {
    /// Where the lists of revoked certificates are for the chain of a published key, if somebody trusted vouches for it.
    pub(crate) fn revocation_addresses(&self, members: &Map<String, Value>) -> Vec<Url> {
        let chain = members.get("x5c").and_then(chain).unwrap_or_default();
        match chain.first() {
            Some(first) if self.trusts(&chain) => addresses(first),
            _ => Vec::new(),
        }
    }

    /// Holds the chain of a header or of a published key, if there is one, against the key it is for.
    pub(crate) fn check(&self, members: &Map<String, Value>, key: &Jwk) -> Result<(), Refusal> {
        let Some(stated) = members.get("x5c") else {
            return Ok(());
        };
        let chain = chain(stated).ok_or(Refusal::SigningKey("x5c is no list of certificates"))?;
        if !self.holds(&chain, key) {
            return Err(Refusal::SigningKey(
                "the first certificate is for another key",
            ));
        }
        if self.faults.commits(&TRUSTS_ANY_CERTIFICATE) {
            return Ok(());
        }
        if !self.trusts(&chain) {
            return Err(Refusal::SigningKey("nobody trusted vouches for it now"));
        }
        let spared = self.faults.commits(&OVERLOOKS_REVOCATIONS) || self.spares(&chain);
        spared
            .then_some(())
            .ok_or(Refusal::SigningKey("its certificate may be revoked"))
    }

    /// Whether the first certificate of a trusted chain was not revoked by whoever issued it.
    fn spares(&self, chain: &[X509]) -> bool {
        let issuers = chain.iter().skip(1).chain(self.roots);
        let mut keys = issuers.filter_map(|issuer| issuer.public_key().ok());
        let issued = keys.find(|key| chain[0].verify(key).unwrap_or(false));
        issued.is_some_and(|key| self.revoked.spares(&chain[0], &key, self.now))
    }

    fn holds(&self, chain: &[X509], key: &Jwk) -> bool {
        let looked_at = if self.faults.commits(&LOOKS_THROUGH_THE_WHOLE_CHAIN) {
            chain.len()
        } else {
            1
        };
        let Ok(key) = public(key) else {
            return false;
        };
        let mut held = chain
            .iter()
            .take(looked_at)
            .map(|certificate| certificate.public_key());
        held.any(|held| held.is_ok_and(|held| held.public_eq(&key)))
    }

    /// Whether the first certificate leads to a root, all of them in their time.
    fn trusts(&self, chain: &[X509]) -> bool {
        self.verified(chain).unwrap_or(false)
    }

    fn verified(&self, chain: &[X509]) -> Result<bool, ErrorStack> {
        let mut store = X509StoreBuilder::new()?;
        for root in self.roots {
            store.add_cert(root.clone())?;
        }
        let mut parameters = X509VerifyParam::new()?;
        parameters.set_time(self.looked_at_on(chain));
        store.set_param(&parameters)?;
        let mut between = Stack::new()?;
        for certificate in chain.iter().skip(1) {
            between.push(certificate.clone())?;
        }
        let mut context = X509StoreContext::new()?;
        context.init(&store.build(), &chain[0], &between, |context| {
            context.verify_cert()
        })
    }

    /// The moment in which certificates are to be valid.
    fn looked_at_on(&self, chain: &[X509]) -> i64 {
        if self.faults.commits(&OVERLOOKS_THE_EXPIRY_OF_CERTIFICATES) {
            return begin(&chain[0]).unwrap_or_default();
        }
        self.now.as_second()
    }
}

/// When a certificate begins to be valid, in seconds since 1970.
fn begin(certificate: &X509) -> Option<i64> {
    let epoch = Asn1Time::from_unix(0).ok()?;
    let since = epoch.diff(certificate.not_before()).ok()?;
    Some(i64::from(since.days) * 86_400 + i64::from(since.secs))
}

/// The certificates of `x5c`: standard base64 of DER, the one of the key first. An empty list is none.
fn chain(stated: &Value) -> Option<Vec<X509>> {
    let certificate = |text: &Value| {
        let der = Base64::decode_vec(text.as_str()?).ok()?;
        X509::from_der(&der).ok()
    };
    let chain: Option<Vec<X509>> = stated.as_array()?.iter().map(certificate).collect();
    chain.filter(|chain| !chain.is_empty())
}

/// A chain as `x5c` has it.
pub(crate) fn x5c(chain: &[Vec<u8>]) -> Value {
    chain.iter().map(|der| Base64::encode_string(der)).collect()
}
