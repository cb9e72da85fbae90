//! What an office learns by the identifiers of another: nothing.

use cucumber::{then, when};

use crate::actor::environment::clients::Who;
use crate::actor::office::Office;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt;
use crate::actor::office::identity::Identity;
use crate::actor::office::operation::{Holdings, Operation};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[when(expr = "another office asks for the state of the file")]
async fn asks_for_the_state(world: &mut World) -> Step {
    let first = world.first_office().await?;
    let other = world.office_other_than(Who::Client).await?;
    let file_id = world.das.file()?.file_id;
    let ask =
        async |office: &Office| Answer::of(office.ask(office.file_state_call(&file_id)?).await?);
    let answer = attempt(async || ask(&first).await, async || ask(&other).await).await?;
    world.das.answer = Some(answer);
    Ok(())
}

#[when(expr = "another office asks for {} with a foreign and with an absent identifier")]
async fn asks_with_both(world: &mut World, operation: Operation) -> Step {
    let owner = world.office(operation.caller()).await?;
    let other = world.office_other_than(operation.caller()).await?;
    let number = || Identity::fresh(&world.environment, &other);
    let foreign = world.das.holdings()?.about(number());
    let absent = foreign.absent().about(number());
    let mut answers = Vec::new();
    for holdings in [&foreign, &absent] {
        answers.push(Answer::of(
            other.ask(operation.call(&other, holdings)?).await?,
        )?);
    }
    control(&owner, operation, &world.das.holdings()?).await?;
    world.das.answers = answers;
    Ok(())
}

/// The same operation by the office whose identifier it is.
async fn control(owner: &Office, operation: Operation, holdings: &Holdings) -> Step {
    let call = operation.call(owner, holdings)?;
    Answer::of(owner.ask(call).await?)?
        .served("the control")
        .map(drop)
}

#[then(expr = "the two answers cannot be told apart")]
fn cannot_be_told_apart(world: &mut World) -> Step {
    let [foreign, absent] = world.das.answers.as_slice() else {
        return Err(Stop::harness("two answers were expected"));
    };
    let codes = |answer: &Answer| answer.refusal.clone().map(|refusal| refusal.codes);
    if foreign.status() == absent.status() && codes(foreign) == codes(absent) {
        return Ok(());
    }
    let received = format!(
        "{foreign} for the identifier of another office, {absent} for one that does not exist"
    );
    Err(Stop::violated(
        Finding::new("the same answer to both", received).at(foreign.exchange.number),
    ))
}
