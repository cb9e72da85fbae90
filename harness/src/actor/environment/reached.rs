//! Parties that are not ours, reached where a target file says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use mock_kit::Clock;
use serde_json::json;
use url::Url;

use super::built_in::{NUMBERS, PAUSE, ROUNDS, number_of};
use super::clients::{OauthClient, Who};
use super::data_space::DataSpaceAt;
use super::facts::{AuthorizationServerFacts, Availability, DasFacts, KeptDocument, Login, SetUp};
use super::registration::RegistrationAccess;
use super::registry::RegistryFacts;
use super::resource::ResourceServerFacts;
use super::serials::Serials;
use crate::actor::Party;
use crate::exchange::pace::Pace;
use crate::exchange::sender::causes;
use crate::stop::Stop;
use crate::target::{ClockHook, Documents, Pings, RawBackchannel};
use crate::verdict::UntestedReason;

/// Parties of a target, and what may be done with them.
#[derive(Debug)]
pub struct Reached {
    /// The authorization server.
    pub authorization_server: AuthorizationServerFacts,
    /// DAS, where it is part of the target.
    pub das: Option<DasFacts>,
    /// The office's own API, where it is part of the target, and its set-up.
    pub office_server: Option<PeerAt>,
    /// The PCT service, where it is part of the target.
    pub pct: Option<PeerAt>,
    /// The resource server, where it is part of the target.
    pub resource_server: Option<ResourceServerFacts>,
    /// The data space, where it is part of the target.
    pub data_space: Option<DataSpaceAt>,
    /// The registry of recipients, where it is part of the target.
    pub registry: Option<RegistryFacts>,
    /// What opens the client registration endpoint, where the target file says so.
    pub registration: Option<RegistrationAccess>,
    /// The parties under judgement.
    pub judged: BTreeSet<Party>,
    /// The clients that the judge may act as.
    pub clients: BTreeMap<Who, OauthClient>,
    /// What users do on its pages, where that is known.
    pub login: Option<Login>,
    /// Who may be asked over its back channel, where that is known.
    pub backchannel: Option<RawBackchannel>,
    /// The client that is to be pinged, and where, where there is one.
    pub pinged: Option<(OauthClient, Pings)>,
    /// Certificate authorities trusted, as PEM texts.
    pub trust: Vec<String>,
    /// The clock of the run: the machine's, moved along with the target's.
    pub clock: Clock,
    /// How the target's clock is moved, where it can be.
    pub clock_hook: Option<ClockHook>,
    /// Whatever is asked outside of any exchange is asked with this.
    pub http: reqwest::Client,
    /// How hard it may be pressed.
    pub pace: Arc<Pace>,
    /// How long a wait for something to happen may take.
    pub deadline: Duration,
    /// The documents that may be registered.
    pub documents: Documents,
    /// The serial numbers that documents get.
    pub serials: Serials,
}

/// A party of a target that WIPO calls.
#[derive(Debug, Clone)]
pub struct PeerAt {
    /// The base of its operations, ending in a slash.
    pub base: Url,
    /// Whose authorization server vouches for the calls.
    pub set_up: SetUp,
    /// The documents that it keeps for the test.
    pub keeps: Vec<KeptDocument>,
}

impl Reached {
    /// The bases of what WIPO calls, as far as they are part of the target.
    pub fn peer_bases(&self) -> Vec<(Party, Url)> {
        let office = self.office_server.iter();
        let office = office.map(|at| (Party::OfficeServer, at.base.clone()));
        let pct = self.pct.iter().map(|at| (Party::Pct, at.base.clone()));
        office.chain(pct).collect()
    }
}

impl PeerAt {
    /// A document that it keeps.
    pub fn kept(&self, availability: Availability) -> Result<KeptDocument, Stop> {
        let fitting = |kept: &&KeptDocument| kept.availability == availability;
        self.keeps.iter().find(fitting).cloned().ok_or_else(|| {
            let why = format!("the target file names no kept document that is {availability}");
            Stop::untested(UntestedReason::Organisational, why)
        })
    }
}

impl Reached {
    /// Where the office's own API is.
    pub fn office_server(&self, set_up: SetUp) -> Result<&PeerAt, Stop> {
        let missing = || Stop::configuration("the target file names no `office_server`");
        let office = self.office_server.as_ref().ok_or_else(missing)?;
        if office.set_up == set_up {
            return Ok(office);
        }
        let why = "the office of the target has chosen the other set-up of authorization servers";
        Err(Stop::not_applicable(why))
    }

    /// Where the PCT service is.
    pub fn pct(&self) -> Result<&PeerAt, Stop> {
        let missing = || Stop::configuration("the target file names no `pct`");
        self.pct.as_ref().ok_or_else(missing)
    }

    /// Where the resource server is.
    pub fn resource_server(&self) -> Result<ResourceServerFacts, Stop> {
        let missing = || Stop::configuration("the target file names no `resource_server`");
        self.resource_server.clone().ok_or_else(missing)
    }

    /// Where DAS is.
    pub fn das(&self) -> Result<DasFacts, Stop> {
        let missing = || Stop::configuration("the target file names no DAS: add `das: {base: …}`");
        self.das.clone().ok_or_else(missing)
    }

    /// The credentials of a client.
    pub fn client(&self, who: Who) -> Result<OauthClient, Stop> {
        self.clients.get(&who).cloned().ok_or_else(|| {
            let why = format!("the target file has no credentials for the {who}");
            Stop::untested(UntestedReason::Organisational, why)
        })
    }

    /// Who may be asked over the back channel.
    pub fn backchannel(&self) -> Result<&RawBackchannel, Stop> {
        let why = "the target file does not say who may be asked over the back channel";
        let unknown = || Stop::untested(UntestedReason::Organisational, why);
        self.backchannel.as_ref().ok_or_else(unknown)
    }

    /// The client that is to be pinged, and where.
    pub fn pinged(&self) -> Result<&(OauthClient, Pings), Stop> {
        let why = "the target file names no client that is to be pinged";
        let unknown = || Stop::untested(UntestedReason::Organisational, why);
        self.pinged.as_ref().ok_or_else(unknown)
    }

    /// What users do on its pages.
    pub fn login(&self) -> Result<Login, Stop> {
        let why =
            "the target file does not say what users do on the pages of the authorization server";
        let unknown = || Stop::untested(UntestedReason::Organisational, why);
        self.login.clone().ok_or_else(unknown)
    }

    /// Moves the target's clock and ours.
    pub async fn advance(&self, span: SignedDuration) -> Result<(), Stop> {
        let Some(hook) = &self.clock_hook else {
            let why = "the target file has no `clock` hook";
            return Err(Stop::untested(UntestedReason::NeedsClockControl, why));
        };
        let mut request = self.http.post(hook.advance_url.clone());
        if let Some(token) = &hook.token {
            request = request.bearer_auth(token);
        }
        let moved = request.json(&json!({ "seconds": span.as_secs() }));
        let answered = moved.send().await.map_err(|error| {
            let why = causes(&error);
            clock_stands(&format!("`clock.advance_url` cannot be reached: {why}"))
        })?;
        let status = answered.status();
        if !status.is_success() {
            return Err(clock_stands(&format!(
                "`clock.advance_url` answers {status}: see whether it and `clock.token_file` are right"
            )));
        }
        self.clock.advance(span);
        Ok(())
    }

    /// Lets time pass between two looks: on its clock where that can be moved, otherwise really, longer each time.
    ///
    /// False once the deadline of the target file has passed.
    pub async fn patience(&self, round: u32) -> Result<bool, Stop> {
        if self.clock_hook.is_some() {
            self.advance(PAUSE).await?;
            return Ok(round < ROUNDS);
        }
        let pause = pause_before(round + 1);
        self.clock.wait(pause).await;
        let waited: SignedDuration = (1..=round + 1).map(pause_before).sum();
        Ok(waited.unsigned_abs() < self.deadline)
    }

    /// A number that this run has not used, nor another shard of it.
    pub fn document_number(&self, office: &str) -> String {
        if office != self.documents.office {
            return number_of(office, self.serials.next(NUMBERS));
        }
        let template = &self.documents.number;
        let year = self.clock.now().to_zoned(jiff::tz::TimeZone::UTC).year();
        template.number(year, self.serials.next(template.capacity()))
    }
}

fn clock_stands(why: &str) -> Stop {
    Stop::configuration(format!("the target's clock was not moved: {why}"))
}

/// A tenth of a second, doubled with each look up to the pause of WIPO's samples.
fn pause_before(look: u32) -> SignedDuration {
    let tenths = 1_i64
        .checked_shl(look.saturating_sub(1))
        .unwrap_or(i64::MAX);
    SignedDuration::from_millis(tenths.saturating_mul(100)).min(PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_limit() {
        let pauses: Vec<_> = (1..8).map(|look| pause_before(look).as_millis()).collect();
        assert_eq!(pauses, [100, 200, 400, 800, 1600, 3200, 5000]);
        assert_eq!(pause_before(u32::MAX), PAUSE);
    }
}
