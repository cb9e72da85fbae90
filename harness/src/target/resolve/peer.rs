//! The parties that WIPO calls: an office's own API, and the PCT service.

use super::super::raw::{RawKept, RawOfficeServer, RawPct, RawSetUp};
use super::super::resolved::{Kept, PeerTarget};
use super::{Resolved, Resolver};
use crate::input;

/// The largest document that is read for comparison, in octets.
const LARGEST: u64 = 64 << 20;

impl Resolver<'_> {
    pub(super) fn office_server(
        &self,
        raw: Option<&RawOfficeServer>,
    ) -> Resolved<Option<PeerTarget>> {
        let Some(raw) = raw else { return Ok(None) };
        self.peer("office_server", &raw.base, raw.set_up, &raw.keeps)
            .map(Some)
    }

    pub(super) fn pct(&self, raw: Option<&RawPct>) -> Resolved<Option<PeerTarget>> {
        let Some(raw) = raw else { return Ok(None) };
        self.peer("pct", &raw.base, RawSetUp::Wipo, &raw.keeps)
            .map(Some)
    }

    fn peer(
        &self,
        key: &str,
        base: &url::Url,
        set_up: RawSetUp,
        keeps: &[RawKept],
    ) -> Resolved<PeerTarget> {
        let mut base = self.address(base, &[key, "base"])?;
        let path = base.path().trim_end_matches('/').to_owned();
        base.set_path(&path);
        let keeps = keeps.iter().map(|kept| self.kept(key, kept));
        Ok(PeerTarget {
            base,
            set_up,
            keeps: keeps.collect::<Resolved<_>>()?,
        })
    }

    fn kept(&self, key: &str, raw: &RawKept) -> Resolved<Kept> {
        let place = self.file.key(&[key, "keeps"]);
        let content = input::octets(&self.path(&raw.file), LARGEST);
        Ok(Kept {
            number: raw.number.clone(),
            kind: raw.kind.clone(),
            date: raw.date,
            content: content.map_err(|error| error.within(self.file, place))?,
            availability: raw.availability,
        })
    }
}
