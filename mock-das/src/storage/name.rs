//! Names of stored objects: a place and an opaque identifier.

use std::fmt;

/// Where a document is stored, and thereby how long and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The digital library: documents that DAS keeps.
    Library,
    /// The transit zone: one copy for one retrieval, until it is deleted or expires.
    Transit,
    /// What was uploaded and is not accepted or bound yet.
    Upload,
    /// Replaced versions, which no office ever gets again.
    Archive,
}

impl Place {
    /// Every place.
    pub const ALL: [Self; 4] = [Self::Library, Self::Transit, Self::Upload, Self::Archive];

    /// The folder of the place.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Transit => "transit",
            Self::Upload => "upload",
            Self::Archive => "archive",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The name of one object. The identifier is ours: random, and never made from what a caller sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectName {
    place: Place,
    identifier: String,
}

/// Random octets of an identifier.
const IDENTIFIER_OCTETS: usize = 20;

impl ObjectName {
    /// A new name in a place.
    pub fn fresh(place: Place) -> Self {
        Self {
            place,
            identifier: hex::encode(mock_kit::entropy::octets::<IDENTIFIER_OCTETS>()),
        }
    }

    /// The name that two segments of a path spell, if it is one that we could have made.
    pub fn parse(place: &str, identifier: &str) -> Option<Self> {
        let place = Place::ALL
            .into_iter()
            .find(|known| known.as_str() == place)?;
        let is_ours = identifier.len() == 2 * IDENTIFIER_OCTETS
            && identifier
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_ours.then(|| Self {
            place,
            identifier: identifier.to_owned(),
        })
    }

    /// Where the object is.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The opaque part.
    pub fn identifier(&self) -> &str {
        &self.identifier
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.place, self.identifier)
    }
}
