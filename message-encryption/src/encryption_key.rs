//! Whether a recipient's key is one to encrypt to (Part 4, key usage, crypto-period, algorithm and key size).

use jiff::SignedDuration;
use josekit::jwk::Jwk;
use mock_kit::FaultPlan;

use crate::algorithm::{Curve, KeyManagement};
use crate::certificate::{Vouchers, public};
use crate::faults::producer::recipient::{
    ENCRYPTS_OFF_THE_CURVE, ENCRYPTS_TO_SHORT_KEYS, ENCRYPTS_TO_SIGNING_KEYS,
    OVERLOOKS_EXPIRED_KEYS, OVERLOOKS_THE_ISSUER,
};
use crate::key_set::PublishedKey;
use crate::known_keys::KnownKeys;
use crate::own_key::RSA_BITS;
use crate::refusal::Refusal;

/// The longest crypto-period (Part 4, crypto-period).
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 731);
/// What an encryption key may be published for.
const OPERATIONS: [&str; 4] = ["encrypt", "wrapKey", "deriveKey", "deriveBits"];

/// When and by whom a recipient's key is looked at.
#[derive(Clone, Copy)]
pub(crate) struct Scrutiny<'a> {
    pub vouchers: Vouchers<'a>,
    /// Since when keys are known.
    pub known: &'a KnownKeys,
    /// The curves that are on offer.
    pub curves: &'a [Curve],
    pub faults: &'a FaultPlan,
}

impl Scrutiny<'_> {
    /// The first key of the set that the algorithm can use, if it is one to encrypt to.
    pub(crate) fn chosen(
        &self,
        keys: &[PublishedKey],
        algorithm: KeyManagement,
    ) -> Result<(Option<String>, Jwk), Refusal> {
        let of_kind = |key: &&PublishedKey| {
            key.text("kty") == Some(algorithm.key_type())
                && (!algorithm.agrees() || self.offers_the_curve_of(key))
        };
        let for_it =
            |key: &&PublishedKey| key.text("alg").is_none_or(|name| name == algorithm.name());
        let meant = keys.iter().filter(of_kind).filter(for_it);
        let (fitting, others): (Vec<_>, Vec<_>) =
            meant.partition(|key| key.is_for("enc", &OPERATIONS));
        let of_any_use = others
            .first()
            .filter(|_| self.faults.commits(&ENCRYPTS_TO_SIGNING_KEYS));
        let key = fitting.first().or(of_any_use);
        let key = key.ok_or(Refusal::EncryptionKey("there is none for the algorithm"))?;
        let bare = key.bare().ok_or(Refusal::EncryptionKey("it is no JWK"))?;
        self.demand_size(&bare)?;
        self.demand_time(key, &bare)?;
        Ok((key.text("kid").map(str::to_owned), bare))
    }

    fn offers_the_curve_of(&self, key: &PublishedKey) -> bool {
        let curve = key.text("crv").and_then(Curve::named);
        curve.is_some_and(|curve| self.curves.contains(&curve))
    }

    fn demand_size(&self, key: &Jwk) -> Result<(), Refusal> {
        let Ok(public) = public(key) else {
            let careless = self.faults.commits(&ENCRYPTS_OFF_THE_CURVE);
            return demand(careless, "it is no point of its curve");
        };
        let short = key.key_type() == "RSA" && public.bits() < RSA_BITS;
        demand(
            !short || self.faults.commits(&ENCRYPTS_TO_SHORT_KEYS),
            "it is too short",
        )
    }

    /// A certificate says how long a key is used; a key without one is used from the day on which it became known.
    fn demand_time(&self, key: &PublishedKey, bare: &Jwk) -> Result<(), Refusal> {
        if self.faults.commits(&OVERLOOKS_EXPIRED_KEYS)
            || self.faults.commits(&OVERLOOKS_THE_ISSUER)
        {
            return Ok(());
        }
        let known_since = self.known.since(key).unwrap_or(self.vouchers.now);
        let age = self.vouchers.now.duration_since(known_since);
        demand(age <= LONGEST, "its crypto-period is over")?;
        let vouched = self.vouchers.check(&key.members, bare);
        vouched.map_err(|_| Refusal::EncryptionKey("nobody trusted vouches for it now"))
    }
}

fn demand(holds: bool, otherwise: &'static str) -> Result<(), Refusal> {
    holds.then_some(()).ok_or(Refusal::EncryptionKey(otherwise))
}
