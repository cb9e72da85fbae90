//! What a DAT is worth: signed by the DAPS, for now, for this connector, and shown by the one that it is about (IDS-G, content of a DAT).

use josekit::JoseError;
use josekit::jwk::Jwk;
use josekit::jws::{ES256, HS256, JwsVerifier, PS256, RS256};
use mock_kit::tls::ClientCertificate;
use sha2::{Digest as _, Sha256};

use super::compact::Dat;
use super::data_connector::DataConnector;
use super::faults::{audience, binding, signature, times};
use super::refusal::Refusal;
use crate::state::client_key::ClientKey;

/// By how many seconds clocks may differ.
const TOLERANCE: f64 = 60.0;

impl DataConnector {
    /// The DAT in `text`, if it is good; whose it is says [`is_shown_by`](Self::is_shown_by).
    pub async fn verified(&self, text: &str) -> Result<Dat, Refusal> {
        let dat = Dat::read(text).ok_or(Refusal::InvalidDat("it is malformed"))?;
        self.is_of_the_daps(&dat)?;
        self.is_signed(&dat).await?;
        self.is_timely(&dat)?;
        self.is_for_it(&dat)?;
        Ok(dat)
    }

    fn is_of_the_daps(&self, dat: &Dat) -> Result<(), Refusal> {
        let known = self.settings.daps.issuer.as_str();
        if dat.text("iss") == Some(known) || self.commits(&signature::KNOWS_ANY_DAPS) {
            return Ok(());
        }
        Err(Refusal::InvalidDat("it is of another DAPS"))
    }

    async fn is_signed(&self, dat: &Dat) -> Result<(), Refusal> {
        if dat.header.contains_key("crit") {
            return Err(Refusal::InvalidDat("it has critical extensions"));
        }
        let keys = self.keys_for(dat).await?;
        if keys.iter().any(|key| has_signed(dat, key)) || self.overlooks(dat, &keys) {
            return Ok(());
        }
        Err(Refusal::InvalidDat("the DAPS has not signed it"))
    }

    /// What a connector lets pass that misbehaves.
    fn overlooks(&self, dat: &Dat, keys: &[Jwk]) -> bool {
        let algorithm = dat.header_text("alg").unwrap_or_default();
        (algorithm.eq_ignore_ascii_case("none") && self.commits(&signature::ACCEPTS_UNSIGNED_DATS))
            || (self.commits(&signature::ACCEPTS_FORGED_DATS) && !dat.signature.is_empty())
            || (algorithm == "HS256"
                && self.commits(&signature::TAKES_PUBLIC_KEYS_FOR_SECRETS)
                && keys.iter().any(|key| is_keyed(dat, key)))
    }

    fn is_timely(&self, dat: &Dat) -> Result<(), Refusal> {
        let now = now(self);
        let seconds = |name| dat.claims.get(name).and_then(serde_json::Value::as_f64);
        let live = seconds("exp").is_some_and(|expiry| expiry > now);
        if !live && !self.commits(&times::ACCEPTS_EXPIRED_DATS) {
            return Err(Refusal::InvalidDat("it has expired"));
        }
        let begun = seconds("nbf").is_none_or(|beginning| beginning <= now + TOLERANCE);
        if !begun && !self.commits(&times::ACCEPTS_DATS_OF_THE_FUTURE) {
            return Err(Refusal::InvalidDat("it is not valid yet"));
        }
        Ok(())
    }

    fn is_for_it(&self, dat: &Dat) -> Result<(), Refusal> {
        let everybody = self.settings.daps.audience.as_str();
        let named = dat.texts("aud");
        let general =
            named.contains(&everybody) && !self.commits(&audience::REFUSES_THE_GENERAL_AUDIENCE);
        let own = named.contains(&self.settings.identity.id.as_str());
        if general || own || self.commits(&audience::ACCEPTS_DATS_FOR_OTHERS) {
            return Ok(());
        }
        Err(Refusal::InvalidDat("it is for others"))
    }

    /// Whether the peer that shows the DAT is the one that it is about.
    pub fn is_shown_by(&self, dat: &Dat, peer: Option<&ClientCertificate>) -> Result<(), Refusal> {
        let Some(certificate) = peer else {
            let served = self.commits(&binding::SERVES_WITHOUT_A_CERTIFICATE);
            let refused = Refusal::FalseIdentity("the peer shows no certificate");
            return served.then_some(()).ok_or(refused);
        };
        let fingerprint = hex(&Sha256::digest(&certificate.0));
        let listed = self.listed(dat);
        let is_listed = listed
            .iter()
            .any(|each| each.eq_ignore_ascii_case(&fingerprint));
        if is_listed || self.commits(&binding::SERVES_ANY_CERTIFICATE) {
            return Ok(());
        }
        Err(Refusal::FalseIdentity("the peer shows another certificate"))
    }

    /// The certificates that a DAT lists, one as a text or several.
    fn listed<'a>(&self, dat: &'a Dat) -> Vec<&'a str> {
        let name = "transportCertsSha256";
        let is_text = dat.text(name).is_some();
        if is_text && self.commits(&binding::WANTS_LISTS_OF_CERTIFICATES) {
            return Vec::new();
        }
        dat.texts(name)
    }
}

/// Keys count for the algorithms of their kind alone.
fn has_signed(dat: &Dat, key: &Jwk) -> bool {
    let verifier = dat
        .header_text("alg")
        .and_then(|algorithm| verifier(algorithm, key)?.ok());
    verifier.is_some_and(|verifier| {
        verifier
            .verify(dat.signed.as_bytes(), &dat.signature)
            .is_ok()
    })
}

fn verifier(algorithm: &str, key: &Jwk) -> Option<Result<Box<dyn JwsVerifier>, JoseError>> {
    Some(match algorithm {
        "ES256" => ES256
            .verifier_from_jwk(key)
            .map(|known| Box::new(known) as _),
        "RS256" => RS256
            .verifier_from_jwk(key)
            .map(|known| Box::new(known) as _),
        "PS256" => PS256
            .verifier_from_jwk(key)
            .map(|known| Box::new(known) as _),
        _ => return None,
    })
}

/// Whether the DAT is keyed with a public key as PEM.
fn is_keyed(dat: &Dat, key: &Jwk) -> bool {
    let pem = pem(key);
    let verifier = pem.and_then(|pem| HS256.verifier_from_bytes(pem).ok());
    verifier.is_some_and(|verifier| {
        verifier
            .verify(dat.signed.as_bytes(), &dat.signature)
            .is_ok()
    })
}

/// OpenSSL knows the public halves of keys; josekit wants both.
fn pem(key: &Jwk) -> Option<Vec<u8>> {
    let known = ClientKey::from_jwk(key.as_ref(), &[])?;
    known.public?.public_key_to_pem().ok()
}

fn hex(octets: &[u8]) -> String {
    let digits = octets.iter().map(|octet| format!("{octet:02x}"));
    digits.collect::<Vec<_>>().concat()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "seconds since 1970 have fewer bits than that"
)]
fn now(connector: &DataConnector) -> f64 {
    connector.settings.clock.unix_now() as f64
}
