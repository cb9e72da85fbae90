//! Calls to hosts of ours that may have gone astray, and who is known to reach those hosts.

use url::Url;

use super::received::Ear;
use super::{Environment, Parties};
use crate::requirement::Role;
use crate::stop::Stop;
use crate::verdict::{Finding, MissedCall};

/// What may lie behind a call to us that was not seen.
const NOT_SEEN: &str = "it was not sent, or it did not get here: see which address the sender was given for it, whether it can reach that, \
     and whether it trusts the certificate there";

impl Environment {
    /// A finding that a call to this host of ours was not seen.
    pub fn not_seen(&self, finding: Finding, address: &Url) -> Stop {
        let what = finding.expected.clone();
        Stop::violated(self.unless_astray(finding.hinting(NOT_SEEN), what, address))
    }

    /// A finding that this call to a host of ours would have prevented. That of a party that is not ours may have gone astray, as long as
    /// it is not known to reach hosts of ours.
    pub fn unless_astray(
        &self,
        finding: Finding,
        what: impl Into<String>,
        address: &Url,
    ) -> Finding {
        if self.is_all_ours() {
            return finding;
        }
        finding.missing(MissedCall {
            what: what.into(),
            address: address.to_string(),
        })
    }

    /// Which of those under test have called hosts of ours so far. That parties of ours reach each other goes without saying.
    pub fn callers(&self) -> Vec<Role> {
        if self.is_all_ours() {
            return Vec::new();
        }
        self.listen();
        let (callers, judged) = (self.reading.callers(), self.under_judgement());
        let roles = callers.intersection(&judged).map(|party| party.role());
        roles.collect()
    }

    /// Listens at a host that a party which is not ours is told of.
    pub(super) fn hear(&self, ear: Ear) {
        if !self.is_all_ours() {
            self.receivers().push(ear);
        }
    }

    fn is_all_ours(&self) -> bool {
        match &self.parties {
            Parties::BuiltIn(own) => !own.is_in_real_time(),
            Parties::Reached(_) => false,
        }
    }
}
