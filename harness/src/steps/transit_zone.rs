//! Big documents that an office passes through the transit zone.

use cucumber::{given, when};

use super::office_hosted::{has_been_asked, is_asked, report};
use crate::actor::documents::Artefact;
use crate::actor::environment::clients::Who;
use crate::actor::office::Office;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt_first;
use crate::actor::office::hosted::{CitedId, Said};
use crate::actor::office::identity::Identity;
use crate::actor::office::registration::registration_body;
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::world::World;

named! {
    /// A file that DAS passes to nobody.
    pub enum UnfitFile {
        /// Its content has arrived and is being examined.
        Unsettled = "that DAS is still checking",
        /// Its content never came.
        Awaited = "that never arrived",
        /// Its content was rejected.
        Rejected = "that DAS rejected",
        /// Another office uploaded it.
        Foreign = "of another office",
        /// It was never announced.
        Absent = "that does not exist",
    }
}

#[when(expr = "the office reports the file as the document, citing {}")]
async fn reports_the_file(world: &mut World, id: CitedId) -> Step {
    let file = world.das.file()?;
    let said = Said::Uploaded(file.file_id.clone());
    report(world, id, said).await?;
    let mut document = world.das.document()?;
    document.file = file;
    world.das.document = Some(document);
    Ok(())
}

#[given(expr = "the office has passed a big document through the transit zone")]
async fn has_passed(world: &mut World) -> Step {
    has_been_asked(world).await?;
    let office = world.first_office().await?;
    world.das.file = Some(office.accepted_file(&world.environment).await?);
    reports_the_file(world, CitedId::Own).await?;
    world.das.answer()?.served("the report on the file")?;
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    let state = second.settled_retrieval(&world.environment, &ack).await?;
    if state.has_succeeded() {
        return Ok(());
    }
    let why = format!("the retrieval ended as {}", state.word);
    Err(Stop::inconclusive(why))
}

#[when(expr = "the office reports a file {}")]
async fn reports_an_unfit_file(world: &mut World, unfit: UnfitFile) -> Step {
    let office = world.first_office().await?;
    let other = world.office_other_than(Who::Client).await?;
    let file = unfit_file(world, unfit, &office, &other).await?;
    let answer = attempt_first(
        async || tell(world, &office, &file).await,
        async || tell_of_a_fit_file(world, &office).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

/// What DAS said while it was still checking is judged by a scenario of its own.
#[when(
    expr = "the office reports its file while DAS is still checking it, and once more when it is accepted"
)]
async fn reports_once_more(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let file = office.uploaded_file(Artefact::Pdf).await?;
    tell(world, &office, &file.file_id).await?;
    office
        .settled_file(&world.environment, &file.file_id)
        .await?;
    world.das.answer = Some(tell(world, &office, &file.file_id).await?);
    Ok(())
}

async fn unfit_file(
    world: &World,
    unfit: UnfitFile,
    office: &Office,
    other: &Office,
) -> Result<String, Stop> {
    let environment = &world.environment;
    Ok(match unfit {
        UnfitFile::Unsettled => office.uploaded_file(Artefact::Pdf).await?.file_id,
        UnfitFile::Awaited => {
            let made = Artefact::Pdf.make(&crate::randomness::identifier());
            office.hold_upload_url(made).await?.file_id
        }
        UnfitFile::Rejected => office.rejected_file(environment).await?.file_id,
        UnfitFile::Foreign => other.accepted_file(environment).await?.file_id,
        UnfitFile::Absent => crate::randomness::identifier(),
    })
}

async fn tell(world: &World, office: &Office, file: &str) -> Result<Answer, Stop> {
    let cited = world.office_hosted.forwarded()?.das_ack;
    let identity = world.das.document()?.identity;
    let said = Said::Uploaded(file.to_owned());
    office.report(&cited, &identity, &said).await
}

async fn tell_of_a_fit_file(world: &World, office: &Office) -> Result<Answer, Stop> {
    let file = office.accepted_file(&world.environment).await?;
    tell(world, office, &file.file_id).await
}

#[when(expr = "the office registers another document with the passed file")]
async fn registers_with_the_file(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let passed = world.das.file()?.file_id;
    let environment = &world.environment;
    let register = async |file: &str| {
        let identity = Identity::fresh(environment, &office);
        let body = registration_body(&identity, Some(file));
        office.register(environment, &body).await
    };
    let answer = attempt_first(
        async || register(&passed).await,
        async || {
            let file = office.accepted_file(environment).await?;
            register(&file.file_id).await
        },
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "the office reports the passed file for another retrieval")]
async fn reports_the_file_again(world: &mut World) -> Step {
    is_asked(world).await?;
    let office = world.first_office().await?;
    let passed = world.das.file()?.file_id;
    let answer = attempt_first(
        async || tell(world, &office, &passed).await,
        async || tell_of_a_fit_file(world, &office).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}
