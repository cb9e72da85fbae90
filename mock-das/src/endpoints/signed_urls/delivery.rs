//! What is sent of a transit copy.

use axum::body::Bytes;
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
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

    /// The same as one office alone can read it. This takes long for a large copy, so that nobody else should have to wait for it.
    pub(super) async fn encrypted(self, das: &Das, office: &Recipient) -> Result<Self, DasError> {
        let octets: Result<Vec<Bytes>, _> = self.bytes.try_collect().await;
        let octets = octets.map_err(|_| Reason::CopyErased)?.concat();
        let message = sealed(das, &octets, office)?;
        Ok(Self {
            media_type: MEDIA_TYPE,
            size: message.len() as u64,
            bytes: stream::iter([Ok(message.into())]).boxed(),
        })
    }
}
