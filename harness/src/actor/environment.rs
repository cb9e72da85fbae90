//! The parties around a scenario: spawned by us, or reached where a target file says.
//!
//! This is the only room that knows the mocks.

mod astray;
pub mod backchannel;
pub mod built_in;
pub mod ciba_client;
pub mod clients;
mod das_control;
pub mod data_space;
pub mod driven;
pub mod examination;
pub mod facts;
mod guest;
pub mod message;
pub mod office_client;
mod office_control;
pub mod ours;
mod peers;
mod probe;
mod reach;
pub mod reached;
pub mod received;
pub mod registering_party;
pub mod registration;
pub mod registry;
pub mod resource;
mod serials;
pub mod served;
pub mod users;
mod variant;
pub mod web_client;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use mock_kit::tls::ClientIdentity;
use mock_kit::{Clock, ListenerSettings};
use serde_json::Value;
use url::Url;

use self::built_in::BuiltIn;
use self::clients::{NewClient, OauthClient, Who};
use self::facts::{AuthorizationServerFacts, DasFacts, Login};
use self::reached::Reached;
use self::received::{Ear, OWN_SERVER, Reading};
use super::Party;
use super::counterparty::{KeyHost, NotificationReceiver};
use crate::exchange::field_names::FieldNames;
use crate::exchange::log::{self, ExchangeLog};
use crate::exchange::model::Exchange;
use crate::exchange::pace::Pace;
use crate::exchange::sender::{Line, Sender, USER_AGENT};
use crate::invariants::Scene;
use crate::openapi;
use crate::requirement::wire::Wire;
use crate::stop::Stop;
use crate::verdict::UntestedReason;

/// The parties, the clock and the exchanges of one scenario.
#[derive(Debug)]
pub struct Environment {
    wire: Arc<Wire>,
    line: Line,
    parties: Parties,
    reading: Reading,
    receivers: Mutex<Vec<Ear>>,
}

#[derive(Debug)]
enum Parties {
    BuiltIn(Box<BuiltIn>),
    Reached(Arc<Reached>),
}

impl Environment {
    /// An environment whose parties are all ours, fresh, with a clock that stands still.
    pub fn built_in(wire: Arc<Wire>, faults: Vec<String>) -> Result<Self, Stop> {
        let clock = Clock::frozen_at(built_in::START);
        let built_in = BuiltIn::new(Arc::clone(&wire), clock.clone(), faults)?;
        let line = line(clock, &[built_in.authority_pem()], Party::ALL.into(), None)?;
        Ok(Self::among(
            Parties::BuiltIn(Box::new(built_in)),
            wire,
            line,
        ))
    }

    /// An environment whose parties are where the target file says.
    pub fn reached(wire: Arc<Wire>, target: Arc<Reached>) -> Result<Self, Stop> {
        let trust: Vec<&str> = target.trust.iter().map(String::as_str).collect();
        let pace = Some(Arc::clone(&target.pace));
        let mut line = line(target.clock.clone(), &trust, target.judged.clone(), pace)?;
        line.deadline = Some(target.deadline);
        Ok(Self::among(Parties::Reached(target), wire, line))
    }

    /// Nothing has been received yet.
    fn among(parties: Parties, wire: Arc<Wire>, line: Line) -> Self {
        Self {
            wire,
            line,
            parties,
            reading: Reading::default(),
            receivers: Mutex::default(),
        }
    }

    /// Whether all parties are ours and end with the scenario.
    pub fn is_built_in(&self) -> bool {
        matches!(self.parties, Parties::BuiltIn(_))
    }

    /// The clock of the scenario.
    pub fn clock(&self) -> &Clock {
        &self.line.clock
    }

    /// How long one wait for something to happen may take, where that is not for us to say.
    pub fn deadline(&self) -> Option<Duration> {
        self.line.deadline
    }

    /// The wire variant in force.
    pub fn wire(&self) -> &Wire {
        &self.wire
    }

    /// The wire variant in force, to be kept.
    pub fn shared_wire(&self) -> Arc<Wire> {
        Arc::clone(&self.wire)
    }

    /// Where the authorization server is.
    pub async fn authorization_server(&self) -> Result<AuthorizationServerFacts, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => own.authorization_server_facts().await,
            Parties::Reached(target) => Ok(target.authorization_server.clone()),
        }
    }

    /// Where DAS is.
    pub async fn das(&self) -> Result<DasFacts, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => own.das_facts().await,
            Parties::Reached(target) => target.das(),
        }
    }

    /// The credentials of a client.
    pub fn client(&self, who: Who) -> Result<OauthClient, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => Ok(own.client(who)),
            Parties::Reached(target) => target.client(who),
        }
    }

    /// Something that sends requests and records them, under this name.
    pub fn sender(&self, from: &str) -> Sender {
        Sender::new(from, self.line.clone())
    }

    /// The same for a client, over connections that show its certificate where it has one.
    pub fn sender_as(&self, from: &str, client: &OauthClient) -> Result<Sender, Stop> {
        let sender = self.sender(from);
        match &client.identity {
            Some(identity) => sender.showing(identity).map_err(Stop::harness_bug),
            None => Ok(sender),
        }
    }

    /// What users do on the pages of the authorization server.
    pub fn login(&self) -> Result<Login, Stop> {
        match &self.parties {
            Parties::BuiltIn(_) => Ok(users::login()),
            Parties::Reached(target) => target.login(),
        }
    }

    /// A certificate for a new client, where the authorization server looks at certificates at all.
    pub fn identity_of_a_client(&self, client_id: &str) -> Result<Option<ClientIdentity>, Stop> {
        let users = &self.wire.authorization_server.authorization;
        let needed = users.as_ref().filter(|_| self.is_built_in());
        needed.map(|_| self.vouched_identity(client_id)).transpose()
    }

    /// Registers a client if the authorization server takes it.
    pub async fn try_register(&self, client: NewClient) -> Result<bool, Stop> {
        self.own("clients are registered there by hand")?
            .try_register(client)
            .await
    }

    /// Withdraws a consent, as its user may at any time.
    pub async fn withdraw_consent(&self, consent_id: &str) -> Result<(), Stop> {
        self.own("consents are withdrawn there by hand")?
            .withdraw_consent(consent_id)
            .await
    }

    /// A certificate for a client, by an authority that our own parties trust.
    pub fn vouched_identity(&self, common_name: &str) -> Result<ClientIdentity, Stop> {
        self.own("certificates are made by the target's authorities")?
            .vouched_identity(common_name)
    }

    /// Lets time pass for every party.
    pub async fn advance(&self, span: SignedDuration) -> Result<(), Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => own.advance(span).await,
            Parties::Reached(target) => target.advance(span).await,
        }
    }

    /// Waits until our parties have done what they do among themselves; false where somebody may still be at work unseen.
    pub async fn idle(&self) -> bool {
        match &self.parties {
            Parties::BuiltIn(own) => own.idle().await,
            Parties::Reached(_) => false,
        }
    }

    /// Lets time pass between two looks at a party's work; false once enough has passed.
    pub async fn patience(&self, round: u32) -> Result<bool, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => own.patience(round).await,
            Parties::Reached(target) => target.patience(round).await,
        }
    }

    /// Makes a party of ours misbehave for the sake of another's judgement; it is not judged itself any more.
    pub async fn stimulate(&self, party: Party, fault: &str) -> Result<(), Stop> {
        let Parties::BuiltIn(own) = &self.parties else {
            let why = format!(
                "the {} of the target cannot be told to {fault}",
                party.name()
            );
            return Err(Stop::untested(UntestedReason::NeedsFault, why));
        };
        self.judged(|judged| judged.remove(&party));
        own.stimulate(party, fault).await
    }

    /// Makes the authorization server of an office that has one of its own misbehave.
    pub async fn stimulate_own_server(&self, fault: &str) -> Result<(), Stop> {
        self.own("the office's authorization server is not ours")?
            .stimulate_own_server(fault)
            .await
    }

    /// Registers a client at the authorization server.
    pub async fn register_client(&self, client: NewClient) -> Result<(), Stop> {
        self.own("clients are registered there by hand")?
            .register(client)
            .await
    }

    /// Takes a client off the authorization server.
    pub async fn remove_client(&self, client_id: &str) -> Result<(), Stop> {
        self.own("clients are removed there by hand")?
            .remove(client_id)
            .await
    }

    /// Takes a client off the list that DAS keeps.
    pub async fn delist(&self, who: Who) -> Result<(), Stop> {
        let client_id = self.client(who)?.client_id;
        self.own("DAS's list of clients is kept by hand")?
            .delist(&client_id)
            .await
    }

    /// Puts a client on the list that DAS keeps, as the one that speaks for an office.
    pub async fn allow(&self, client_id: &str, office: &str) -> Result<(), Stop> {
        self.own("DAS's list of clients is kept by hand")?
            .allow(client_id, office, None)
            .await
    }

    /// A number for a document that has not been used before.
    pub fn document_number(&self, office: &str) -> String {
        match &self.parties {
            Parties::BuiltIn(own) => own.document_number(office),
            Parties::Reached(target) => target.document_number(office),
        }
    }

    /// A receiver of notifications for [`Who::AnotherClient`] that answers with these statuses, the last one for ever.
    pub async fn notification_receiver(
        &self,
        statuses: &[u16],
    ) -> Result<NotificationReceiver, Stop> {
        let own = self.own("DAS was told elsewhere where the office takes notifications")?;
        let receiver =
            NotificationReceiver::open(&own.listener(), self.clock().clone(), statuses).await?;
        let receiver = receiver.under(FieldNames::of(&self.wire.das.fields));
        self.receivers().push(receiver.ear());
        let office = self.client(Who::AnotherClient)?;
        own.allow(&office.client_id, &office.office, Some(receiver.base()))
            .await?;
        Ok(receiver)
    }

    /// A host that serves these key sets one after the other, the last one for ever.
    pub async fn key_host(&self, key_sets: Vec<Value>) -> Result<KeyHost, Stop> {
        let own = self.own("the target fetches no keys from here")?;
        KeyHost::open(&own.listener(), self.clock().clone(), key_sets).await
    }

    /// Has somebody told of each exchange as it is recorded.
    pub fn tell(&self, listener: log::Listener) {
        self.line.log.tell(listener);
    }

    /// The exchanges so far.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.line.log.entries()
    }

    /// What a party of ours has received so far from others than the judge.
    pub fn received(&self, party: Party) -> Vec<Exchange> {
        self.listen();
        let addressed = |each: &Exchange| each.to == party.name() && is_others(each);
        let exchanges = self.line.log.entries().into_iter();
        exchanges.filter(addressed).collect()
    }

    /// What the authorization server of the office with a server of its own has received from others than the judge.
    pub fn received_by_own_server(&self) -> Vec<Exchange> {
        self.listen();
        let exchanges = self.line.log.entries().into_iter();
        let addressed = |each: &Exchange| each.to == OWN_SERVER && is_others(each);
        exchanges.filter(addressed).collect()
    }

    fn listen(&self) {
        let (mut ears, stranger) = match &self.parties {
            Parties::BuiltIn(own) => (own.ears(), own.stranger()),
            Parties::Reached(_) => (Vec::new(), None),
        };
        ears.extend(self.receivers().iter().cloned());
        let judged = self.under_judgement();
        self.reading.go_on(&ears, stranger, &judged, &self.line.log);
    }

    fn under_judgement(&self) -> BTreeSet<Party> {
        let judged = self.line.judged.lock();
        judged.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// All exchanges in their order, those of other parties included, and the new number of each.
    pub fn exchanges_in_order(&self) -> (Vec<Exchange>, BTreeMap<u32, u32>) {
        self.listen();
        self.line.log.in_order()
    }

    /// What a party of ours holds.
    pub async fn inspect(&self, party: Party) -> Result<Value, Stop> {
        let own = self.own("only parties of ours show what they hold")?;
        let state = own.inspect(party).await?;
        match state["error"].as_str() {
            Some(error) => Err(Stop::inconclusive(format!(
                "{} does not show all that it holds: {error}",
                party.name()
            ))),
            None => Ok(state),
        }
    }

    /// The latest exchange.
    pub fn last_exchange(&self) -> Option<Exchange> {
        self.line.log.last()
    }

    /// What invariants may know.
    pub fn scene(&self) -> Scene {
        let (server, das) = match &self.parties {
            Parties::BuiltIn(own) => own.known(),
            Parties::Reached(target) => (
                Some(target.authorization_server.clone()),
                target.das.clone(),
            ),
        };
        Scene {
            token_endpoint: server.as_ref().map(|known| known.token_endpoint.clone()),
            backchannel_endpoint: server
                .as_ref()
                .and_then(|known| known.backchannel_authentication_endpoint.clone()),
            jwks_uri: server.map(|known| known.jwks_uri),
            das_base: das.map(|known| known.base),
            peer_bases: match &self.parties {
                Parties::BuiltIn(own) => own.peer_bases(),
                Parties::Reached(target) => target.peer_bases(),
            },
            wire: (*self.wire).clone(),
            description: openapi::own(&self.wire.das).ok(),
        }
    }

    /// How often a party of ours panicked while it answered: a bug of ours.
    pub fn panics(&self) -> u64 {
        match &self.parties {
            Parties::BuiltIn(own) => own.panics(),
            Parties::Reached(_) => 0,
        }
    }

    fn receivers(&self) -> MutexGuard<'_, Vec<Ear>> {
        self.receivers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn own(&self, otherwise: &str) -> Result<&BuiltIn, Stop> {
        match &self.parties {
            Parties::BuiltIn(own) => Ok(own),
            Parties::Reached(_) => Err(Stop::untested(UntestedReason::Organisational, otherwise)),
        }
    }

    fn judged(&self, change: impl FnOnce(&mut BTreeSet<Party>) -> bool) {
        let mut judged = self
            .line
            .judged
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        change(&mut judged);
    }
}

fn line(
    clock: Clock,
    trust: &[&str],
    judged: BTreeSet<Party>,
    pace: Option<Arc<Pace>>,
) -> Result<Line, Stop> {
    Ok(Line {
        http: mock_kit::tls::http_client_of(USER_AGENT, trust).map_err(Stop::harness_bug)?,
        clock,
        log: ExchangeLog::default(),
        judged: Arc::new(Mutex::new(judged)),
        pace,
        deadline: None,
        tls: Arc::new(mock_kit::tls::client_config(trust).map_err(Stop::harness_bug)?),
        trust: trust.iter().map(|&pem| pem.to_owned()).collect(),
    })
}

/// Joins a relative path to a base that ends in a slash.
pub(crate) fn join(base: &Url, path: &str) -> Result<Url, Stop> {
    base.join(path).map_err(Stop::harness_bug)
}

/// Where a party of ours listens.
type Listener = ListenerSettings;

/// Whether a party of ours sent it, and not the judge.
fn is_others(exchange: &Exchange) -> bool {
    Party::ALL.iter().any(|party| exchange.from == party.name())
}
