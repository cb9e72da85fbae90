//! Whether what a caller states of a document agrees with what is registered.

use crate::das::Das;
use crate::das_error::Reason;
use crate::faults::registration as faulty;
use crate::state::Records;
use crate::state::registration::{DocumentKey, Registration, StatedIdentity};

use super::identity;

impl Records {
    /// The registration of a document, unless it was withdrawn.
    pub fn registered(&self, das: &Das, key: &DocumentKey) -> Option<&Registration> {
        let found = self.registrations.get(key)?;
        let serving_withdrawn = das
            .faults
            .commits(&faulty::KEEPS_SERVING_WITHDRAWN_DOCUMENTS);
        (found.stage.is_registered() || serving_withdrawn).then_some(found)
    }
}

/// The document that a caller names, or everything that is wrong with what it states (-7, -12, -14).
///
/// For deliberate faults, `overlooks` names reasons that do not count.
pub fn agreed_except<'r>(
    das: &Das,
    records: &'r Records,
    stated: &StatedIdentity,
    overlooks: impl Fn(&Reason) -> bool,
) -> Result<&'r Registration, Vec<Reason>> {
    let key = identity::key_of(das, stated);
    let found = records.registered(das, &key);
    let found = found.ok_or_else(|| vec![not_registered(stated)])?;
    let mut reasons = disagreements(found, stated);
    reasons.retain(|reason| !overlooks(reason));
    if reasons.is_empty() {
        Ok(found)
    } else {
        Err(reasons)
    }
}

/// What is said of a document that is not registered; a wrong number and a wrong kind look the same.
pub fn not_registered(stated: &StatedIdentity) -> Reason {
    Reason::NotRegistered {
        number: stated.spelling.clone(),
        kind: stated.kind.to_string(),
    }
}

fn disagreements(registration: &Registration, stated: &StatedIdentity) -> Vec<Reason> {
    let date = registration.attributes.date;
    let wrong_date = (stated.date != date).then(|| Reason::WrongDate {
        expected: date.to_string(),
    });
    let wrong_code = wrong_access_code(registration, stated);
    wrong_date.into_iter().chain(wrong_code).collect()
}

/// Compared in constant time; a stranger learns the code neither from the answer nor from its time.
fn wrong_access_code(registration: &Registration, stated: &StatedIdentity) -> Option<Reason> {
    use subtle::ConstantTimeEq as _;
    let expected = &registration.access_code;
    let same: bool = expected
        .as_bytes()
        .ct_eq(stated.access_code.as_bytes())
        .into();
    (!same).then(|| Reason::WrongAccessCode {
        expected: expected.clone(),
    })
}

/// Whether a reason is a wrong access code.
pub fn is_wrong_access_code(reason: &Reason) -> bool {
    matches!(reason, Reason::WrongAccessCode { .. })
}
