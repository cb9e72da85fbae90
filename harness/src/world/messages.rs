//! What the steps about encrypted messages remember.

use crate::actor::message::producer::Producer;
use crate::actor::message::received::Received;
use crate::actor::message::recipient::Recipient;
use crate::actor::office::answer::Answer;
use crate::oracle::published_keys::Key;
use crate::stop::Stop;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct MessagesState {
    /// Our producer, whose messages a consumer under test reads.
    pub producer: Option<Producer>,
    /// Our recipient, to whom a producer under test encrypts.
    pub recipient: Option<Recipient>,
    /// What the latest act came to.
    pub answer: Option<Answer>,
    /// The messages that were received.
    pub received: Vec<Received>,
    /// The keys that the messages are signed with, as they are published.
    pub signers: Vec<Key>,
    /// The keys that were published, and the exchange that shows them.
    pub published: Option<(Vec<Key>, u32)>,
    /// The keys that were published earlier.
    pub published_earlier: Vec<Key>,
    /// What the customer's data hold, as texts.
    pub personal: Vec<String>,
}

impl MessagesState {
    /// Our producer.
    pub fn producer(&self) -> Result<&Producer, Stop> {
        self.producer.as_ref().ok_or_else(|| missing("a producer"))
    }

    /// The same to be told more.
    pub fn producer_mut(&mut self) -> Result<&mut Producer, Stop> {
        self.producer.as_mut().ok_or_else(|| missing("a producer"))
    }

    /// Our recipient.
    pub fn recipient(&self) -> Result<&Recipient, Stop> {
        self.recipient
            .as_ref()
            .ok_or_else(|| missing("a recipient"))
    }

    /// What the latest act came to.
    pub fn answer(&self) -> Result<Answer, Stop> {
        self.answer.clone().ok_or_else(|| missing("an answer"))
    }

    /// The message that was received last.
    pub fn received(&self) -> Result<&Received, Stop> {
        self.received.last().ok_or_else(|| missing("a message"))
    }

    /// The keys that were published, and the exchange that shows them.
    pub fn published(&self) -> Result<&(Vec<Key>, u32), Stop> {
        self.published
            .as_ref()
            .ok_or_else(|| missing("published keys"))
    }
}

fn missing(what: &str) -> Stop {
    Stop::harness(format!("the scenario speaks of {what} before there is one"))
}
