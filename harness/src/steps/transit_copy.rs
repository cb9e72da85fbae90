//! Transit copies: their deletion, and their end by time.

use cucumber::{given, then, when};
use jiff::SignedDuration;

use crate::actor::environment::clients::Who;
use crate::actor::office::Office;
use crate::stop::{Step, Stop};
use crate::world::World;

/// How long before the end of a period something is tried "shortly before".
const SHORTLY: SignedDuration = SignedDuration::from_hours(1);
/// Ten years, leap days included.
const TEN_YEARS: SignedDuration = SignedDuration::from_hours(24 * 3653);

#[given(expr = "the office of second filing has deleted its file")]
async fn has_deleted(world: &mut World) -> Step {
    let second = world.second_office().await?;
    second
        .delete_file(&world.das.retrieval()?.ack)
        .await?
        .served("the deletion")
        .map(drop)
}

#[when(expr = "the office of second filing deletes its file")]
async fn deletes(world: &mut World) -> Step {
    let second = world.second_office().await?;
    world.das.answer = Some(second.delete_file(&world.das.retrieval()?.ack).await?);
    Ok(())
}

#[when(expr = "the office of second filing deletes its file again")]
async fn deletes_again(world: &mut World) -> Step {
    deletes(world).await
}

#[then(expr = "DAS takes the deletion or finds nothing to delete")]
fn takes_the_deletion(world: &mut World) -> Step {
    let answer = world.das.answer()?;
    if answer.is_served() || [404, 410].contains(&answer.status()) {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        "204, or 404 for a file that is gone",
        answer.to_string(),
    )))
}

#[when(expr = "another office deletes the file of the office of second filing")]
async fn another_deletes(world: &mut World) -> Step {
    let office = world.office_other_than(Who::AnotherClient).await?;
    delete(world, &office).await
}

#[when(expr = "the office of first filing deletes the file of the office of second filing")]
async fn first_deletes(world: &mut World) -> Step {
    let office = world.first_office().await?;
    delete(world, &office).await
}

async fn delete(world: &mut World, office: &Office) -> Step {
    world.das.answer = Some(office.delete_file(&world.das.retrieval()?.ack).await?);
    Ok(())
}

/// A deletion may be answered as if it had worked, so as not to tell who has what; what counts is the copy.
#[then(expr = "the file is not deleted")]
async fn is_not_deleted(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let deletion = world.das.answer()?;
    let download = second.download(&world.das.retrieval()?).await?;
    if !download.is_served() {
        let received = format!("{deletion}, and the copy is gone (the download was {download})");
        return Err(Stop::violated(deletion.finding(
            "the copy of the requesting office is untouched",
            received,
        )));
    }
    second
        .delete_file(&world.das.retrieval()?.ack)
        .await?
        .served("the deletion by the office itself")
        .map(drop)
}

#[given(expr = "the preset period has almost passed")]
async fn period_has_almost_passed(world: &mut World) -> Step {
    let period = world.environment.wire().das.transit_period;
    world.environment.advance(period - SHORTLY).await
}

#[given(expr = "the preset period has passed")]
async fn period_has_passed(world: &mut World) -> Step {
    let period = world.environment.wire().das.transit_period;
    world.environment.advance(period + SHORTLY).await
}

#[given(expr = "ten years have passed")]
async fn ten_years_have_passed(world: &mut World) -> Step {
    world.environment.advance(TEN_YEARS).await
}
