//! An access code has four characters: whoever guesses is locked out before it is found.

use jiff::{SignedDuration, Timestamp};

use super::access_token::Caller;
use super::agreement::{agreed_except, is_wrong_access_code};
use super::identity;
use crate::das::Das;
use crate::das_error::Reason;
use crate::faults::retrieval as faulty;
use crate::state::registration::{DocumentKey, Registration, StatedIdentity};
use crate::state::{Records, later};

/// How many wrong access codes an office may state for one document.
const GUESSES: u32 = 10;
/// How long an office that has stated more is locked out from that document.
pub const LOCK_PERIOD: SignedDuration = SignedDuration::from_mins(15);

/// Wrong access codes that one office has stated for one document.
#[derive(Clone, Copy, Debug)]
pub struct Guesses {
    count: u32,
    last: Timestamp,
}

/// Who states what of a document.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'a> {
    /// The code of the office.
    pub office: &'a str,
    /// Under which key the document is found.
    pub key: &'a DocumentKey,
    /// What the office states.
    pub stated: &'a StatedIdentity,
}

/// The document that an office names, if it states everything rightly and has not been guessing.
pub fn agreed(
    das: &Das,
    records: &mut Records,
    statement: Statement<'_>,
    overlooks: impl Fn(&Reason) -> bool,
) -> Result<Registration, Vec<Reason>> {
    refuse_locked(das, records, statement).map_err(|reason| vec![reason])?;
    let verdict = agreed_except(das, records, statement.stated, overlooks).cloned();
    note(das, records, statement, &verdict);
    verdict
}

impl Caller {
    /// The document that the caller names, as [`agreed`].
    pub fn agreed(
        &self,
        das: &Das,
        records: &mut Records,
        stated: &StatedIdentity,
        overlooks: impl Fn(&Reason) -> bool,
    ) -> Result<Registration, Vec<Reason>> {
        let key = &identity::key_of(das, stated);
        let office = &self.office.code;
        let statement = Statement {
            office,
            key,
            stated,
        };
        agreed(das, records, statement, overlooks)
    }

    /// Refuses a caller that has been guessing the access code of this document.
    pub fn refuse_guessing(
        &self,
        das: &Das,
        records: &Records,
        stated: &StatedIdentity,
    ) -> Result<(), Reason> {
        let key = &identity::key_of(das, stated);
        let office = &self.office.code;
        refuse_locked(
            das,
            records,
            Statement {
                office,
                key,
                stated,
            },
        )
    }
}

/// Refuses an office that has been guessing, whatever it states now.
fn refuse_locked(das: &Das, records: &Records, statement: Statement<'_>) -> Result<(), Reason> {
    let guesses = records.guesses.get(&named(das, statement));
    let locked = guesses.is_some_and(|guesses| {
        guesses.count >= GUESSES && das.clock.now() < later(guesses.last, LOCK_PERIOD)
    });
    let lax = das.faults.commits(&faulty::LETS_CODES_BE_GUESSED);
    if locked && !lax {
        Err(Reason::Locked)
    } else {
        Ok(())
    }
}

fn note(
    das: &Das,
    records: &mut Records,
    statement: Statement<'_>,
    verdict: &Result<Registration, Vec<Reason>>,
) {
    let name = named(das, statement);
    match verdict {
        Ok(_) => {
            records.guesses.remove(&name);
        }
        Err(reasons) if reasons.iter().any(is_wrong_access_code) => count(das, records, name),
        Err(_) => {}
    }
}

/// A lock that is over starts the count anew.
fn count(das: &Das, records: &mut Records, name: (String, DocumentKey)) {
    let now = das.clock.now();
    let guesses = records.guesses.entry(name).or_insert(Guesses {
        count: 0,
        last: now,
    });
    if now >= later(guesses.last, LOCK_PERIOD) {
        guesses.count = 0;
    }
    guesses.count += 1;
    guesses.last = now;
}

fn named(das: &Das, statement: Statement<'_>) -> (String, DocumentKey) {
    if das.faults.commits(&faulty::LOCKS_EVERYBODY_OUT) {
        return (String::new(), statement.key.clone());
    }
    (statement.office.to_owned(), statement.key.clone())
}
