//! Downloads that break off in the middle, for parties that misbehave on purpose.

use axum::body::{Body, Bytes};
use futures::{StreamExt as _, stream};

/// How often others get their turn before a download breaks off.
const FLUSHES: u32 = 8;

/// The first half of a document, and then nothing more. The half is on its way before the end comes.
pub fn broken_off(octets: &Bytes) -> Body {
    let half = octets.slice(..octets.len() / 2);
    let end = stream::once(async {
        for _ in 0..FLUSHES {
            tokio::task::yield_now().await;
        }
        Err(std::io::Error::other("the download breaks off"))
    });
    Body::from_stream(stream::iter([Ok(half)]).chain(end))
}
