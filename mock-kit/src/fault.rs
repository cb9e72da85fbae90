//! Faults: named deviations that a reference party can be told to commit.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::transport::TransportFaults;

/// One deviation. Rows are written with [`faults!`](crate::faults), one file per seam.
#[derive(Debug)]
pub struct Fault {
    /// A verb phrase in kebab case, as scenarios and reports say it.
    pub name: &'static str,
    /// What the party does, for people.
    pub summary: &'static str,
    /// The requirements that the deviation violates.
    pub violates: &'static [&'static str],
    /// What the judge must report as received: a fragment of the finding's text.
    pub observed: &'static str,
}

/// Declares the faults of one seam: a documented static for each row, and `ROWS` with all of them.
///
/// ```
/// mock_kit::faults! {
///     /// Greets every caller twice.
///     GREETS_TWICE = "greets-twice", violates ["GREETING-1"], observed "two greetings";
/// }
/// assert_eq!(ROWS[0].name, GREETS_TWICE.name);
/// ```
#[macro_export]
macro_rules! faults {
    ($( #[doc = $summary:literal] $row:ident = $name:literal, violates [$($id:literal),* $(,)?], observed $observed:literal; )*) => {
        $(
            #[doc = $summary]
            pub static $row: $crate::Fault = $crate::Fault {
                name: $name,
                summary: $summary,
                violates: &[$($id),*],
                observed: $observed,
            };
        )*
        /// The faults of this seam.
        pub static ROWS: &[&$crate::Fault] = &[$(&$row),*];
    };
}

/// The faults that a party is committing at the moment. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct FaultPlan {
    rows: Vec<&'static Fault>,
    transport: TransportFaults,
    active: Arc<Mutex<BTreeSet<&'static str>>>,
}

/// A name that no fault of the party bears.
#[derive(Debug, thiserror::Error)]
#[error("no fault is called {0:?}")]
pub struct UnknownFault(pub String);

impl FaultPlan {
    /// A plan that can commit the faults of these seams and commits none yet.
    #[must_use]
    pub fn new(seams: &[&'static [&'static Fault]]) -> Self {
        Self {
            rows: seams.iter().flat_map(|rows| rows.iter().copied()).collect(),
            transport: TransportFaults::default(),
            active: Arc::default(),
        }
    }

    /// The same, of which the listener commits these.
    #[must_use]
    pub fn with_transport(self, transport: TransportFaults) -> Self {
        Self { transport, ..self }
    }

    pub(crate) fn transport(&self) -> TransportFaults {
        self.transport
    }

    /// All faults that the party can commit.
    #[must_use]
    pub fn rows(&self) -> &[&'static Fault] {
        &self.rows
    }

    /// Whether the party commits `fault` now.
    #[must_use]
    pub fn commits(&self, fault: &'static Fault) -> bool {
        self.lock().contains(fault.name)
    }

    /// Makes the party commit the fault called `name`.
    ///
    /// # Errors
    /// When the party has no such fault.
    pub fn activate(&self, name: &str) -> Result<(), UnknownFault> {
        let fault = self.find(name)?;
        self.lock().insert(fault.name);
        Ok(())
    }

    /// Makes the party stop committing the fault called `name`.
    ///
    /// # Errors
    /// When the party has no such fault.
    pub fn deactivate(&self, name: &str) -> Result<(), UnknownFault> {
        let fault = self.find(name)?;
        self.lock().remove(fault.name);
        Ok(())
    }

    /// Makes the party behave.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// The names of the faults committed now.
    #[must_use]
    pub fn active(&self) -> Vec<&'static str> {
        self.lock().iter().copied().collect()
    }

    fn find(&self, name: &str) -> Result<&'static Fault, UnknownFault> {
        let found = self.rows.iter().find(|fault| fault.name == name);
        found.copied().ok_or_else(|| UnknownFault(name.to_owned()))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeSet<&'static str>> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::faults! {
        /// Greets twice.
        GREETS_TWICE = "greets-twice", violates ["GREETING-1"], observed "twice";
    }

    #[test]
    fn a_fault_is_committed_between_activation_and_clearing() {
        let plan = FaultPlan::new(&[ROWS]);
        assert!(!plan.commits(&GREETS_TWICE));
        assert!(plan.activate("greets-twice").is_ok());
        assert!(plan.clone().commits(&GREETS_TWICE));
        plan.clear();
        assert!(!plan.commits(&GREETS_TWICE));
    }

    #[test]
    fn an_unknown_fault_is_refused() {
        assert!(FaultPlan::new(&[ROWS]).activate("greets-thrice").is_err());
    }
}
