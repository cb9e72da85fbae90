//! Faults below HTTP, which a listener commits for its party: whether TLS is spoken, and how.

use crate::fault::{Fault, FaultPlan};
use crate::tls::Carelessness;

/// The rows under which a party lists such faults, those of them that it can commit.
#[derive(Clone, Copy, Debug, Default)]
pub struct TransportFaults {
    /// Answers plain HTTP where TLS is to be spoken.
    pub serves_in_the_clear: Option<&'static Fault>,
    /// Agrees to versions of TLS before 1.2.
    pub speaks_old_versions: Option<&'static Fault>,
    /// Agrees to suites that encrypt nothing, and to suites that do not say who the server is.
    pub agrees_to_weak_suites: Option<&'static Fault>,
    /// Agrees to suites that are sound and yet not among those that FAPI 1.0 Advanced, 8.5, permits.
    pub agrees_to_other_suites: Option<&'static Fault>,
}

impl FaultPlan {
    pub(crate) fn serves_in_the_clear(&self) -> bool {
        self.commits_if_listed(self.transport().serves_in_the_clear)
    }

    /// How TLS is spoken at the moment, where not with care.
    pub(crate) fn carelessness(&self) -> Option<Carelessness> {
        let rows = self.transport();
        let rows = [
            (rows.speaks_old_versions, Carelessness::OldVersions),
            (rows.agrees_to_weak_suites, Carelessness::WeakSuites),
            (rows.agrees_to_other_suites, Carelessness::OtherSuites),
        ];
        let mut committed = rows
            .into_iter()
            .filter(|(row, _)| self.commits_if_listed(*row));
        committed.next().map(|(_, carelessness)| carelessness)
    }

    fn commits_if_listed(&self, row: Option<&'static Fault>) -> bool {
        row.is_some_and(|fault| self.commits(fault))
    }
}
