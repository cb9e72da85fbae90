//! Retrieval requests and their states.

use std::collections::BTreeSet;

use cucumber::{given, then, when};

use crate::actor::office::answer::{Answer, text};
use crate::actor::office::attempt::attempt;
use crate::actor::office::identity::{Identity, WrongDetail};
use crate::actor::office::retrieval::{Outcome, Retrieval};
use crate::oracle::identifier::guessable;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// How many acknowledgement ids are compared.
const SAMPLE: usize = 4;

#[given(expr = "the office of second filing has retrieved a document")]
async fn has_retrieved_a_document(world: &mut World) -> Step {
    let first = world.first_office().await?;
    world.das.document = Some(first.registered_document(&world.environment).await?);
    has_retrieved(world).await
}

#[given(expr = "the office of second filing has retrieved the document")]
async fn has_retrieved(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let identity = world.das.document()?.identity;
    world.das.retrieval = Some(second.retrieved(&world.environment, &identity).await?);
    Ok(())
}

#[given(expr = "the office of second filing has requested the document")]
async fn has_requested(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let identity = world.das.document()?.identity;
    world.das.retrieval = Some(second.requested(&identity).await?);
    Ok(())
}

#[given(expr = "the office of second filing has requested a document that is not registered")]
#[when(expr = "the office of second filing requests a document that is not registered")]
async fn has_requested_nothing(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let first = world.first_office().await?;
    let identity = Identity::fresh(&world.environment, &first);
    let answer = second.request(&identity).await?;
    let ack = answer.text("requestAckId").filter(|_| answer.is_served());
    // A request that is refused at once has no acknowledgement id, and no state to be polled.
    let ack = ack.unwrap_or_else(crate::randomness::identifier);
    world.das.retrieval = Some(Retrieval {
        ack,
        identity,
        answer,
    });
    Ok(())
}

#[when(expr = "the office of second filing requests the document")]
async fn requests(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let identity = world.das.document()?.identity;
    let answer = second.request(&identity).await?;
    let ack = answer.text("requestAckId").filter(|_| answer.is_served());
    world.das.retrieval = ack.map(|ack| Retrieval {
        ack,
        identity,
        answer: answer.clone(),
    });
    world.das.answer = Some(answer);
    Ok(())
}

#[when(expr = "the office of second filing retrieves the document")]
async fn retrieves(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let identity = world.das.document()?.identity;
    let (retrieval, answer) = second
        .retrieve_content(&world.environment, &identity)
        .await?;
    world.das.retrieval = retrieval;
    world.das.answer = Some(answer);
    Ok(())
}

#[when(expr = "the office of second filing retrieves a document")]
async fn retrieves_a_document(world: &mut World) -> Step {
    let first = world.first_office().await?;
    world.das.document = Some(first.registered_document(&world.environment).await?);
    retrieves(world).await
}

#[when(expr = "the office of second filing retrieves the document with {}")]
async fn retrieves_with(world: &mut World, detail: WrongDetail) -> Step {
    let first = world.first_office().await?;
    let second = world.second_office().await?;
    let right = world.das.document()?.identity;
    let environment = &world.environment;
    let wrong = right.with(detail, environment, first.code());
    let end = async |identity: &Identity| -> Result<Answer, Stop> {
        let Outcome { answer, .. } = second.retrieve(environment, identity).await?;
        Ok(answer)
    };
    let answer = attempt(async || end(&right).await, async || end(&wrong).await).await?;
    world.das.answer = Some(answer);
    Ok(())
}

#[then(expr = "DAS acknowledges the retrieval")]
fn acknowledges(world: &mut World) -> Step {
    let expected = "DAS takes the request and answers with a requestAckId";
    let answer = world.das.demand_served(expected)?;
    if world.das.retrieval.is_some() {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        expected,
        format!("{answer} without requestAckId"),
    )))
}

#[then(expr = "DAS refuses the retrieval")]
fn refuses(world: &mut World) -> Step {
    refused(world, "the retrieval is refused, at once or in its state").map(drop)
}

#[then(regex = r"^DAS refuses the retrieval with the detail code (-\d+)$")]
fn refuses_with_code(world: &mut World, code: i64) -> Step {
    let expected =
        format!("the retrieval is refused with the detail code {code}, at once or in its state");
    let answer = refused(world, &expected)?;
    super::answer::demand_code(&answer, code, &expected)
}

fn refused(world: &World, expected: &str) -> Result<Answer, Stop> {
    let answer = world.das.answer()?;
    if !answer.is_served() {
        return Ok(answer);
    }
    let received = format!("{answer}, and the retrieval ended in success");
    Err(Stop::violated(answer.finding(expected, received)))
}

#[then(expr = "DAS delivers the registered content")]
fn delivers_the_content(world: &mut World) -> Step {
    let document = world.das.document()?;
    delivers(world, document.content(), "other content")
}

#[then(expr = "DAS delivers the new content")]
fn delivers_the_new_content(world: &mut World) -> Step {
    let document = world.das.document()?;
    let former = world.das.former()?;
    let answer = world.das.answer()?;
    let is_old = answer.octets() == former.content();
    delivers(
        world,
        document.content(),
        if is_old {
            "the old content"
        } else {
            "other content"
        },
    )
}

fn delivers(world: &World, content: &[u8], otherwise: &str) -> Step {
    let expected = "the content that is in force, octet by octet";
    let answer = world.das.answer()?;
    if answer.is_served() && world.das.retrieval.is_none() {
        return Err(Stop::violated(
            answer.finding(expected, format!("{answer} without requestAckId")),
        ));
    }
    let answer = world.das.demand_served(expected)?;
    if answer.octets() == content {
        return Ok(());
    }
    let received = format!(
        "{otherwise}: {} octets in place of {}",
        answer.octets().len(),
        content.len()
    );
    Err(Stop::violated(answer.finding(expected, received)))
}

#[when(expr = "the office of second filing requests the document several times")]
async fn requests_several_times(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let identity = world.das.document()?.identity;
    for _ in 0..SAMPLE {
        let answer = second.request(&identity).await?;
        world
            .das
            .answers
            .push(answer.served("the retrieval request")?);
    }
    Ok(())
}

#[then(expr = "the acknowledgement ids are unique and cannot be guessed")]
fn ids_cannot_be_guessed(world: &mut World) -> Step {
    let ids: Vec<String> = world
        .das
        .answers
        .iter()
        .filter_map(|answer| text(&answer.body(), "requestAckId"))
        .collect();
    let distinct: BTreeSet<&String> = ids.iter().collect();
    if ids.len() < SAMPLE {
        return Err(Stop::inconclusive(
            "DAS did not acknowledge every request with a requestAckId",
        ));
    }
    let shown = ids.join(", ");
    if distinct.len() < ids.len() {
        return Err(Stop::violated(Finding::new(
            "an acknowledgement id of its own for each request",
            shown,
        )));
    }
    match guessable(&ids) {
        None => Ok(()),
        Some(why) => Err(Stop::violated(Finding::new(
            "acknowledgement ids that cannot be guessed",
            format!("{why}: {shown}"),
        ))),
    }
}
