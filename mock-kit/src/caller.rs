//! Whether whoever has called is still there.

use tokio_util::sync::{CancellationToken, DropGuard};

/// Whether a caller still waits for its answer; every request carries it as an extension.
///
/// Over HTTP/1.1 nobody sees that it has hung up before its request has been read to the end: whoever asks takes the body first.
///
/// A request is carried out to its end whether its caller waits or not. What is of use to its caller alone, and takes long, may end with it.
#[derive(Clone, Debug)]
pub struct CallerPresence(CancellationToken);

impl CallerPresence {
    /// A caller who is there until what comes with it is dropped.
    pub(crate) fn begin() -> (Self, DropGuard) {
        let gone = CancellationToken::new();
        (Self(gone.clone()), gone.drop_guard())
    }

    /// Waits until the caller has hung up, or has its answer.
    pub async fn end(&self) {
        self.0.cancelled().await;
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use std::time::Duration;

    use axum::routing::get;
    use axum::{Extension, Router};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::sync::mpsc;

    use super::CallerPresence;
    use crate::{Bound, Clock, FaultPlan, Journal, ListenerSettings, Service};

    /// What comes, if it comes: nothing here takes so long.
    async fn in_time<T>(coming: impl Future<Output = T>) -> T {
        let limit = Duration::from_mins(1);
        tokio::time::timeout(limit, coming).await.unwrap()
    }

    #[tokio::test]
    async fn a_party_learns_that_its_caller_has_hung_up() {
        let (tell, mut told) = mpsc::unbounded_channel();
        let wait = move |Extension(caller): Extension<CallerPresence>| async move {
            tell.send("is there").unwrap();
            caller.end().await;
            tell.send("has hung up").unwrap();
        };
        let settings = ListenerSettings::ephemeral(None);
        let bound = Bound::bind(&settings).await.unwrap();
        let listening = bound.serve(Service {
            party: "waiter",
            router: Router::new().route("/", get(wait)),
            journal: Journal::new(),
            clock: Clock::system(),
            faults: FaultPlan::default(),
        });
        let listening = listening.unwrap();
        let mut caller = TcpStream::connect(listening.address()).await.unwrap();
        let request = b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";
        caller.write_all(request).await.unwrap();
        assert_eq!(in_time(told.recv()).await, Some("is there"));
        let silence = tokio::time::timeout(Duration::ZERO, caller.read_u8()).await;
        assert!(silence.is_err() && told.try_recv().is_err());
        drop(caller);
        assert_eq!(in_time(told.recv()).await, Some("has hung up"));
    }
}
