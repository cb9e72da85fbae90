//! What offices can do, and what they can do it to.

use proptest::prelude::*;

/// A document that the sequences are about.
#[derive(Debug)]
pub struct Subject {
    /// The office where it was filed.
    pub office: &'static str,
    /// Its number in several spellings.
    pub spellings: &'static [&'static str],
}

impl Subject {
    /// Whether it was filed with the International Bureau as receiving office.
    pub fn is_ro_ib(&self) -> bool {
        self.office == "IB"
    }
}

/// The first two are at home with the PCT service.
pub static SUBJECTS: [Subject; 4] = [
    Subject {
        office: "IB",
        spellings: &[
            "PCT/IB2019/000001",
            "pctib2019000001",
            "PCT/RO/IB/2019/000001",
            "Pct / iB 2019 / 00001",
        ],
    },
    Subject {
        office: "IB",
        spellings: &["PCT/IB2019/000002", "pct.ib.2019.000002"],
    },
    Subject {
        office: "AT",
        spellings: &["PCT/AT2019/000001", "pctat2019000001"],
    },
    Subject {
        office: "AT",
        spellings: &["AT A 1/2019", "ata00001/2019"],
    },
];

/// How many of them are at home with the PCT service.
pub const AT_HOME_WITH_PCT: usize = 2;

/// The offices that register, by their code.
pub const DEPOSITORS: [&str; 2] = ["AT", "IB"];
/// The offices that retrieve, by their code.
pub const FETCHERS: [&str; 2] = ["FR", "DE"];

/// A number in one of its spellings; the second index counts modulo what there is.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// Which subject.
    pub subject: usize,
    /// Which spelling.
    pub spelling: usize,
}

impl Named {
    /// What is named.
    pub fn subject(self) -> &'static Subject {
        &SUBJECTS[self.subject]
    }

    /// The number as it is written.
    pub fn number(self) -> &'static str {
        let spellings = self.subject().spellings;
        spellings[self.spelling % spellings.len()]
    }
}

/// One act. Files and retrievals are counted modulo what there is.
#[derive(Clone, Debug)]
pub enum Act {
    /// An office uploads new content.
    Upload { by: &'static str },
    /// An office asks for an upload URL and leaves it at that.
    Announce { by: &'static str },
    /// What was announced is uploaded.
    Send { file: usize },
    /// An office registers a document, perhaps as held in an application of its own, perhaps without content.
    Register {
        by: &'static str,
        named: Named,
        parent: bool,
        file: Option<usize>,
    },
    /// An office replaces the content of a document.
    Replace {
        by: &'static str,
        named: Named,
        parent: bool,
        file: usize,
    },
    /// An office withdraws a document.
    Withdraw { by: &'static str, named: Named },
    /// An office retrieves a document.
    Retrieve { by: &'static str, named: Named },
    /// An office requests a document and does not wait for it.
    Request { by: &'static str, named: Named },
    /// An office asks for a download URL and fetches what it leads to.
    Download { retrieval: usize },
    /// An office deletes its copy.
    Delete { retrieval: usize },
    /// Time passes.
    Pass { hours: i64 },
}

fn depositor() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&DEPOSITORS[..])
}

fn fetcher() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&FETCHERS[..])
}

fn named() -> impl Strategy<Value = Named> {
    (0..SUBJECTS.len(), 0..4_usize).prop_map(|(subject, spelling)| Named { subject, spelling })
}

/// Any act. Whether there is something to do it to is a matter of the model.
pub fn anything() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => depositor().prop_map(|by| Act::Upload { by }),
        1 => depositor().prop_map(|by| Act::Announce { by }),
        1 => (0..8_usize).prop_map(|file| Act::Send { file }),
        4 => (depositor(), named(), any::<bool>(), prop::option::weighted(0.7, 0..8_usize))
            .prop_map(|(by, named, parent, file)| Act::Register { by, named, parent, file }),
        2 => (depositor(), named(), any::<bool>(), 0..8_usize)
            .prop_map(|(by, named, parent, file)| Act::Replace { by, named, parent, file }),
        1 => (depositor(), named()).prop_map(|(by, named)| Act::Withdraw { by, named }),
        4 => (fetcher(), named()).prop_map(|(by, named)| Act::Retrieve { by, named }),
        1 => (fetcher(), named()).prop_map(|(by, named)| Act::Request { by, named }),
        3 => (0..8_usize).prop_map(|retrieval| Act::Download { retrieval }),
        1 => (0..8_usize).prop_map(|retrieval| Act::Delete { retrieval }),
        1 => prop::sample::select(vec![1, 72, 168, 720]).prop_map(|hours| Act::Pass { hours }),
    ]
}
