//! What the steps about DAS remember.

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::World;
use crate::actor::Party;
use crate::actor::counterparty::NotificationReceiver;
use crate::actor::environment::clients::Who;
use crate::actor::oauth_client::obtain_access_token;
use crate::actor::office::Office;
use crate::actor::office::answer::Answer;
use crate::actor::office::encryption_keys::EncryptionKeys;
use crate::actor::office::file::FileInHand;
use crate::actor::office::identity::Identity;
use crate::actor::office::operation::Holdings;
use crate::actor::office::registration::Document;
use crate::actor::office::retrieval::{Retrieval, RetrievalState};
use crate::exchange::model::Exchange;
use crate::exchange::raw::RawAnswer;
use crate::stop::Stop;

/// How long a token is used before another one is obtained.
const TOKEN_USE: SignedDuration = SignedDuration::from_mins(5);

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct DasState {
    tokens: Vec<HeldToken>,
    /// An office with the token with which DAS has served it, whose client was then taken off the list.
    pub delisted: Option<Office>,
    /// The file that the scenario is about.
    pub file: Option<FileInHand>,
    /// The document that the scenario is about, as it is named now.
    pub document: Option<Document>,
    /// The same document before it was corrected or replaced.
    pub former: Option<Document>,
    /// What two offices hold in the middle of an exchange.
    pub holdings: Option<Holdings>,
    /// How a document was named that is not registered.
    pub stated: Option<Identity>,
    /// The retrieval of the office of second filing.
    pub retrieval: Option<Retrieval>,
    /// The retrieval of another office.
    pub other_retrieval: Option<Retrieval>,
    /// The states that polling has shown.
    pub states: Vec<RetrievalState>,
    /// The download URL of the office of second filing.
    pub download_url: Option<Url>,
    /// What the latest act came to.
    pub answer: Option<Answer>,
    /// What several acts of the same kind came to.
    pub answers: Vec<Answer>,
    /// What came of a request that need not be answered.
    pub probed: Option<Exchange>,
    /// What came back for octets written by hand.
    pub raw: Option<RawAnswer>,
    /// A key of the authorization server that was replaced.
    pub former_key: Option<FormerKey>,
    /// How often DAS fetched the key set for one token.
    pub fetches: Option<usize>,
    /// Who shows a certificate of somebody else.
    pub impostor: Option<Party>,
    /// Calls that it had received before.
    pub calls_before: usize,
    /// Calls that it received meanwhile.
    pub calls_under_wrong_certificate: usize,
    /// Calls that it received when its certificate was the right one again.
    pub calls_under_right_certificate: usize,
    /// The keys to which content is encrypted for the office of second filing.
    pub encryption_keys: Option<EncryptionKeys>,
    /// Where the office of second filing takes notifications.
    pub receiver: Option<NotificationReceiver>,
}

/// A key of the authorization server that was replaced, and a token under it.
#[derive(Debug, Clone)]
pub struct FormerKey {
    /// Its identifier in the key set.
    pub kid: String,
    /// A token that it signed.
    pub token: String,
}

#[derive(Debug)]
struct HeldToken {
    who: Who,
    access_token: String,
    obtained: Timestamp,
}

impl World {
    /// An office with an access token, a new one when the last was obtained some time ago.
    pub async fn office(&mut self, who: Who) -> Result<Office, Stop> {
        let now = self.environment.clock().now();
        let is_fresh = |token: &HeldToken| now.duration_since(token.obtained).abs() < TOKEN_USE;
        let held = self
            .das
            .tokens
            .iter()
            .find(|token| token.who == who && is_fresh(token));
        let access_token = match held {
            Some(token) => token.access_token.clone(),
            None => self.obtain(who, now).await?,
        };
        Office::reach(&self.environment, who, access_token).await
    }

    async fn obtain(&mut self, who: Who, obtained: Timestamp) -> Result<String, Stop> {
        let access_token = obtain_access_token(&self.environment, who).await?;
        self.das.tokens.retain(|token| token.who != who);
        self.das.tokens.push(HeldToken {
            who,
            access_token: access_token.clone(),
            obtained,
        });
        Ok(access_token)
    }

    /// The office of first filing.
    pub async fn first_office(&mut self) -> Result<Office, Stop> {
        self.office(Who::Client).await
    }

    /// The office of second filing.
    pub async fn second_office(&mut self) -> Result<Office, Stop> {
        self.office(Who::AnotherClient).await
    }

    /// Another office than this one: one with no part in the exchange, or where there is none the other party to it.
    pub async fn office_other_than(&mut self, who: Who) -> Result<Office, Stop> {
        let has_third = self.environment.client(Who::Stranger).is_ok();
        let other = match who {
            _ if has_third => Who::Stranger,
            Who::Client => Who::AnotherClient,
            _ => Who::Client,
        };
        self.office(other).await
    }
}

impl DasState {
    /// The file that the scenario is about.
    pub fn file(&self) -> Result<FileInHand, Stop> {
        held(self.file.as_ref(), "a file")
    }

    /// The key that was replaced.
    pub fn former_key(&self) -> Result<FormerKey, Stop> {
        held(self.former_key.as_ref(), "a replaced key")
    }

    /// The document that the scenario is about.
    pub fn document(&self) -> Result<Document, Stop> {
        held(self.document.as_ref(), "a registered document")
    }

    /// The document as it was before.
    pub fn former(&self) -> Result<Document, Stop> {
        held(self.former.as_ref(), "a document before its correction")
    }

    /// What two offices hold.
    pub fn holdings(&self) -> Result<Holdings, Stop> {
        held(self.holdings.as_ref(), "an exchange in progress")
    }

    /// The retrieval of the office of second filing.
    pub fn retrieval(&self) -> Result<Retrieval, Stop> {
        held(self.retrieval.as_ref(), "a retrieval")
    }

    /// The retrieval of another office.
    pub fn other_retrieval(&self) -> Result<Retrieval, Stop> {
        held(
            self.other_retrieval.as_ref(),
            "a retrieval of another office",
        )
    }

    /// The download URL of the office of second filing.
    pub fn download_url(&self) -> Result<Url, Stop> {
        held(self.download_url.as_ref(), "a download URL")
    }

    /// What came of a request that need not be answered.
    pub fn probed(&self) -> Result<Exchange, Stop> {
        held(self.probed.as_ref(), "a probe of the storage")
    }

    /// What the latest act came to.
    pub fn answer(&self) -> Result<Answer, Stop> {
        held(self.answer.as_ref(), "an answer of DAS")
    }

    /// Where the office of second filing takes notifications.
    pub fn receiver(&self) -> Result<&NotificationReceiver, Stop> {
        self.receiver
            .as_ref()
            .ok_or_else(|| missing("a receiver of notifications"))
    }

    /// Demands that the latest act was served.
    pub fn demand_served(&self, expected: &str) -> Result<Answer, Stop> {
        self.answer()?.demanded_served(expected)
    }

    /// Demands that the latest act was refused.
    pub fn demand_refused(&self, expected: &str) -> Result<Answer, Stop> {
        self.answer()?.demanded_refused(expected)
    }
}

fn held<T: Clone>(value: Option<&T>, what: &str) -> Result<T, Stop> {
    value.cloned().ok_or_else(|| missing(what))
}

fn missing(what: &str) -> Stop {
    Stop::harness(format!("the scenario speaks of {what} before there is one"))
}
