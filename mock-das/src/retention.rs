//! Who may store what, where, and how long: one table, one function.
//!
//! | source | library | archive | upload area | transit area |
//! |---|---|---|---|---|
//! | national documents | without limit | without limit | until registered, 30 days at most | the preset period |
//! | PCT, receiving offices other than RO/IB | without limit | without limit | until registered, 30 days at most | the preset period |
//! | PCT, RO/IB | forbidden | forbidden | forbidden | the preset period |
//!
//! The rows of library and transit are those of the seed (DAS-RET-10 to DAS-RET-19). Replaced content is kept for at least five years.

use jiff::{SignedDuration, Timestamp};
use mock_kit::FaultPlan;

use crate::faults::{registration, retention as faulty};
use crate::number::DocumentNumber;
use crate::state::later;
use crate::storage::Place;

/// How long after the first upload URL a file may be registered.
const UPLOAD_PERIOD: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Where a document was filed, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// With a national or regional office.
    National,
    /// Under the PCT, with a receiving office other than the International Bureau.
    International,
    /// Under the PCT, with the International Bureau as receiving office.
    InternationalBureau,
}

impl Source {
    /// The source of the document with this number.
    pub fn of(number: &DocumentNumber) -> Self {
        if number.is_ro_ib() {
            Self::InternationalBureau
        } else if number.is_international() {
            Self::International
        } else {
            Self::National
        }
    }
}

/// How long something may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Not at all.
    Forbidden,
    /// For this time.
    For(SignedDuration),
    /// Without limit of time.
    Unlimited,
}

impl Keeping {
    /// When what arrives now has to go; nothing if it stays.
    pub fn end(self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Forbidden => Some(now),
            Self::For(period) => Some(later(now, period)),
            Self::Unlimited => None,
        }
    }
}

/// The rules, with the preset period of the transit area.
#[derive(Clone, Debug)]
pub struct Retention<'a> {
    /// After which time a transit copy is erased.
    pub transit_period: SignedDuration,
    /// The faults in force.
    pub faults: &'a FaultPlan,
}

impl Retention<'_> {
    /// How long a document of this source may stay in this place.
    pub fn keeping(&self, place: Place, source: Source) -> Keeping {
        match (place, source) {
            (Place::Transit, _) => self.in_transit(),
            (_, Source::InternationalBureau) => self.of_the_international_bureau(),
            (Place::Upload, _) => Keeping::For(UPLOAD_PERIOD),
            (Place::Library, Source::National) => {
                self.unlimited_unless(self.faults.commits(&faulty::FORGETS_NATIONAL_DOCUMENTS))
            }
            (Place::Library, Source::International) => {
                self.unlimited_unless(self.faults.commits(&faulty::FORGETS_PCT_DOCUMENTS))
            }
            (Place::Archive, _) => Keeping::Unlimited,
        }
    }

    fn in_transit(&self) -> Keeping {
        if self.faults.commits(&faulty::NEVER_EXPIRES_COPIES) {
            return Keeping::Unlimited;
        }
        if self.faults.commits(&faulty::EXPIRES_COPIES_EARLY) {
            return Keeping::For(self.transit_period / 2);
        }
        Keeping::For(self.transit_period)
    }

    fn of_the_international_bureau(&self) -> Keeping {
        if self.faults.commits(&registration::STORES_RO_IB_DOCUMENTS) {
            return Keeping::Unlimited;
        }
        Keeping::Forbidden
    }

    fn unlimited_unless(&self, forgetful: bool) -> Keeping {
        if forgetful {
            return Keeping::For(self.transit_period);
        }
        Keeping::Unlimited
    }
}
