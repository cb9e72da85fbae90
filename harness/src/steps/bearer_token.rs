//! Access tokens, and what is shown in place of them. The operation is a poll: it changes nothing and needs nothing.

use cucumber::{given, then, when};
use jiff::SignedDuration;

use crate::actor::environment::Environment;
use crate::actor::environment::clients::Who;
use crate::actor::oauth_client::{lifetime, obtain_access_token, obtain_tokens};
use crate::actor::office::Office;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::{attempt, attempt_first};
use crate::actor::office::credential::{Capitals, Credential};
use crate::actor::office::operation::{Holdings, Operation};
use crate::steps::answer::{
    INSUFFICIENT_SCOPE, INVALID_TOKEN, demand_challenge, demand_insufficient_scope,
    demand_invalid_token,
};
use crate::stop::{Step, Stop};
use crate::world::World;

/// How long DAS may go by a copy of its list of clients, and a minute more.
const LIST_IN_FORCE: SignedDuration = SignedDuration::from_mins(6);

#[given(expr = "an office that holds an access token")]
async fn holds_a_token(world: &mut World) -> Step {
    world.first_office().await.map(drop)
}

/// A token that has expired meanwhile would be refused whatever the list says.
#[given(
    "an office that DAS has served, and whose client was taken off the list of DAS more than five minutes ago"
)]
async fn was_delisted(world: &mut World) -> Step {
    let environment = &world.environment;
    let issued = obtain_tokens(environment, environment.client(Who::Client)?).await?;
    let token = issued.access_token().unwrap_or_default();
    let office = Office::reach(environment, Who::Client, token).await?;
    office.poll(None).await?.served("the first poll")?;
    if lifetime::of(environment, &issued) <= LIST_IN_FORCE {
        let why =
            "the access token does not outlive the time for which DAS may go by a copy of its list";
        return Err(Stop::inconclusive(why));
    }
    environment.delist(Who::Client).await?;
    environment.advance(LIST_IN_FORCE).await?;
    world.das.delisted = Some(office);
    Ok(())
}

#[when("the office goes on polling its retrievals")]
async fn polls_still(world: &mut World) -> Step {
    let missing = || Stop::harness("no client was taken off the list in this scenario");
    let office = world.das.delisted.as_ref().ok_or_else(missing)?;
    world.das.answer = Some(office.poll(None).await?);
    Ok(())
}

#[when(expr = "the office polls its retrievals")]
async fn polls(world: &mut World) -> Step {
    let office = world.first_office().await?;
    world.das.answer = Some(office.poll(None).await?);
    Ok(())
}

#[when(expr = "the office polls its retrievals with {}")]
async fn polls_with(world: &mut World, credential: Credential) -> Step {
    let office = world.first_office().await?;
    let environment = &world.environment;
    let showing = async || {
        let call = credential
            .show(environment, &office, office.poll_call(None)?)
            .await?;
        Answer::of(office.send(call).await?)
    };
    let answer = match credential {
        Credential::Expired => attempt_around(environment, &office, showing).await?,
        _ => attempt(async || office.poll(None).await, showing).await?,
    };
    world.das.answer = Some(answer);
    Ok(())
}

/// The control after the refusal needs a token of its own: time has passed for the first one too.
async fn attempt_around(
    environment: &Environment,
    office: &Office,
    showing: impl AsyncFnOnce() -> Result<Answer, Stop>,
) -> Result<Answer, Stop> {
    office.poll(None).await?.served("the control")?;
    attempt_first(showing, async || {
        let token = obtain_access_token(environment, office.client.who).await?;
        office.with_access_token(token).poll(None).await
    })
    .await
}

#[when(expr = "the office polls its retrievals, the scheme in {}")]
async fn polls_with_capitals(world: &mut World, capitals: Capitals) -> Step {
    let office = world.first_office().await?;
    office.poll(None).await?.served("the control")?;
    let header = format!("{} {}", capitals.scheme(), office.access_token());
    let call = office.poll_call(None)?.header("Authorization", header);
    world.das.answer = Some(Answer::of(office.send(call).await?)?);
    Ok(())
}

#[when(expr = "a client that is not on the list of DAS polls its retrievals")]
async fn unlisted_polls(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let unlisted = world.office(Who::Unlisted).await?;
    let answer = attempt(
        async || office.poll(None).await,
        async || unlisted.poll(None).await,
    )
    .await?;
    world.das.answer = Some(answer);
    Ok(())
}

#[then(expr = "a client put back on the list is served again")]
async fn is_served_again(world: &mut World) -> Step {
    let environment = &world.environment;
    let client = environment.client(Who::Client)?;
    environment.allow(&client.client_id, &client.office).await?;
    environment.advance(LIST_IN_FORCE).await?;
    let token = obtain_access_token(environment, Who::Client).await?;
    let office = Office::reach(environment, Who::Client, token).await?;
    office
        .poll(None)
        .await?
        .served("the poll of the client put back on the list")
        .map(drop)
}

#[given(expr = "an exchange in progress between two offices")]
async fn exchange_in_progress(world: &mut World) -> Step {
    let first = world.first_office().await?;
    let second = world.second_office().await?;
    let holdings = Holdings::gather(&world.environment, &first, &second).await?;
    world.das.document = Some(holdings.document.clone());
    world.das.holdings = Some(holdings);
    Ok(())
}

#[when(expr = "a caller without an access token asks for {}")]
async fn asks_without_token(world: &mut World, operation: Operation) -> Step {
    let office = world.office(operation.caller()).await?;
    let call = operation.call(&office, &world.das.holdings()?)?;
    let again = call.clone();
    let answer = attempt_first(
        async || Answer::of(office.send(call).await?),
        async || Answer::of(office.ask(again).await?),
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[then(expr = "the answer carries no challenge")]
fn has_no_challenge(world: &mut World) -> Step {
    let answer = world.das.answer()?;
    match answer.header("WWW-Authenticate") {
        None => Ok(()),
        Some(challenge) => {
            let received = format!("WWW-Authenticate: {challenge}");
            Err(Stop::violated(answer.finding(
                "no challenge for a caller that is served",
                received,
            )))
        }
    }
}

#[then(expr = "the refusal carries a challenge")]
fn has_a_challenge(world: &mut World) -> Step {
    let answer = world.das.answer()?;
    demand_challenge(&answer)
}

#[then(expr = "DAS refuses the access token as invalid")]
fn refuses_as_invalid(world: &mut World) -> Step {
    let answer = world.das.demand_refused(INVALID_TOKEN)?;
    demand_invalid_token(&answer)
}

#[then(expr = "DAS refuses the access token for its scope")]
fn refuses_for_scope(world: &mut World) -> Step {
    let answer = world.das.demand_refused(INSUFFICIENT_SCOPE)?;
    demand_insufficient_scope(&answer)
}
