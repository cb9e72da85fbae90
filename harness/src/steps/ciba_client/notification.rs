//! Whom the client believes, and how it answers (CIBA, 10.2 and 10.3.1).

use cucumber::{then, when};
use serde_json::{Value, json};

use super::run::control;
use crate::actor::Party;
use crate::actor::ciba_client::run::{Begun, Belief, Run, User};
use crate::actor::environment::backchannel::Decision;
use crate::exchange::call::Call;
use crate::stop::{Step, Stop};
use crate::world::World;

#[when("a stranger notifies the client of its request")]
async fn stranger_notifies(world: &mut World) -> Step {
    let told = |run: &Run| (run.auth_req_id(), Some(crate::randomness::identifier()));
    notify(world, told).await
}

#[when("the client is notified of a request that it did not make")]
async fn notified_of_another(world: &mut World) -> Step {
    let told = |run: &Run| {
        let another = crate::randomness::identifier();
        (Some(another), run.parameter("client_notification_token"))
    };
    notify(world, told).await
}

/// The notification comes while the client waits. How long it took the client to go on when it was notified before bounds how long it is
/// looked at afterwards; then the real notification is the control.
async fn notify(
    world: &mut World,
    told: impl Fn(&Run) -> (Option<String>, Option<String>),
) -> Step {
    let set_up = world.set_up_of_ciba_client()?;
    let reaction = control(world, "before").await?.reaction();
    let environment = &world.environment;
    let begun = Begun::now(environment, set_up).await?;
    let waiting = begun.waiting().await?;
    let (Some(name), Some(token)) = told(&waiting) else {
        return Err(Stop::inconclusive(
            "the client did not ask for a notification",
        ));
    };
    let endpoint = environment.ciba_client(set_up).await?.notifications;
    let unknown = || Stop::inconclusive("where the client is notified is not known");
    let endpoint = endpoint.ok_or_else(unknown)?;
    let call = Call::json(Party::CibaClient, "POST", endpoint, &made_up(&name)).bearer(&token);
    let answered = environment.sender("stranger").send(call).await?;
    let run = begun.unmoved(reaction.unwrap_or_default()).await?;
    let belief = run.belief_since(&waiting);
    let finished = begun.conduct(User::prompt(Decision::Approves)).await?;
    if !finished.is_done() && belief == Belief::None {
        let why = format!(
            "the client did not believe the real one either: {}",
            finished.told()
        );
        return Err(Stop::inconclusive(why));
    }
    world.ciba_client.strange = Some(answered);
    world.ciba_client.belief = Some(belief);
    world.ciba_client.runs.push(run);
    Ok(())
}

/// What would make a careless client go on, whether it is pinged or pushed to.
fn made_up(auth_req_id: &str) -> Value {
    json!({
        "auth_req_id": auth_req_id,
        "access_token": crate::randomness::identifier(),
        "token_type": "Bearer",
        "expires_in": 300,
        "id_token": "made.up.token",
    })
}

#[then("the client does not believe it")]
fn is_not_believed(world: &mut World) -> Step {
    let run = world.last_run()?;
    let missing = || Stop::harness("no stranger notified the client in this scenario");
    match world.ciba_client.belief.ok_or_else(missing)? {
        Belief::None => Ok(()),
        Belief::Held => {
            let received = format!("believed: {}", run.told());
            world.blame_ciba_client("a client that goes on waiting", received)
        }
        Belief::Unknown => {
            let why = "the client polls without being notified, so that a poll says nothing";
            Err(Stop::inconclusive(why))
        }
    }
}

#[then("the stranger is answered with 401")]
fn is_answered_with_401(world: &mut World) -> Step {
    let missing = || Stop::harness("no stranger notified the client in this scenario");
    let answered = world.ciba_client.strange.as_ref().ok_or_else(missing)?;
    let status = answered
        .response
        .as_ref()
        .map_or(0, |response| response.status);
    if status == 401 {
        return Ok(());
    }
    world.blame_ciba_client("401", format!("believed: {status}"))
}

#[then("the notification is answered with 204")]
fn answers_with_204(world: &mut World) -> Step {
    match statuses(world)?.into_iter().find(|status| *status != 204) {
        None => Ok(()),
        Some(status) => world.blame_ciba_client("204", status.to_string()),
    }
}

#[then("the notification is not answered with a redirect")]
fn does_not_redirect(world: &mut World) -> Step {
    let redirect = |status: &u16| (300..400).contains(status);
    match statuses(world)?.into_iter().find(redirect) {
        None => Ok(()),
        Some(status) => world.blame_ciba_client("no redirect", status.to_string()),
    }
}

fn statuses(world: &World) -> Result<Vec<u16>, Stop> {
    let notifications = &world.last_run()?.notifications;
    let answered = notifications
        .iter()
        .filter_map(|each| each.response.as_ref());
    let statuses: Vec<u16> = answered.map(|response| response.status).collect();
    if statuses.is_empty() {
        return Err(Stop::inconclusive("the client was not notified"));
    }
    Ok(statuses)
}
