//! What can be wrong with a message. Each deviation stands between two messages with nothing wrong.

pub mod certificate;
pub mod content;
pub mod form;
pub mod header;
pub mod layer;
pub mod signature;
pub mod signing_key;

use super::producer::{Post, Producer};
use crate::actor::counterparty::KeyHost;
use crate::actor::office::answer::Answer;
use crate::stop::Stop;

/// Messages with something wrong, of which a careful consumer accepts none, and the host that must be there meanwhile.
#[derive(Debug, Default)]
pub struct Attack {
    /// The messages.
    pub posts: Vec<Post>,
    /// Their legal twin, where they differ from the usual message in more than what is wrong: written alike, by the same algorithm, with
    /// the same parameters.
    pub control: Option<Post>,
    /// A host of keys that is not the producer's.
    pub host: Option<KeyHost>,
}

impl From<Post> for Attack {
    fn from(post: Post) -> Self {
        Self {
            posts: vec![post],
            ..Self::default()
        }
    }
}

impl Attack {
    /// The same beside a legal twin.
    #[must_use]
    pub fn beside(self, control: Post) -> Self {
        Self {
            control: Some(control),
            ..self
        }
    }

    /// Sends legal messages, then those with something wrong until one is accepted, then another legal one if none was.
    pub async fn attempted(self, producer: &Producer) -> Result<Answer, Stop> {
        let mut latest = producer.send_legal().await?.served("the control")?;
        if let Some(control) = &self.control {
            latest = producer.send(control).await?.offered()?;
        }
        for post in &self.posts {
            latest = producer.send(post).await?;
            if latest.is_served() {
                return Ok(latest);
            }
        }
        let control = producer.send_legal().await?;
        control.served("the control after the refusal")?;
        Ok(latest)
    }
}
