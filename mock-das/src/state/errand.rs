//! Getting the content of a document from the party that keeps it, for one retrieval.

use jiff::{SignedDuration, Timestamp};

/// The waits before the second and each further attempt to reach the party; the last one repeats until the deadline.
const BACKOFF: [SignedDuration; 4] = [
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(10),
    SignedDuration::from_hours(1),
];
/// How often content that arrives corrupt is fetched before DAS gives up.
const TRANSFERS: u32 = 3;

/// Who keeps a document that DAS does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// The office with this code.
    Office(String),
    /// The PCT service.
    Pct,
}

/// Who was asked for a document, for as long as the retrieval is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who it was.
    pub holder: Holder,
    /// The acknowledgement id of its own that it answered with.
    pub office_ack: Option<String>,
}

/// An errand and how far it has come. It ends with the stage of its retrieval, at the latest when DAS gives up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// `documentAvailabilityDate`, as it was when the document was asked for.
    pub available_since: Timestamp,
    /// How far it has come.
    pub progress: Progress,
}

/// How far an errand has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The request goes to the office, which has not acknowledged it.
    Forwarding {
        /// Attempts that came to nothing.
        missed: usize,
    },
    /// The office has acknowledged the request and prepares the document.
    Acknowledged,
    /// The document is ready, and DAS fetches it.
    Fetching {
        /// Attempts that came to nothing.
        missed: usize,
        /// Transfers that arrived corrupt.
        corrupt: u32,
    },
}

impl Errand {
    /// A request that an office has to answer first.
    pub fn forwarded(available_since: Timestamp) -> Self {
        Self {
            available_since,
            progress: Progress::Forwarding { missed: 0 },
        }
    }

    /// A document that can be fetched at once.
    pub fn direct(available_since: Timestamp) -> Self {
        Self {
            available_since,
            progress: Progress::FIRST_FETCH,
        }
    }

    /// The same errand further on.
    #[must_use]
    pub fn at(self, progress: Progress) -> Self {
        Self { progress, ..self }
    }
}

impl Progress {
    const FIRST_FETCH: Self = Self::Fetching {
        missed: 0,
        corrupt: 0,
    };

    /// The office has acknowledged the request. It may have said more in the meantime.
    #[must_use]
    pub fn acknowledge(self) -> Self {
        match self {
            Self::Forwarding { .. } => Self::Acknowledged,
            further => further,
        }
    }

    /// The office says that the document is ready; nothing new where DAS is fetching already.
    pub fn announce(self) -> Option<Self> {
        match self {
            Self::Forwarding { .. } | Self::Acknowledged => Some(Self::FIRST_FETCH),
            Self::Fetching { .. } => None,
        }
    }

    /// An attempt came to nothing. How long to wait before the next one, unless the party asks for more.
    #[must_use]
    pub fn miss(self) -> (Self, SignedDuration) {
        match self {
            Self::Forwarding { missed } => {
                let next = Self::Forwarding { missed: missed + 1 };
                (next, backoff(missed))
            }
            Self::Fetching { missed, corrupt } => {
                let missed_again = missed + 1;
                let next = Self::Fetching {
                    missed: missed_again,
                    corrupt,
                };
                (next, backoff(missed))
            }
            Self::Acknowledged => (self, SignedDuration::ZERO),
        }
    }

    /// A transfer arrived corrupt. The next one is due at once; nothing once there were enough.
    pub fn spoil(self) -> Option<Self> {
        match self {
            Self::Fetching { missed, corrupt } if corrupt + 1 < TRANSFERS => Some(Self::Fetching {
                missed,
                corrupt: corrupt + 1,
            }),
            _ => None,
        }
    }

    /// Whether the office has yet to acknowledge the request.
    pub fn is_forwarding(self) -> bool {
        matches!(self, Self::Forwarding { .. })
    }

    /// Whether the document is being fetched.
    pub fn is_fetching(self) -> bool {
        matches!(self, Self::Fetching { .. })
    }

    /// The progress in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Forwarding { .. } => "forwarding",
            Self::Acknowledged => "acknowledged",
            Self::Fetching { .. } => "fetching",
        }
    }
}

fn backoff(missed: usize) -> SignedDuration {
    let last = BACKOFF.len() - 1;
    BACKOFF[missed.min(last)]
}
