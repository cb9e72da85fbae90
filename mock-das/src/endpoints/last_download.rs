//! The download that ends a copy: some may be fetched once (DAS-RET-16).

use axum::body::{Body, Bytes};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};

use crate::das::Shared;
use crate::settlement::erase_copy;
use crate::state::identifiers::RequestAckId;
use crate::state::transit_copy::ErasedBy;
use crate::storage::StorageError;

/// How many bytes are handed over at a time, so that a download that breaks off early is not taken for a complete one.
const PIECE: usize = 64 << 10;

type Bits = BoxStream<'static, Result<Bytes, StorageError>>;

/// A body that erases the copy before its last piece goes out. Who breaks off before that can begin anew.
pub fn erasing(das: Shared, ack: RequestAckId, size: u64, bytes: Bits) -> Body {
    let pieces = bytes.map_ok(pieces).try_flatten().boxed();
    let start = (pieces, size);
    let body = stream::try_unfold(start, move |(mut pieces, left)| {
        let (das, ack) = (das.clone(), ack.clone());
        async move {
            let Some(piece) = pieces.try_next().await? else {
                return Ok::<_, StorageError>(None);
            };
            let left = left.saturating_sub(piece.len() as u64);
            if left == 0 {
                erase(&das, &ack).await;
            }
            Ok(Some((piece, (pieces, left))))
        }
    });
    Body::from_stream(body)
}

async fn erase(das: &Shared, ack: &RequestAckId) {
    let mut records = das.settled().await;
    erase_copy(das, &mut records, ack, ErasedBy::Download).await;
}

fn pieces(mut bytes: Bytes) -> impl Stream<Item = Result<Bytes, StorageError>> {
    let pieces = std::iter::from_fn(move || {
        let next = bytes.split_to(PIECE.min(bytes.len()));
        (!next.is_empty()).then_some(Ok(next))
    });
    stream::iter(pieces)
}
