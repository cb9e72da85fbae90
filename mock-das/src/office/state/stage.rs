//! How far a forwarded retrieval has come.

/// The stages in their order. The last three are final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The document is being prepared.
    Preparing,
    /// WIPO is being told; from here on the document can be fetched, if it can be had.
    Reporting,
    /// WIPO has taken the report.
    Reported,
    /// WIPO has refused the report for good.
    Refused,
    /// The office has given up after many attempts.
    GivenUp,
}

impl Stage {
    /// Whether the preparation is over.
    pub fn is_prepared(self) -> bool {
        self != Self::Preparing
    }

    /// The stage in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Reporting => "reporting",
            Self::Reported => "reported",
            Self::Refused => "refused",
            Self::GivenUp => "given up",
        }
    }
}
