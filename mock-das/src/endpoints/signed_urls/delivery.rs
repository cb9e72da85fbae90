//! What is sent of a transit copy.

use futures::stream::{self, StreamExt as _};
use message_encryption::nested::Recipient;

use crate::das::Das;
use crate::das_error::{DasError, Reason};
use crate::encrypted_content::{MEDIA_TYPE, sealed};
use crate::state::file::Content;
use crate::storage::Bytestream;

/// The octets of an answer, and what they are.
pub(super) struct Delivery {
    pub media_type: &'static str,
    pub size: u64,
    pub bytes: Bytestream,
}

impl Delivery {
    /// The copy itself.
    pub(super) async fn plain(das: &Das, content: &Content) -> Result<Self, DasError> {
        let bytes = das.storage.get(&content.object).await;
        Ok(Self {
            media_type: content.format.media_type(),
            size: content.size,
            bytes: bytes.map_err(|_| Reason::CopyErased)?,
        })
    }

    /// The copy as one office alone can read it.
    pub(super) async fn encrypted(
        das: &Das,
        content: &Content,
        office: &Recipient,
    ) -> Result<Self, DasError> {
        let octets = das.storage.read(&content.object).await;
        let octets = octets.map_err(|_| Reason::CopyErased)?;
        let message = sealed(das, &octets, office)?;
        Ok(Self {
            media_type: MEDIA_TYPE,
            size: message.len() as u64,
            bytes: stream::iter([Ok(message.into())]).boxed(),
        })
    }
}
