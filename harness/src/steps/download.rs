//! Download URLs and downloads.

use cucumber::{given, then, when};

use crate::actor::environment::clients::Who;
use crate::actor::office::Office;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt;
use crate::actor::office::file::signed_url;
use crate::actor::office::identity::WrongDetail;
use crate::actor::office::retrieval::Retrieval;
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::world::World;

named! {
    /// An acknowledgement id that yields nothing.
    pub enum OtherAcknowledgement {
        /// It was given to somebody else.
        Foreign = "the acknowledgement id of another office",
        /// It was given to nobody.
        Absent = "an acknowledgement id that does not exist",
    }
}

#[given(expr = "the office of second filing holds a download URL")]
async fn holds_a_download_url(world: &mut World) -> Step {
    let first = world.first_office().await?;
    let second = world.second_office().await?;
    let document = first.registered_document(&world.environment).await?;
    let retrieval = second
        .retrieved(&world.environment, &document.identity)
        .await?;
    world.das.download_url = Some(second.hold_download_url(&retrieval).await?);
    world.das.document = Some(document);
    world.das.retrieval = Some(retrieval);
    Ok(())
}

#[given(expr = "the office of second filing has downloaded the document")]
async fn has_downloaded(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let url = second.hold_download_url(&world.das.retrieval()?).await?;
    second.fetch(&url).await?.served("the download")?;
    world.das.download_url = Some(url);
    Ok(())
}

#[given(expr = "the office of second filing has downloaded a document")]
async fn has_downloaded_a_document(world: &mut World) -> Step {
    holds_a_download_url(world).await?;
    has_downloaded(world).await
}

#[given(expr = "another office has downloaded the document as well")]
async fn another_has_downloaded(world: &mut World) -> Step {
    let other = world.office_other_than(Who::AnotherClient).await?;
    let identity = world.das.document()?.identity;
    let retrieval = other.retrieved(&world.environment, &identity).await?;
    other
        .download(&retrieval)
        .await?
        .served("the download by another office")?;
    world.das.other_retrieval = Some(retrieval);
    Ok(())
}

#[when(expr = "the office of second filing downloads the document")]
async fn downloads(world: &mut World) -> Step {
    let second = world.second_office().await?;
    world.das.answer = Some(second.fetch(&world.das.download_url()?).await?);
    Ok(())
}

#[when(expr = "the office of second filing downloads the document three times")]
async fn downloads_three_times(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let url = second.hold_download_url(&world.das.retrieval()?).await?;
    for _ in 0..3 {
        let answer = second.fetch(&url).await?;
        world.das.answers.push(answer);
    }
    Ok(())
}

#[when(expr = "another office downloads the document again")]
async fn another_downloads(world: &mut World) -> Step {
    let other = world.office_other_than(Who::AnotherClient).await?;
    world.das.answer = Some(other.download(&world.das.other_retrieval()?).await?);
    Ok(())
}

#[then(expr = "DAS delivers the registered content each time")]
fn delivers_each_time(world: &mut World) -> Step {
    let document = world.das.document()?;
    let expected = "the registered content with every download";
    for answer in &world.das.answers {
        if !answer.is_served() {
            return Err(Stop::violated(answer.finding(expected, answer.to_string())));
        }
        if answer.octets() != document.content() {
            return Err(Stop::violated(answer.finding(expected, "other content")));
        }
    }
    Ok(())
}

#[when(expr = "the office of second filing asks for a download URL")]
async fn asks_for_a_url(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let retrieval = world.das.retrieval()?;
    world.das.answer = Some(
        second
            .ask_for_download_url(&retrieval.identity, &retrieval.ack)
            .await?,
    );
    Ok(())
}

#[when(expr = "the office of second filing asks for its download URL")]
async fn asks_for_the_url_of_a_failure(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let retrieval = world.das.retrieval()?;
    if retrieval.answer.is_served() {
        second
            .settled_retrieval(&world.environment, &retrieval.ack)
            .await?;
    }
    asks_for_a_url(world).await
}

#[when(expr = "the office of second filing asks for another download URL and uses it")]
async fn asks_for_another_url(world: &mut World) -> Step {
    let second = world.second_office().await?;
    world.das.answer = Some(second.download(&world.das.retrieval()?).await?);
    Ok(())
}

#[then(expr = "DAS hands out a download URL")]
fn hands_out_a_url(world: &mut World) -> Step {
    let expected = "an answer with fileDownloadUrl";
    let answer = world.das.demand_served(expected)?;
    if signed_url(&answer.body(), "fileDownloadUrl").is_some() {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        expected,
        format!("{answer} without fileDownloadUrl"),
    )))
}

#[when(expr = "a download URL is asked for {}")]
async fn asks_for_the_url_of_another(
    world: &mut World,
    acknowledgement: OtherAcknowledgement,
) -> Step {
    let second = world.second_office().await?;
    let retrieval = world.das.retrieval()?;
    let (asking, ack) = match acknowledgement {
        OtherAcknowledgement::Foreign => (
            world.office_other_than(Who::AnotherClient).await?,
            retrieval.ack.clone(),
        ),
        OtherAcknowledgement::Absent => (second.clone(), crate::randomness::identifier()),
    };
    let answer = attempt(
        async || control(&second, &retrieval).await,
        async || asking.ask_for_download_url(&retrieval.identity, &ack).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "the office of second filing asks for a download URL with {}")]
async fn asks_with(world: &mut World, detail: WrongDetail) -> Step {
    let second = world.second_office().await?;
    let first = world.first_office().await?;
    let retrieval = world.das.retrieval()?;
    let wrong = retrieval
        .identity
        .with(detail, &world.environment, first.code());
    let answer = attempt(
        async || control(&second, &retrieval).await,
        async || second.ask_for_download_url(&wrong, &retrieval.ack).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

async fn control(office: &Office, retrieval: &Retrieval) -> Result<Answer, Stop> {
    office
        .ask_for_download_url(&retrieval.identity, &retrieval.ack)
        .await
}
