//! What can be wrong with a DAT, or unusual about it.

use serde_json::Value;

use super::Peer;
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::forge::foreign_key::{ForeignAlgorithm, RSA_KEY, rsa_jwk};
use crate::actor::forge::{Jwt, new_key, public_key, signature};
use crate::named::named;
use crate::oracle::compact::Compact;
use crate::stop::Stop;

named! {
    /// A DAT that is not the peer's own as the DAPS issues it.
    pub enum DatDeviation {
        /// One bit of the signature is turned over.
        FlippedBit = "whose signature has one bit flipped",
        /// It lives longer than the DAPS has said.
        ChangedExpiry = "whose expiry was changed",
        /// Somebody else has signed it, under the name of the published key.
        ForeignKey = "signed with a key of somebody else",
        /// The key stands in its header.
        KeyInHeader = "signed with the key that stands in its header",
        /// The DAPS has signed it with a key that it does not publish.
        UnpublishedKey = "signed with a key that is not published",
        /// Nobody has signed it.
        Unsigned = "that nobody signed",
        /// The same, spelt otherwise.
        UnsignedCapitals = "that nobody signed, in capitals",
        /// A secret that everybody knows.
        PublicKeyAsSecret = "keyed with the public key of the DAPS",
        /// Another issuer.
        OtherIssuer = "of another DAPS",
        /// Another audience.
        OtherAudience = "for another connector",
        /// Tomorrow's.
        Future = "that is valid from tomorrow on",
        /// A form that the current text allows.
        SingleText = "that lists its one certificate as a text",
    }
}

impl DatDeviation {
    /// The DAT; what only a DAPS can make, the DAPS is made to make.
    pub async fn of(self, environment: &Environment, peer: &Peer) -> Result<String, Stop> {
        match self.stimulus() {
            Some(fault) => {
                environment.stimulate(Party::Daps, fault).await?;
                Ok(peer.with_new_dat(environment).await?.dat)
            }
            None => self.forged(&peer.dat),
        }
    }

    fn stimulus(self) -> Option<&'static str> {
        Some(match self {
            Self::UnpublishedKey => "daps-signs-with-an-unpublished-key",
            Self::PublicKeyAsSecret => "daps-keys-dats-with-the-public-key",
            Self::OtherIssuer => "daps-names-another-issuer",
            Self::OtherAudience => "daps-issues-dats-for-another",
            Self::Future => "daps-issues-dats-for-tomorrow",
            Self::SingleText => "daps-writes-single-values-as-text",
            _ => return None,
        })
    }

    fn forged(self, genuine: &str) -> Result<String, Stop> {
        let genuine = Compact::read(genuine);
        let genuine = genuine.map_err(|defect| Stop::inconclusive(format!("the DAT: {defect}")))?;
        let draft = Jwt::new(
            Value::Object(genuine.header.clone()),
            Value::Object(genuine.claims.clone()),
        );
        Ok(match self {
            Self::FlippedBit => {
                let bent = signature::with_one_bit_flipped(genuine.signature);
                draft.sealed(|_| bent).compact()
            }
            Self::ChangedExpiry => {
                let later = genuine
                    .claims
                    .get("exp")
                    .and_then(Value::as_i64)
                    .unwrap_or_default();
                let draft = draft.with_claim("exp", later + 60);
                draft.sealed(|_| genuine.signature).compact()
            }
            Self::ForeignKey => foreign(&draft, genuine.header.get("alg"))?,
            Self::KeyInHeader => in_header(&draft, genuine.header.get("alg"))?,
            Self::UnsignedCapitals => draft.with_header("alg", "NONE").unsigned(),
            _ => draft.with_header("alg", "none").unsigned(),
        })
    }
}

/// Under the same header, by a key of the same kind.
fn foreign(draft: &Jwt, algorithm: Option<&Value>) -> Result<String, Stop> {
    match rsa(algorithm)? {
        Some(foreign) => signed(draft, foreign),
        None => Ok(draft.signed_by(&new_key())),
    }
}

/// By a key of the same kind that stands in the header, instead of the name of the published one.
fn in_header(draft: &Jwt, algorithm: Option<&Value>) -> Result<String, Stop> {
    let draft = draft.clone().without_header("kid");
    if let Some(foreign) = rsa(algorithm)? {
        let jwk = rsa_jwk(RSA_KEY).map_err(Stop::harness_bug)?;
        return signed(&draft.with_header("jwk", jwk), foreign);
    }
    let key = new_key();
    let jwk = public_key::jwk(&key.public_key(), None);
    Ok(draft.with_header("jwk", jwk).signed_by(&key))
}

/// With which RSA algorithm a DAT is forged like the genuine one; none for one on P-256.
fn rsa(algorithm: Option<&Value>) -> Result<Option<ForeignAlgorithm>, Stop> {
    match algorithm.and_then(Value::as_str) {
        Some("ES256") => Ok(None),
        Some("RS256") => Ok(Some(ForeignAlgorithm::Rs256)),
        Some("PS256") => Ok(Some(ForeignAlgorithm::Ps256)),
        other => {
            let why = format!(
                "the judge forges no DAT under {}",
                other.unwrap_or("no alg")
            );
            Err(Stop::inconclusive(why))
        }
    }
}

fn signed(draft: &Jwt, algorithm: ForeignAlgorithm) -> Result<String, Stop> {
    let sealed = draft.clone().try_sealed(|input| algorithm.sign(input));
    Ok(sealed.map_err(Stop::harness_bug)?.compact())
}
