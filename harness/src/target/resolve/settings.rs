//! Documents, capabilities, selection, claims, limits and the clock.

use std::collections::BTreeSet;
use std::time::Duration;

use super::super::raw::{RawClock, RawDocuments, RawSelect, RawTarget, RawUsers};
use super::super::resolved::{ClockHook, Documents, Limits};
use super::backchannel::has_pings;
use super::{Resolved, Resolver};
use crate::error::nearest;
use crate::requirement::{Basis, Profile, RequirementId};
use crate::selection::{CAPABILITIES, Capabilities, Filter, Pattern};

/// The kinds of document that the exchange knows (`documentKindCategory`).
const KINDS: [&str; 4] = ["patent", "utility model", "design", "trademark"];

impl Resolver<'_> {
    pub(super) fn documents(&self, raw: Option<&RawDocuments>) -> Resolved<Option<Documents>> {
        let Some(raw) = raw else { return Ok(None) };
        let number = raw
            .number
            .parse()
            .map_err(|error: super::super::InvalidNumberTemplate| {
                self.blame(&["documents", "number"], error.to_string())
                    .fix("write it as in `number: \"AT A {serial:5}/{year}\"`")
            })?;
        if let Some(kind) = raw
            .kinds
            .iter()
            .find(|kind| !KINDS.contains(&kind.as_str()))
        {
            return Err(self
                .blame(
                    &["documents", "kinds"],
                    format!("`{kind}` is no kind of document"),
                )
                .fix(one_of(kind, &KINDS)));
        }
        if raw.kinds.is_empty() {
            return Err(self
                .blame(&["documents", "kinds"], "there are no kinds of document")
                .fix(one_of("", &KINDS)));
        }
        if raw.office.len() != 2 || !raw.office.chars().all(|letter| letter.is_ascii_uppercase()) {
            return Err(self
                .blame(
                    &["documents", "office"],
                    format!("`{}` is no office code", raw.office),
                )
                .fix("give the two capital letters of WIPO ST.3"));
        }
        Ok(Some(Documents {
            office: raw.office.clone(),
            kinds: raw.kinds.clone(),
            number,
        }))
    }

    /// What the file names, and what follows from what else it says.
    pub(super) fn capabilities(
        &self,
        raw: &RawTarget,
        profile: &Profile,
    ) -> Resolved<Capabilities> {
        let unknown = |name: &&String| !CAPABILITIES.contains(&name.as_str());
        if let Some(name) = raw.capabilities.iter().find(unknown) {
            let known = CAPABILITIES.iter().copied();
            let fix = nearest(name, known).map_or_else(
                || format!("use some of: {}", CAPABILITIES.join(", ")),
                |meant| format!("did you mean `{meant}`?"),
            );
            let problem = format!("`{name}` is no capability");
            return Err(self.blame(&["capabilities"], problem).fix(fix));
        }
        let mut named: BTreeSet<String> = raw.capabilities.iter().cloned().collect();
        let users = raw.users.as_ref();
        let serves_users = &profile.wire.authorization_server.authorization;
        let implied = [
            ("hostile", raw.hostile),
            // Whoever serves no users serves machines.
            ("client-credentials", serves_users.is_none()),
            ("user-denial", users.is_some_and(RawUsers::can_deny)),
            ("user-login", users.is_some_and(RawUsers::can_fail)),
            ("clock-control", raw.clock.is_some()),
            ("dynamic-registration", raw.registration.is_some()),
            ("pinged-client", has_pings(raw)),
            (
                "another-client",
                raw.clients
                    .as_ref()
                    .is_some_and(|clients| clients.another_client.is_some()),
            ),
        ];
        named.extend(
            implied
                .into_iter()
                .filter(|(_, present)| *present)
                .map(|(name, _)| name.to_owned()),
        );
        Ok(Capabilities::Named(named))
    }

    pub(super) fn filter(&self, raw: &RawSelect) -> Resolved<Filter> {
        Ok(Filter {
            only: self.patterns(&raw.requirements, "requirements")?,
            exclude: self.patterns(&raw.exclude, "exclude")?,
        })
    }

    fn patterns(&self, words: &[String], key: &str) -> Resolved<Vec<Pattern>> {
        let read = |word: &String| {
            word.parse().map_err(|_| {
                self.blame(&["select", key], format!("`{word}` is no pattern"))
                    .fix("shorten it")
            })
        };
        words.iter().map(read).collect()
    }

    pub(super) fn claims(&self, ids: &[RequirementId]) -> Resolved<BTreeSet<RequirementId>> {
        for id in ids {
            self.demand_proposal(id)?;
        }
        Ok(ids.iter().cloned().collect())
    }

    fn demand_proposal(&self, id: &RequirementId) -> Resolved<()> {
        let proposals: Vec<&str> = self
            .registry
            .iter()
            .filter(|row| row.basis == Basis::Proposal)
            .map(|row| row.id.as_str())
            .collect();
        if proposals.contains(&id.as_str()) {
            return Ok(());
        }
        let place = self
            .file
            .word(id.as_str(), 0)
            .or_else(|| self.file.key(&["claims"]));
        let problem = match self.registry.get(id) {
            Some(row) => format!(
                "{id} rests on {}, so it binds without being claimed",
                row.basis
            ),
            None => format!("{id} is no requirement"),
        };
        Err(crate::error::ConfigurationError::new(problem)
            .fix(match nearest(id.as_str(), proposals) {
                Some(meant) => format!("remove it, or did you mean {meant}?"),
                None => "remove it: only proposals are claimed".to_owned(),
            })
            .within(self.file, place))
    }

    pub(super) fn limits(&self, raw: &RawTarget) -> Resolved<Limits> {
        let pace = raw.limits.pace_per_second;
        if !(0.01..=10_000.0).contains(&pace) {
            return Err(self
                .blame(
                    &["limits", "pace_per_second"],
                    format!("{pace} requests a second is no pace"),
                )
                .fix("give a number from 0.01 to 10000"));
        }
        let deadline = raw.deadline_seconds();
        if !(1..=3600).contains(&deadline) {
            return Err(self
                .blame(
                    &["limits", "deadline_seconds"],
                    format!("{deadline} seconds is no deadline"),
                )
                .fix("give a number from 1 to 3600"));
        }
        Ok(Limits {
            pace: Duration::from_secs_f64(1.0 / pace),
            deadline: Duration::from_secs(deadline),
        })
    }

    pub(super) fn clock(&self, raw: Option<&RawClock>) -> Resolved<Option<ClockHook>> {
        let Some(raw) = raw else { return Ok(None) };
        let advance_url = self.near_or_encrypted(&raw.advance_url, &["clock", "advance_url"])?;
        let token = raw
            .token_file
            .as_ref()
            .map(|path| self.token(path, &["clock", "token_file"]))
            .transpose()?;
        Ok(Some(ClockHook { advance_url, token }))
    }
}

fn one_of(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(meant) if !word.is_empty() => format!("did you mean `{meant}`?"),
        _ => format!("use one of: {}", known.join(", ")),
    }
}
