//! What the client remembers, behind one lock.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use super::grant::Grant;
use super::key_set::KeySet;
use super::outcome::Outcome;
use super::session::{Flow, Session};

/// Everything that changes while the client runs.
#[derive(Default)]
pub struct State {
    /// The sessions of browsers, by their cookies.
    pub sessions: HashMap<String, Session>,
    /// Every flow, oldest first.
    pub flows: Vec<FlowRecord>,
    /// The keys of authorization servers by their addresses, as fetched since the last flow with each began.
    pub key_sets: HashMap<Url, KeySet>,
    /// The last flow that was answered, which only a client that misbehaves answers again.
    pub last_flow: Option<Flow>,
    /// The last client assertion, which only a client that misbehaves sends again.
    pub last_assertion: Option<String>,
}

/// A flow as others may see it.
#[derive(Clone, Debug, Serialize)]
pub struct FlowRecord {
    /// When it began.
    pub begun: Timestamp,
    /// How it ended, if it has.
    #[serde(flatten)]
    pub outcome: Outcome,
}

impl State {
    /// Begins the record of a flow, and says under which index it is kept.
    pub fn record(&mut self, begun: Timestamp) -> usize {
        self.flows.push(FlowRecord {
            begun,
            outcome: Outcome::Pending,
        });
        self.flows.len() - 1
    }

    /// Notes how a flow has ended.
    pub fn conclude(&mut self, record: usize, outcome: &Outcome) {
        if let Some(flow) = self.flows.get_mut(record) {
            flow.outcome = outcome.clone();
        }
    }

    /// Takes the flow out that awaits a response in this session: it is answered once.
    pub fn take_flow(&mut self, session: &str) -> Option<Flow> {
        match self.sessions.remove(session)? {
            Session::Awaiting(flow) => Some(*flow),
            held @ Session::Holding(_) => {
                self.sessions.insert(session.to_owned(), held);
                None
            }
        }
    }

    /// Takes the tokens out that this session holds.
    pub fn take_grant(&mut self, session: &str) -> Option<Box<Grant>> {
        match self.sessions.remove(session)? {
            Session::Holding(grant) => Some(grant),
            awaiting @ Session::Awaiting(_) => {
                self.sessions.insert(session.to_owned(), awaiting);
                None
            }
        }
    }

    /// The session, whoever's it is, whose user was sent to the authorization server last.
    pub fn latest_session(&self) -> Option<String> {
        let awaiting = self.sessions.values().filter_map(|session| match session {
            Session::Awaiting(flow) => Some(flow),
            Session::Holding(_) => None,
        });
        let latest = awaiting.max_by_key(|flow| flow.record);
        latest.map(|flow| flow.session.clone())
    }
}
