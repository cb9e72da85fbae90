//! What can be wrong with a DAT, or unusual about it.

use serde_json::{Value, json};

use super::Peer;
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::forge::foreign_key::ForeignAlgorithm;
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
            Self::KeyInHeader => {
                let key = new_key();
                let jwk = public_key::jwk(&key.public_key(), None);
                let draft = draft.with_header("alg", "ES256").without_header("kid");
                draft.with_header("jwk", jwk).signed_by(&key)
            }
            Self::UnsignedCapitals => draft.with_header("alg", "NONE").unsigned(),
            _ => draft.with_header("alg", "none").unsigned(),
        })
    }
}

/// Under the same header, by a key of the same kind.
fn foreign(draft: &Jwt, algorithm: Option<&Value>) -> Result<String, Stop> {
    let foreign = match algorithm.and_then(Value::as_str) {
        Some("RS256") => ForeignAlgorithm::Rs256,
        Some("PS256") => ForeignAlgorithm::Ps256,
        _ => {
            return Ok(draft
                .clone()
                .with_header("alg", json!("ES256"))
                .signed_by(&new_key()));
        }
    };
    let sealed = draft.try_sealed(|input| foreign.sign(input));
    Ok(sealed.map_err(Stop::harness_bug)?.compact())
}
