//! The background worker: does what is due when it is due, and sends what is to be sent.

use std::sync::Arc;

use jiff::Timestamp;
use mock_kit::Engagement;
use tokio::task::JoinSet;

use crate::das::Shared;
use crate::state::due::Sending;
use crate::{fetching, forwarding, notifier};

/// Works until the process ends. Whatever is sent is sent outside the lock of the records.
///
/// A sending is over once its outcome has been looked at.
pub async fn run(das: Shared) {
    let mut sendings = JoinSet::new();
    let mut over = None;
    loop {
        let next = work_off(&das, &mut sendings).await;
        drop(over.take());
        over = tokio::select! {
            () = das.clock.wait_until(next) => None,
            () = das.changed.notified() => None,
            Some(sent) = sendings.join_next() => sent.ok(),
        };
    }
}

/// Does what is due and sends what is to be sent; the moment of what is due next.
async fn work_off(das: &Shared, sendings: &mut JoinSet<Arc<Engagement>>) -> Timestamp {
    let mut records = das.records.lock().await;
    das.bring_up_to_date(&mut records).await;
    for sending in std::mem::take(&mut records.outbox) {
        sendings.spawn(das.clock.at_work(send(Shared::clone(das), sending)));
    }
    let next = records.next_moment();
    das.engagement.begin_at(next);
    next
}

async fn send(das: Shared, sending: Sending) {
    match sending {
        Sending::Notification(ack) => notifier::deliver(das, ack).await,
        Sending::ForwardedRequest(ack) => forwarding::forward(das, ack).await,
        Sending::Fetch(ack) => fetching::fetch(das, ack).await,
    }
}
