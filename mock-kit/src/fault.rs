//! Faults: named deviations that a reference party can be told to commit.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::occasion;
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
    active: Arc<Mutex<BTreeMap<&'static str, Active>>>,
}

/// When a fault is committed: always, unless something is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// On one occasion only: in the next exchange, or on the next connection, in which the party could commit it.
    #[serde(default)]
    pub once: bool,
    /// Towards this client only, from where the party knows who calls.
    #[serde(default)]
    pub client: Option<String>,
}

/// A fault that is committed, and the occasion that it was kept for.
#[derive(Debug)]
struct Active {
    terms: Terms,
    occasion: Option<u64>,
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
        let mut active = self.lock();
        let Some(found) = active.get_mut(fault.name) else {
            return false;
        };
        let client = found.terms.client.as_deref();
        if !client.is_none_or(occasion::is_called_by) {
            return false;
        }
        if !found.terms.once {
            return true;
        }
        let present = occasion::number();
        if found.occasion.is_some() {
            return found.occasion == present;
        }
        found.occasion = present;
        if present.is_none() {
            active.remove(fault.name);
        }
        true
    }

    /// Takes back what was committed for one occasion, which is over.
    pub(crate) fn end(&self, occasion: u64) {
        self.lock()
            .retain(|_, active| active.occasion != Some(occasion));
    }

    /// Makes the party commit the fault called `name`.
    ///
    /// # Errors
    /// When the party has no such fault.
    pub fn activate(&self, name: &str) -> Result<(), UnknownFault> {
        self.activate_on(name, Terms::default())
    }

    /// The same on these terms.
    ///
    /// # Errors
    /// When the party has no such fault.
    pub fn activate_on(&self, name: &str, terms: Terms) -> Result<(), UnknownFault> {
        let fault = self.find(name)?;
        let active = Active {
            terms,
            occasion: None,
        };
        self.lock().insert(fault.name, active);
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
        self.lock().keys().copied().collect()
    }

    /// The faults committed now, each with its terms.
    #[must_use]
    pub fn terms(&self) -> BTreeMap<&'static str, Terms> {
        let active = self.lock();
        let terms = active.iter();
        terms
            .map(|(name, active)| (*name, active.terms.clone()))
            .collect()
    }

    fn find(&self, name: &str) -> Result<&'static Fault, UnknownFault> {
        let found = self.rows.iter().find(|fault| fault.name == name);
        found.copied().ok_or_else(|| UnknownFault(name.to_owned()))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<&'static str, Active>> {
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

    fn once() -> Terms {
        Terms {
            once: true,
            ..Terms::default()
        }
    }

    #[tokio::test]
    async fn once_is_one_exchange_however_often_it_is_asked() {
        let plan = FaultPlan::new(&[ROWS]);
        assert!(plan.activate_on("greets-twice", once()).is_ok());
        let first = occasion::within(&plan, async {
            let asked = plan.commits(&GREETS_TWICE);
            let beside = occasion::within(&plan, async { plan.commits(&GREETS_TWICE) }).await;
            (asked, beside, plan.commits(&GREETS_TWICE))
        });
        assert_eq!(first.await, (true, false, true));
        assert!(plan.active().is_empty());
        assert!(!occasion::within(&plan, async { plan.commits(&GREETS_TWICE) }).await);
    }

    #[test]
    fn once_outside_of_all_exchanges_is_the_first_time() {
        let plan = FaultPlan::new(&[ROWS]);
        assert!(plan.activate_on("greets-twice", once()).is_ok());
        assert!(plan.commits(&GREETS_TWICE));
        assert!(!plan.commits(&GREETS_TWICE));
    }

    #[tokio::test]
    async fn a_fault_towards_one_client_spares_the_others() {
        let plan = FaultPlan::new(&[ROWS]);
        let terms = Terms {
            client: Some("one".to_owned()),
            ..Terms::default()
        };
        assert!(plan.activate_on("greets-twice", terms).is_ok());
        let towards = async |client: Option<&str>| {
            occasion::within(&plan, async {
                client.into_iter().for_each(occasion::called_by);
                plan.commits(&GREETS_TWICE)
            })
            .await
        };
        assert!(towards(Some("one")).await);
        assert!(!towards(Some("another")).await);
        assert!(!towards(None).await);
        assert!(!plan.commits(&GREETS_TWICE));
    }

    #[test]
    fn an_unknown_fault_is_refused() {
        assert!(FaultPlan::new(&[ROWS]).activate("greets-thrice").is_err());
    }
}
