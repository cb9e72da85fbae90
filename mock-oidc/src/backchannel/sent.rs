//! What clients were notified of, for whoever controls the server: the journal of a server holds only what was sent to it.

use http::StatusCode;
use jiff::Timestamp;
use url::Url;

/// A notification that was answered.
#[derive(Clone, Debug)]
pub struct SentNotification {
    /// When it was sent.
    pub at: Timestamp,
    /// Where to.
    pub endpoint: Url,
    /// Its body.
    pub body: String,
    /// The status that it was answered with.
    pub status: StatusCode,
}
