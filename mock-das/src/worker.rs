//! The background worker: does what is due when it is due, and sends what is to be sent.

use jiff::Timestamp;
use tokio::task::JoinSet;

use crate::das::Shared;
use crate::state::due::Sending;
use crate::{fetching, forwarding, notifier};

/// Works until the process ends. Whatever is sent is sent outside the lock of the records.
pub async fn run(das: Shared) {
    let mut sendings = JoinSet::new();
    loop {
        let next = {
            let mut records = das.records.lock().await;
            das.bring_up_to_date(&mut records).await;
            for sending in std::mem::take(&mut records.outbox) {
                sendings.spawn(send(Shared::clone(&das), sending));
            }
            records.due.next()
        };
        tokio::select! {
            () = das.clock.wait_until(next.unwrap_or(Timestamp::MAX)) => {}
            () = das.changed.notified() => {}
            Some(_) = sendings.join_next() => {}
        }
    }
}

async fn send(das: Shared, sending: Sending) {
    match sending {
        Sending::Notification(ack) => notifier::deliver(das, ack).await,
        Sending::ForwardedRequest(ack) => forwarding::forward(das, ack).await,
        Sending::Fetch(ack) => fetching::fetch(das, ack).await,
    }
}
