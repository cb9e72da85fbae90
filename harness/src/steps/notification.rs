//! Notifications to the office of second filing, whose server we play.

use cucumber::{given, then};

use crate::actor::Party;
use crate::actor::counterparty::ReceivedNotification;
use crate::actor::office::answer::text;
use crate::actor::office::{WELL_BEYOND, await_end};
use crate::exchange::call::Call;
use crate::oracle::compact::Compact;
use crate::oracle::key_set::KeySet;
use crate::oracle::signature::{SignatureVerdict, of_jwt};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// A server error, for ever.
const UNAVAILABLE: u16 = 503;

#[given(expr = "the office of second filing takes notifications")]
async fn takes(world: &mut World) -> Step {
    let taken = taken(world);
    receive(world, &[taken]).await
}

#[given(expr = "the office of second filing answers two notifications with a server error")]
async fn fails_twice(world: &mut World) -> Step {
    let taken = taken(world);
    receive(world, &[500, UNAVAILABLE, taken]).await
}

#[given(expr = "the office of second filing answers every notification with a server error")]
async fn fails_always(world: &mut World) -> Step {
    receive(world, &[UNAVAILABLE]).await
}

/// The status by which an office takes a notification under the profile.
fn taken(world: &World) -> u16 {
    let notification = &world.environment.wire().das.operations.notification;
    notification
        .success_statuses
        .first()
        .copied()
        .unwrap_or(204)
}

async fn receive(world: &mut World, statuses: &[u16]) -> Step {
    world.das.receiver = Some(world.environment.notification_receiver(statuses).await?);
    Ok(())
}

#[then(expr = "DAS notifies the office once the document can be fetched")]
async fn notifies(world: &mut World) -> Step {
    let notification = first_notification(world).await?;
    demand_fetchable(world, &notification).await
}

#[then(expr = "DAS does not notify the office before the document can be fetched")]
async fn does_not_notify_early(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let retrieval = world.das.retrieval()?;
    let state = second.retrieval_state(&retrieval.ack).await?;
    let is_pending = state.is_some_and(|state| !state.is_final());
    if is_pending && world.das.receiver()?.has_soon(&world.environment, 1).await {
        let received = "a notification too early: polling still shows the retrieval as pending";
        return Err(Stop::violated(Finding::new(
            "no notification before the document can be fetched",
            received,
        )));
    }
    let notification = first_notification(world).await?;
    demand_fetchable(world, &notification).await
}

/// The office that was told of its document asks for the download URL at once.
async fn demand_fetchable(world: &mut World, notification: &ReceivedNotification) -> Step {
    let second = world.second_office().await?;
    let retrieval = world.das.retrieval()?;
    if text(&notification.body, "requestAckId").is_some_and(|cited| cited != retrieval.ack) {
        return Err(Stop::inconclusive(
            "the notification is about another request",
        ));
    }
    let answer = second
        .ask_for_download_url(&retrieval.identity, &retrieval.ack)
        .await?;
    if answer.is_served() {
        return Ok(());
    }
    let received = format!("a notification too early: the download URL was {answer}");
    Err(Stop::violated(answer.finding(
        "a document that can be fetched once the office is notified",
        received,
    )))
}

#[then(expr = "the notification cites the acknowledgement id of the request")]
async fn cites_the_id(world: &mut World) -> Step {
    let notification = first_notification(world).await?;
    let ack = world.das.retrieval()?.ack;
    match text(&notification.body, "requestAckId") {
        Some(cited) if cited == ack => Ok(()),
        cited => {
            let received = format!("requestAckId {}", cited.unwrap_or("missing".to_owned()));
            Err(Stop::violated(Finding::new(
                format!("a notification that cites {ack}"),
                received,
            )))
        }
    }
}

#[then(expr = "the notification carries an access token")]
async fn carries_a_token(world: &mut World) -> Step {
    let notification = first_notification(world).await?;
    let expected = "a notification with an access token of the authorization server";
    let header = |(name, value): &(String, String)| {
        name.eq_ignore_ascii_case("authorization")
            .then(|| value.clone())
    };
    let header = notification
        .headers
        .iter()
        .find_map(header)
        .unwrap_or_default();
    let token = header
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let Some((_, token)) = token else {
        return Err(Stop::violated(Finding::new(
            expected,
            "a notification with no access token",
        )));
    };
    judge_token(world, token, expected).await
}

/// An opaque token cannot be judged any further; a JWT must verify.
async fn judge_token(world: &World, token: &str, expected: &str) -> Step {
    let Ok(jwt) = Compact::read(token) else {
        return Ok(());
    };
    let location = world.environment.authorization_server().await?.jwks_uri;
    let sender = world.environment.sender("office of second filing");
    let exchange = sender
        .send(Call::get(Party::AuthorizationServer, location))
        .await?;
    let octets = exchange
        .response
        .map(|response| response.body)
        .unwrap_or_default();
    let keys = KeySet::read(&octets).map_err(Stop::inconclusive)?;
    match of_jwt(&jwt, &keys) {
        SignatureVerdict::Valid => Ok(()),
        SignatureVerdict::Invalid(why) => {
            let received = format!("no access token of the authorization server: {why}");
            Err(Stop::violated(Finding::new(expected, received)))
        }
        SignatureVerdict::Disputed(one, other) => Err(Stop::inconclusive(format!(
            "the verifiers disagree: {one}; {other}"
        ))),
    }
}

#[then(expr = "DAS delivers the notification again")]
async fn delivers_again(world: &mut World) -> Step {
    first_notification(world).await?;
    let receiver = world.das.receiver()?;
    let again = await_end(&world.environment, async || {
        world.environment.advance(WELL_BEYOND).await?;
        receiver
            .has_soon(&world.environment, receiver.received().len() + 1)
            .await;
        Ok((receiver.received().len() >= 3).then_some(()))
    });
    if again.await?.is_some() {
        return Ok(());
    }
    let told = match receiver.received().len() {
        1 => "the notification once, in spite of the server error".to_owned(),
        count => format!("the notification {count} times, and not once more"),
    };
    Err(Stop::violated(Finding::new(
        "the notification again after a server error",
        told,
    )))
}

/// A second attempt proves that DAS has taken note of the failure of the first; not every DAS makes one.
#[given(expr = "DAS has tried in vain to notify the office")]
async fn has_tried_in_vain(world: &mut World) -> Step {
    let receiver = world.das.receiver()?;
    if !receiver.wait_for(&world.environment, 1).await {
        return Err(Stop::inconclusive("DAS did not try to notify the office"));
    }
    world.environment.advance(WELL_BEYOND).await?;
    receiver.has_soon(&world.environment, 2).await;
    Ok(())
}

#[then(expr = "DAS delivers the notification once only")]
async fn delivers_once(world: &mut World) -> Step {
    first_notification(world).await?;
    world.environment.advance(WELL_BEYOND * 6).await?;
    let receiver = world.das.receiver()?;
    receiver.has_soon(&world.environment, 2).await;
    match receiver.received().len() {
        1 => Ok(()),
        count => {
            let told = format!("the same notification {count} times");
            Err(Stop::violated(Finding::new(
                "no repetition of a notification that was taken",
                told,
            )))
        }
    }
}

#[then(expr = "the notification does not carry the access code")]
async fn does_not_tell_the_code(world: &mut World) -> Step {
    let notification = first_notification(world).await?;
    let code = world.das.document()?.identity.access_code;
    match telling_member(&notification.body, &code) {
        None => Ok(()),
        Some(name) => {
            let received = format!("the access code, in the member {name}");
            Err(Stop::violated(Finding::new(
                "a notification without the access code",
                received,
            )))
        }
    }
}

/// The member that holds the access code: one of that name, or any other with the code as its whole value.
fn telling_member(body: &serde_json::Value, code: &str) -> Option<String> {
    let members = body.as_object()?;
    let tells = |(name, value): &(&String, &serde_json::Value)| {
        (name.as_str() == "dasAccessCode" && !value.is_null()) || value.as_str() == Some(code)
    };
    let own = members.iter().find(tells).map(|(name, _)| name.clone());
    own.or_else(|| {
        members
            .values()
            .find_map(|inner| telling_member(inner, code))
    })
}

/// The notification about the document that was requested, which is prepared by now or soon will be.
async fn first_notification(world: &mut World) -> Result<ReceivedNotification, Stop> {
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    second.settled_retrieval(&world.environment, &ack).await?;
    let receiver = world.das.receiver()?;
    receiver.wait_for(&world.environment, 1).await;
    let nothing = || {
        let expected = "a notification once the document can be fetched";
        Stop::violated(Finding::new(expected, "no notification"))
    };
    receiver.received().into_iter().next().ok_or_else(nothing)
}
