//! Files: upload URLs, uploads, examination.

use cucumber::{given, then, when};

use crate::actor::documents::{Artefact, Made};
use crate::actor::office::WELL_BEYOND;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt;
use crate::actor::office::file::{
    DeclarationDeviation, FileStage, FileState, declaration, signed_url,
};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[given(expr = "the office holds an upload URL")]
async fn holds_an_upload_url(world: &mut World) -> Step {
    let office = world.first_office().await?;
    world.das.file = Some(office.hold_upload_url(a_document()).await?);
    Ok(())
}

#[given(expr = "the office holds an upload URL that is about to expire")]
async fn holds_an_old_upload_url(world: &mut World) -> Step {
    holds_an_upload_url(world).await?;
    let lifetime = world.environment.wire().das.upload_url_lifetime;
    world.environment.advance(lifetime * 9 / 10).await
}

#[given(expr = "the office holds an upload URL that has expired")]
async fn holds_an_expired_upload_url(world: &mut World) -> Step {
    holds_an_upload_url(world).await?;
    let lifetime = world.environment.wire().das.upload_url_lifetime;
    world.environment.advance(lifetime + WELL_BEYOND).await
}

#[given(expr = "the office has renewed the upload URL")]
async fn has_renewed(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let mut file = world.das.file()?;
    let answer = office
        .renew_upload_url(&file.file_id)
        .await?
        .served("the renewal of the upload URL")?;
    let renewed = signed_url(&answer.body(), "fileUploadUrl");
    file.upload_url =
        renewed.ok_or_else(|| Stop::inconclusive("the renewal has no fileUploadUrl"))?;
    world.das.file = Some(file);
    Ok(())
}

#[given(expr = "the office has uploaded a file that DAS accepted")]
async fn has_an_accepted_file(world: &mut World) -> Step {
    let office = world.first_office().await?;
    world.das.file = Some(office.accepted_file(&world.environment).await?);
    Ok(())
}

#[when(expr = "the office asks for an upload URL")]
async fn asks_for_an_upload_url(world: &mut World) -> Step {
    let office = world.first_office().await?;
    world.das.answer = Some(
        office
            .ask_for_upload_url(&declaration(&a_document()))
            .await?,
    );
    Ok(())
}

#[when(expr = "the office asks for an upload URL with {}")]
async fn asks_with(world: &mut World, deviation: DeclarationDeviation) -> Step {
    let office = world.first_office().await?;
    let answer = attempt(
        async || office.ask_for_upload_url(&declaration(&a_document())).await,
        async || {
            let mut flawed = declaration(&a_document());
            deviation.apply(&mut flawed);
            office.ask_for_upload_url(&flawed).await
        },
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "the office renews the upload URL")]
async fn renews(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let file = world.das.file()?;
    world.das.answer = Some(office.renew_upload_url(&file.file_id).await?);
    Ok(())
}

#[when(expr = "the office renews the upload URL of a file that does not exist")]
async fn renews_nothing(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let answer = attempt(
        async || {
            let file = office.hold_upload_url(a_document()).await?;
            office.renew_upload_url(&file.file_id).await
        },
        async || {
            office
                .renew_upload_url(&crate::randomness::identifier())
                .await
        },
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "the office uploads the document")]
async fn uploads(world: &mut World) -> Step {
    let office = world.first_office().await?;
    world.das.answer = Some(office.upload(&world.das.file()?).await?);
    Ok(())
}

#[when(expr = "the office submits {}")]
async fn submits(world: &mut World, artefact: Artefact) -> Step {
    let office = world.first_office().await?;
    if !is_honest(artefact) {
        office.accepted_file(&world.environment).await?;
    }
    let file = office
        .hold_upload_url(artefact.make(&crate::randomness::identifier()))
        .await?;
    world.das.answer = Some(office.upload(&file).await?);
    world.das.file = Some(file);
    Ok(())
}

/// Whether there is nothing wrong with a document; any other one needs a control.
fn is_honest(artefact: Artefact) -> bool {
    matches!(
        artefact,
        Artefact::Pdf
            | Artefact::PdfOfTwoPages
            | Artefact::ZipWithPdf
            | Artefact::ZipWithSeveralFiles
    )
}

fn a_document() -> Made {
    Artefact::Pdf.make(&crate::randomness::identifier())
}

#[then(expr = "DAS hands out a file id and an upload URL")]
fn hands_out_a_file_id(world: &mut World) -> Step {
    let expected = "an answer with fileId and fileUploadUrl";
    let answer = world.das.demand_served(expected)?;
    for name in ["fileId", "fileUploadUrl"] {
        if answer.text(name).is_none() {
            return Err(Stop::violated(
                answer.finding(expected, format!("{answer} without {name}")),
            ));
        }
    }
    Ok(())
}

#[then(expr = "DAS hands out another file id and another upload URL")]
fn hands_out_another_file_id(world: &mut World) -> Step {
    let expected = "a fileId and a fileUploadUrl that were not given out before";
    let answer = world.das.demand_served(expected)?;
    let former = world.das.file()?;
    let file_id = answer.text("fileId");
    let url = signed_url(&answer.body(), "fileUploadUrl");
    let repeats = [
        (file_id == Some(former.file_id), "fileId"),
        (url == Some(former.upload_url), "fileUploadUrl"),
    ];
    match repeats.into_iter().find(|(is_repeated, _)| *is_repeated) {
        None => Ok(()),
        Some((_, name)) => Err(Stop::violated(
            answer.finding(expected, format!("the same {name} twice")),
        )),
    }
}

#[then(expr = "DAS reports the file as accepted")]
async fn is_accepted(world: &mut World) -> Step {
    let state = settled(world, FileStage::Accepted).await?;
    if state.stage == FileStage::Accepted {
        return Ok(());
    }
    Err(Stop::violated(found("DAS accepts the file", &state)))
}

#[then(expr = "DAS settles the file")]
async fn is_settled(world: &mut World) -> Step {
    if world.das.answer()?.refusal.is_some() {
        return Ok(());
    }
    let state = settled(world, FileStage::Rejected).await?;
    if state.stage != FileStage::Pending {
        return Ok(());
    }
    Err(Stop::violated(found("a final state of the file", &state)))
}

#[then(expr = "DAS reports the size of the file")]
async fn has_a_size(world: &mut World) -> Step {
    let file = world.das.file()?;
    let state = settled(world, FileStage::Accepted).await?;
    let size = u64::try_from(file.made.content.len()).ok();
    if state.size == size {
        return Ok(());
    }
    let received = format!("fileSizeQuantity {:?}", state.size);
    let expected = format!("fileSizeQuantity {}", file.made.content.len());
    Err(Stop::violated(
        Finding::new(expected, received).at(state.exchange.number),
    ))
}

#[then(expr = "DAS rejects the file")]
async fn is_rejected(world: &mut World) -> Step {
    if world.das.answer()?.refusal.is_some() {
        return Ok(());
    }
    let state = settled(world, FileStage::Rejected).await?;
    match state.stage {
        FileStage::Rejected => Ok(()),
        FileStage::Accepted => Err(Stop::violated(found("DAS rejects the file", &state))),
        FileStage::Pending => Err(Stop::inconclusive("DAS did not settle the file in time")),
    }
}

#[then(expr = "DAS reports the file as rejected with an error")]
async fn is_rejected_with_an_error(world: &mut World) -> Step {
    if world.das.answer()?.refusal.is_some() {
        return Err(Stop::not_applicable(
            "DAS refuses such a file when it is uploaded, so that there is no state to read",
        ));
    }
    let state = settled(world, FileStage::Rejected).await?;
    if state.stage == FileStage::Rejected && state.error.is_some() {
        return Ok(());
    }
    let finding = found("a rejected file, with an error that says why", &state);
    Err(Stop::violated(finding.hinting(
        "a client that only looks at the size takes this file for accepted",
    )))
}

async fn settled(world: &mut World, expected: FileStage) -> Result<FileState, Stop> {
    if expected == FileStage::Accepted {
        world.das.demand_served("DAS takes the content")?;
    }
    let office = world.first_office().await?;
    office
        .settled_file(&world.environment, &world.das.file()?.file_id)
        .await
}

fn found(expected: &str, state: &FileState) -> Finding {
    Finding::new(expected, state.to_string()).at(state.exchange.number)
}

#[when(expr = "the office asks for the state of the file")]
async fn asks_for_the_state(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let call = office.file_state_call(&world.das.file()?.file_id)?;
    world.das.answer = Some(Answer::of(office.ask(call).await?)?);
    Ok(())
}
