//! Notifications of retrievals that have ended: what they say of a failure, and that polling says the same.

use cucumber::then;

use crate::actor::counterparty::ReceivedNotification;
use crate::actor::office::answer::{member, text};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[then(expr = "DAS notifies the office of the failure and its reason")]
async fn notifies_of_the_failure(world: &mut World) -> Step {
    let notification = notification(world).await?;
    let expected = "a notification of the failure with its errorCode";
    let category = text(&notification.body, "requestStatusCategory").unwrap_or_default();
    if category != "error" {
        let received = format!("requestStatusCategory {category:?}");
        return Err(Stop::violated(Finding::new(expected, received)));
    }
    let code = member(&notification.body, "errorCode");
    let code = code.or_else(|| member(&notification.body, "code"));
    if code.is_some_and(|code| !code.is_null()) {
        return Ok(());
    }
    Err(Stop::violated(Finding::new(
        expected,
        "a notification of an error without errorCode",
    )))
}

/// What both ways tell of a retrieval; the number may be spelt in two ways.
const COMMON: [&str; 6] = [
    "requestAckId",
    "requestStatusCategory",
    "errorCode",
    "documentKindCategory",
    "documentDate",
    "documentAvailabilityDate",
];

#[then(expr = "the notification says what polling says")]
async fn says_what_polling_says(world: &mut World) -> Step {
    let notification = notification(world).await?;
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    let state = second.settled_retrieval(&world.environment, &ack).await?;
    for name in COMMON {
        let stated = |body| member(body, name).filter(|value| !value.is_null());
        let pair = stated(&notification.body).zip(stated(&state.item));
        if let Some((notified, polled)) = pair.filter(|(notified, polled)| notified != polled) {
            let expected = format!("{name} {polled}, as polling has it");
            let received = format!("a notification with {name} {notified}");
            return Err(Stop::violated(state.poll.finding(&expected, received)));
        }
    }
    Ok(())
}

/// Where errors show in the answer to the request, there is nothing left to notify anybody of.
async fn notification(world: &mut World) -> Result<ReceivedNotification, Stop> {
    let retrieval = world.das.retrieval()?;
    if !retrieval.answer.is_served() {
        let why = "the retrieval was refused at once";
        return Err(Stop::not_applicable(why));
    }
    let second = world.second_office().await?;
    let settled = second.settled_retrieval(&world.environment, &retrieval.ack);
    settled.await?;
    let receiver = world.das.receiver()?;
    receiver.wait_for(&world.environment, 1).await;
    let nothing = Finding::new("a notification of the failure", "no notification");
    let first = receiver.received().into_iter().next();
    first.ok_or_else(|| Stop::violated(nothing))
}
