//! Requests sent at once.

use cucumber::{then, when};
use futures::future::join;

use crate::actor::Party;
use crate::actor::documents::{Artefact, Made};
use crate::actor::office::file::{FileInHand, FileStage};
use crate::actor::office::identity::Identity;
use crate::actor::office::registration::registration_body;
use crate::exchange::call::Call;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[when(expr = "the office registers two documents with the file at once")]
async fn registers_two(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let file = world.das.file()?;
    let body = || {
        let identity = Identity::fresh(&world.environment, &office);
        registration_body(&identity, Some(&file.file_id))
    };
    let (one, other) = (body(), body());
    let racing = office.for_a_race().await;
    let (one, other) = join(
        racing.register(&world.environment, &one),
        racing.register(&world.environment, &other),
    )
    .await;
    world.das.answers = vec![one?, other?];
    Ok(())
}

#[then(expr = "DAS acknowledges one of the two registrations")]
fn one_is_acknowledged(world: &mut World) -> Step {
    let expected = "one registration with the file";
    let (served, refused): (Vec<_>, Vec<_>) = world
        .das
        .answers
        .iter()
        .partition(|answer| answer.is_served());
    match (served.as_slice(), refused.first()) {
        ([_], Some(_)) => Ok(()),
        ([], _) => Err(Stop::inconclusive("neither registration was acknowledged")),
        ([.., last], _) => {
            let received = format!("{} registrations accepted with one file", served.len());
            Err(Stop::violated(last.finding(expected, received)))
        }
    }
}

#[when(expr = "the office uploads the document and other content at once")]
async fn uploads_twice(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let file = world.das.file()?;
    let other = FileInHand {
        made: Made {
            checksum: file.made.checksum.clone(),
            ..Artefact::Pdf.make(&crate::randomness::identifier())
        },
        ..file.clone()
    };
    let racing = office.for_a_race().await;
    let (one, other) = join(racing.upload(&file), racing.upload(&other)).await;
    world.das.answers = vec![one?, other?];
    Ok(())
}

/// A store may take both uploads; the one that counts must be whole, and have the declared checksum to be accepted.
#[then(expr = "what DAS accepts is the document")]
async fn accepts_the_document(world: &mut World) -> Step {
    let first = world.first_office().await?;
    let file = world.das.file()?;
    let state = first
        .settled_file(&world.environment, &file.file_id)
        .await?;
    if state.stage == FileStage::Pending {
        return Err(Stop::inconclusive("DAS did not settle the file in time"));
    }
    if state.stage == FileStage::Rejected {
        return Ok(());
    }
    let identity = Identity::fresh(&world.environment, &first);
    let document = first.deposit(&world.environment, identity, file).await?;
    let second = world.second_office().await?;
    let delivered = second
        .retrieve_content(&world.environment, &document.identity)
        .await?;
    let delivered = delivered.1.served("the download")?;
    if delivered.octets() == document.content() {
        return Ok(());
    }
    let expected = "content with the declared checksum, or a rejected file";
    let received = "other content than the declared checksum promises";
    Err(Stop::violated(delivered.finding(expected, received)))
}

#[when(expr = "the office of second filing deletes its file while it downloads the document")]
async fn deletes_while_downloading(world: &mut World) -> Step {
    let office = world.second_office().await?;
    let url = world.das.download_url()?;
    let retrieval = world.das.retrieval()?;
    let racing = office.for_a_race().await;
    let download = racing.sender().try_send(Call::get(Party::Das, url));
    let (download, deletion) = join(download, racing.delete_file(&retrieval.ack)).await;
    world.das.probed = Some(download?);
    world.das.answer = Some(deletion?.served("the deletion")?);
    Ok(())
}

#[then(expr = "the copy is gone, and what was downloaded is the document or nothing")]
async fn copy_is_gone(world: &mut World) -> Step {
    let office = world.second_office().await?;
    let again = office.fetch(&world.das.download_url()?).await?;
    if again.is_served() {
        let received = format!("{again}: the copy can still be downloaded");
        let expected = "a copy that was deleted is gone";
        return Err(Stop::violated(again.finding(expected, received)));
    }
    downloaded_whole(world)
}

fn downloaded_whole(world: &World) -> Step {
    let exchange = world.das.probed()?;
    let document = world.das.document()?;
    let response = exchange.response.as_ref();
    let served = response.filter(|response| (200..300).contains(&response.status));
    if served.is_none_or(|response| response.body == document.content()) {
        return Ok(());
    }
    let expected = "the whole document, or no answer of success";
    Err(Stop::violated(
        Finding::new(expected, "something else than the document").at(exchange.number),
    ))
}
