//! Who may store what, where, and how long: one table, one function.
//!
//! | kind of document | WIPO's own facilities | private, encrypted object storage | transit |
//! |---|---|---|---|
//! | national | not used | without limit | the preset period |
//! | PCT, receiving offices other than RO/IB | not used | without limit | the preset period |
//! | PCT, RO/IB | the PCT service, without limit | **forbidden** | until fetched or deleted, the preset period at most |
//!
//! The last two columns are those of the seed (DAS-RET-10 to DAS-RET-19); the first one is its sentence on unpublished PCT documents
//! (DAS-RET-03), which are at home with the PCT service and nowhere in DAS. Library, archive and upload area are all in the second one:
//! an upload waits there for its registration, 30 days at most, and replaced content is kept for at least five years.

use jiff::{SignedDuration, Timestamp};
use mock_kit::FaultPlan;

use crate::faults::{registration, retention as faulty, ro_ib};
use crate::number::DocumentNumber;
use crate::settings::RoIbErasedAfter;
use crate::state::later;
use crate::state::registration::DocumentKey;
use crate::storage::Place;

/// How long after the first upload URL a file may be registered.
const UPLOAD_PERIOD: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Where a document was filed, as far as it matters here: the rows of the table.
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

    /// The source of the document under this key.
    pub fn of_key(key: &DocumentKey) -> Self {
        let number = DocumentNumber::parse(&key.number, key.kind);
        number.map_or(Self::National, |number| Self::of(&number))
    }
}

/// Where storage stands and who owns it: the columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facility {
    /// WIPO's own premises, where the PCT service is.
    Own,
    /// Private, encrypted object storage in a public cloud, where DAS keeps documents.
    ObjectStorage,
    /// The same kind of storage, for the time of one exchange.
    Transit,
}

impl Facility {
    /// Where a place of the storage of DAS stands.
    pub fn of(place: Place) -> Self {
        match place {
            Place::Library | Place::Archive | Place::Upload => Self::ObjectStorage,
            Place::Transit => Self::Transit,
        }
    }
}

/// A cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing of the kind is there.
    Forbidden,
    /// For the time of the exchange.
    Exchange,
    /// Without limit of time.
    Unlimited,
}

/// The table itself.
const TABLE: [(Source, [(Facility, Cell); 3]); 3] = [
    (
        Source::National,
        [
            (Facility::Own, Cell::Forbidden),
            (Facility::ObjectStorage, Cell::Unlimited),
            (Facility::Transit, Cell::Exchange),
        ],
    ),
    (
        Source::International,
        [
            (Facility::Own, Cell::Forbidden),
            (Facility::ObjectStorage, Cell::Unlimited),
            (Facility::Transit, Cell::Exchange),
        ],
    ),
    (
        Source::InternationalBureau,
        [
            (Facility::Own, Cell::Unlimited),
            (Facility::ObjectStorage, Cell::Forbidden),
            (Facility::Transit, Cell::Exchange),
        ],
    ),
];

/// What the table says of a kind of document in a facility; what it does not name is forbidden.
pub fn cell(source: Source, facility: Facility) -> Cell {
    let rows = TABLE.iter().filter(|(kind, _)| *kind == source);
    let mut cells = rows.flat_map(|(_, cells)| cells);
    let found = cells.find(|(column, _)| *column == facility);
    found.map_or(Cell::Forbidden, |(_, cell)| *cell)
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

/// The table, with the periods of the variant in force.
#[derive(Clone, Debug)]
pub struct Retention<'a> {
    /// After which time a transit copy is erased.
    pub transit_period: SignedDuration,
    /// What ends a copy of a document of RO/IB before that.
    pub ro_ib_erased_after: RoIbErasedAfter,
    /// The faults in force.
    pub faults: &'a FaultPlan,
}

impl Retention<'_> {
    /// How long a document of this source may stay in this place of the storage of DAS.
    pub fn keeping(&self, place: Place, source: Source) -> Keeping {
        match cell(source, Facility::of(place)) {
            Cell::Exchange => self.in_transit(source),
            Cell::Forbidden => self.where_it_is_forbidden(),
            Cell::Unlimited => self.kept(place, source),
        }
    }

    /// Whether the first complete download ends a transit copy (DAS-RET-16).
    pub fn ends_with_the_download(&self, source: Source) -> bool {
        source == Source::InternationalBureau
            && self.ro_ib_erased_after == RoIbErasedAfter::Download
    }

    /// An upload is not a kept document yet.
    fn kept(&self, place: Place, source: Source) -> Keeping {
        let forgetful = match source {
            Source::National => &faulty::FORGETS_NATIONAL_DOCUMENTS,
            _ => &faulty::FORGETS_PCT_DOCUMENTS,
        };
        match place {
            Place::Upload => Keeping::For(UPLOAD_PERIOD),
            Place::Library if self.faults.commits(forgetful) => Keeping::For(self.transit_period),
            _ => Keeping::Unlimited,
        }
    }

    fn in_transit(&self, source: Source) -> Keeping {
        if self.faults.commits(&faulty::NEVER_EXPIRES_COPIES) {
            return Keeping::Unlimited;
        }
        let early = self.faults.commits(&faulty::EXPIRES_COPIES_EARLY)
            || (source == Source::InternationalBureau
                && self.faults.commits(&ro_ib::ERASES_COPIES_EARLY));
        if early {
            return Keeping::For(self.transit_period / 2);
        }
        Keeping::For(self.transit_period)
    }

    fn where_it_is_forbidden(&self) -> Keeping {
        if self.faults.commits(&registration::STORES_RO_IB_DOCUMENTS) {
            return Keeping::Unlimited;
        }
        Keeping::Forbidden
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_ro_ib_are_at_home_with_wipo_and_otherwise_in_transit_only() {
        let row = [Facility::Own, Facility::ObjectStorage, Facility::Transit]
            .map(|facility| cell(Source::InternationalBureau, facility));
        assert_eq!(row, [Cell::Unlimited, Cell::Forbidden, Cell::Exchange]);
    }

    #[test]
    fn every_kind_has_one_cell_for_every_facility() {
        for (source, cells) in TABLE {
            for (facility, written) in cells {
                assert_eq!(cell(source, facility), written);
            }
        }
    }

    #[test]
    fn no_place_but_transit_takes_documents_of_ro_ib() {
        let faults = FaultPlan::default();
        let retention = Retention {
            transit_period: SignedDuration::from_hours(168),
            ro_ib_erased_after: RoIbErasedAfter::Deletion,
            faults: &faults,
        };
        for place in Place::ALL {
            let keeping = retention.keeping(place, Source::InternationalBureau);
            assert_eq!(keeping == Keeping::Forbidden, place != Place::Transit);
        }
    }
}
