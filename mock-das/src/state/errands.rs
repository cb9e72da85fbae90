//! The errands among the records: which are open, under which ids they are known, what was said of them too early.

use jiff::{SignedDuration, Timestamp};

use super::errand::{Asked, Errand, Holder, Progress};
use super::identifiers::RequestAckId;
use super::retrieval::Retrieval;
use super::told::Told;
use super::{Records, later};

impl Records {
    /// Another party is asked for the document of a retrieval.
    pub fn hand_over(&mut self, ack: &RequestAckId, holder: Holder, errand: Errand) {
        let Some(retrieval) = self.retrievals.get_mut(ack) else {
            return;
        };
        if errand.progress.is_forwarding() {
            self.unacknowledged.insert(ack.clone());
        }
        retrieval.stage = retrieval.stage.clone().hand_over(errand);
        retrieval.asked = Some(Asked {
            holder,
            office_ack: None,
        });
    }

    /// The errand has come to this.
    pub fn advance(&mut self, ack: &RequestAckId, progress: Progress) {
        if let Some(retrieval) = self.retrievals.get_mut(ack) {
            retrieval.stage = retrieval.stage.clone().progress(progress);
        }
    }

    /// An attempt came to nothing; returns when the next one is due.
    pub fn miss(
        &mut self,
        now: Timestamp,
        ack: &RequestAckId,
        wait: Option<SignedDuration>,
    ) -> Option<Timestamp> {
        let errand = self.retrievals.get(ack)?.stage.errand()?;
        let (progress, backoff) = errand.progress.miss();
        self.advance(ack, progress);
        Some(later(now, wait.unwrap_or(backoff)))
    }

    /// The office has answered the forwarded request; returns what it had said of it before.
    pub fn acknowledge(&mut self, ack: &RequestAckId, office_ack: Option<&str>) -> Option<Told> {
        self.unacknowledged.remove(ack);
        let retrieval = self.retrievals.get_mut(ack)?;
        if let Some(errand) = retrieval.stage.errand() {
            let progress = errand.progress.acknowledge();
            retrieval.stage = retrieval.stage.clone().progress(progress);
        }
        let asked = retrieval.asked.as_mut()?;
        asked.office_ack = office_ack.map(ToOwned::to_owned);
        let Holder::Office(office) = &asked.holder else {
            return None;
        };
        let office = office.clone();
        let name = (office.clone(), office_ack?.to_owned());
        let early = self.early.remove(&name);
        self.office_acks.insert(name, ack.clone());
        self.forget_early(&office);
        early
    }

    /// Remembers what an office says of a request, where an acknowledgement of its own is still on its way; false where none is.
    pub fn remember_early(&mut self, office: &str, office_ack: &str, told: Told) -> bool {
        let known = self.early.keys().filter(|(from, _)| from == office);
        let room = known.count() < self.unacknowledged_by(office);
        let name = (office.to_owned(), office_ack.to_owned());
        if room {
            self.early.entry(name).or_insert(told);
            return true;
        }
        self.early.contains_key(&name)
    }

    /// An errand is over, however it went.
    pub fn close_errand(&mut self, ack: &RequestAckId) {
        if self.unacknowledged.remove(ack)
            && let Some(Holder::Office(office)) = self.holder(ack).cloned()
        {
            self.forget_early(&office);
        }
    }

    /// Who was asked for the document of a retrieval.
    pub fn holder(&self, ack: &RequestAckId) -> Option<&Holder> {
        let asked = self.retrievals.get(ack)?.asked.as_ref()?;
        Some(&asked.holder)
    }

    /// What no answer can explain any more is forgotten.
    fn forget_early(&mut self, office: &str) {
        if self.unacknowledged_by(office) == 0 {
            self.early.retain(|(from, _), _| from != office);
        }
    }

    fn unacknowledged_by(&self, office: &str) -> usize {
        let retrievals = self.unacknowledged.iter();
        let retrievals = retrievals.filter_map(|ack| self.retrievals.get(ack));
        let by_office = |retrieval: &&Retrieval| {
            let asked = retrieval.asked.as_ref().map(|asked| &asked.holder);
            let errand = retrieval.stage.errand();
            matches!(asked, Some(Holder::Office(code)) if code == office)
                && errand.is_some_and(|errand| errand.progress.is_forwarding())
        };
        retrievals.filter(by_office).count()
    }
}
