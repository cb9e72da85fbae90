//! What can be wrong with a message. Each deviation stands between two messages with nothing wrong.

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
    /// A host of keys that is not the producer's.
    pub host: Option<KeyHost>,
}

impl From<Post> for Attack {
    fn from(post: Post) -> Self {
        Self {
            posts: vec![post],
            host: None,
        }
    }
}

impl Attack {
    /// Sends a legal message, then those with something wrong until one is accepted, then another legal one if none was.
    pub async fn attempted(self, producer: &Producer) -> Result<Answer, Stop> {
        let mut latest = producer.send_legal().await?.served("the control")?;
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
