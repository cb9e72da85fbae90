//! The download that ends a copy: some may be fetched once (DAS-RET-16).

use axum::body::{Body, Bytes};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};

use crate::das::Shared;
use crate::settlement::erase_copy;
use crate::state::identifiers::RequestAckId;
use crate::state::transit_copy::ErasedBy;
use crate::storage::{ObjectName, StorageError};

/// How many bytes are handed over at a time, so that a download that breaks off early is not taken for a complete one.
const PIECE: usize = 64 << 10;

type Bits = BoxStream<'static, Result<Bytes, StorageError>>;

/// A download that ends the copy that it reads.
struct LastDownload {
    das: Shared,
    ack: RequestAckId,
    object: ObjectName,
    pieces: Bits,
    left: u64,
}

/// A body that erases the copy before its last piece goes out. Who breaks off before that can begin anew; whoever still reads when the copy
/// has ended in another way reads no further.
pub fn erasing(das: Shared, ack: RequestAckId, object: ObjectName, size: u64, bytes: Bits) -> Body {
    let download = LastDownload {
        das,
        ack,
        object,
        pieces: bytes.map_ok(pieces).try_flatten().boxed(),
        left: size,
    };
    Body::from_stream(stream::try_unfold(download, LastDownload::next))
}

impl LastDownload {
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, StorageError> {
        if self.left == 0 {
            return Ok(None);
        }
        let Some(piece) = self.pieces.try_next().await? else {
            return Ok(None);
        };
        self.left = self.left.saturating_sub(piece.len() as u64);
        self.still_allowed().await?;
        Ok(Some((piece, self)))
    }

    /// Of several downloads at once, the first that has everything is the one. It ends the copy although nobody may wait for it any more.
    async fn still_allowed(&mut self) -> Result<(), StorageError> {
        let (das, ack, object) = (self.das.clone(), self.ack.clone(), self.object.clone());
        let complete = self.left == 0;
        let checked = tokio::spawn(async move {
            let mut records = das.settled().await;
            let there = records.ending_with_this_download(&object).is_some();
            if there && complete {
                erase_copy(&das, &mut records, &ack, ErasedBy::Download).await;
            }
            there
        });
        let there = checked.await.unwrap_or_default();
        there
            .then_some(())
            .ok_or_else(|| StorageError::NotFound(self.object.clone()))
    }
}

fn pieces(mut bytes: Bytes) -> impl Stream<Item = Result<Bytes, StorageError>> {
    let pieces = std::iter::from_fn(move || {
        let next = bytes.split_to(PIECE.min(bytes.len()));
        (!next.is_empty()).then_some(Ok(next))
    });
    stream::iter(pieces)
}
