//! Corrections, replacements and withdrawals of registered documents.

use cucumber::{given, then, when};
use jiff::{SignedDuration, ToSpan as _};

use crate::actor::Party;
use crate::actor::documents::{Artefact, sha256};
use crate::actor::environment::clients::Who;
use crate::actor::office::Office;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt;
use crate::actor::office::identity::{Identity, WrongDetail};
use crate::actor::office::inquiry::availability_date;
use crate::actor::office::registration::{Document, corrected, name_parent, registration_body};
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

named! {
    /// Why a replacement fails.
    pub enum FailedReplacement {
        /// The examination found something.
        RejectedFile = "a file that was rejected",
        /// The examination is not over.
        UncheckedFile = "a file that DAS is still checking",
        /// It is the content of another registration.
        BoundFile = "the file of another registration",
        /// An id that DAS never gave out.
        AbsentFile = "a file that does not exist",
        /// Another code than that of the document.
        WrongAccessCode = "a wrong access code",
    }
}

#[given(expr = "the office has corrected the filing date")]
async fn has_corrected(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let document = world.das.document()?;
    let (after, answer) = office.corrected(&world.environment, &document).await?;
    answer.served("the correction")?;
    world.das.former = Some(document);
    world.das.document = Some(after);
    Ok(())
}

#[given(expr = "the office has corrected the filing date days later")]
async fn has_corrected_later(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let before = office.availability(&world.das.document()?.identity).await?;
    let before = before.served("the question for the availability")?;
    world.das.answers = vec![before];
    world
        .environment
        .advance(SignedDuration::from_hours(5 * 24))
        .await?;
    has_corrected(world).await
}

#[given(expr = "the office has replaced the content")]
async fn has_replaced(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let document = world.das.document()?;
    let file = office.accepted_file(&world.environment).await?;
    let (after, answer) = office.replaced(&world.environment, &document, file).await?;
    answer.served("the replacement")?;
    world.das.former = Some(document);
    world.das.document = Some(after);
    Ok(())
}

#[given(expr = "the office has withdrawn the document")]
async fn has_withdrawn(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let identity = world.das.document()?.identity;
    office
        .availability(&identity)
        .await?
        .served("the question for the availability before the withdrawal")?;
    office
        .withdraw(&identity)
        .await?
        .served("the withdrawal")
        .map(drop)
}

#[when(expr = "the office corrects the filing date")]
async fn corrects(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let document = world.das.document()?;
    let (_, answer) = office.corrected(&world.environment, &document).await?;
    world.das.answer = Some(answer);
    Ok(())
}

#[when(expr = "the office corrects the parent application")]
async fn corrects_the_parent(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let identity = world.das.document()?.identity;
    let mut body = registration_body(&identity, None);
    let parent = world.environment.document_number(office.code());
    name_parent(&mut body, &parent, identity.date - 30.days());
    world.das.answer = Some(office.correct(&world.environment, &body).await?);
    Ok(())
}

#[when(expr = "the office corrects the filing date with a wrong access code")]
async fn corrects_with_a_wrong_code(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let identity = corrected(&world.das.document()?.identity);
    let environment = &world.environment;
    let wrong = identity.with(WrongDetail::AccessCode, environment, office.code());
    let answer = attempt(
        async || correct_another(world, &office).await,
        async || {
            office
                .correct(environment, &registration_body(&wrong, None))
                .await
        },
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "another office corrects the filing date")]
async fn another_corrects(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let other = world.office_other_than(Who::Client).await?;
    let document = world.das.document()?;
    let answer = attempt(
        async || correct_another(world, &office).await,
        async || Ok(other.corrected(&world.environment, &document).await?.1),
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

/// The legal twin of every correction: that of another document by its own office.
async fn correct_another(world: &World, office: &Office) -> Result<Answer, Stop> {
    let document = office.registered_document(&world.environment).await?;
    Ok(office.corrected(&world.environment, &document).await?.1)
}

#[then(expr = "the filing date is as it was registered")]
async fn date_is_unchanged(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let answer = office.availability(&world.das.document()?.identity).await?;
    if answer.is_served() {
        return Ok(());
    }
    let expected = "the document is found under the filing date that was registered";
    Err(Stop::violated(answer.finding(expected, answer.to_string())))
}

#[then(expr = "DAS states the availability date of before")]
fn availability_date_is_unchanged(world: &mut World) -> Step {
    let expected = "the availability date of before the correction";
    let answer = world.das.demand_served(expected)?;
    let before = world.das.answers.first().and_then(availability_date);
    let after = availability_date(&answer);
    if before.is_none() {
        return Err(Stop::inconclusive(
            "DAS stated no documentAvailabilityDate before the correction",
        ));
    }
    if before == after {
        return Ok(());
    }
    let shown =
        |date: Option<jiff::civil::Date>| date.map_or("none".to_owned(), |date| date.to_string());
    let received = format!(
        "documentAvailabilityDate {} in place of {}",
        shown(after),
        shown(before)
    );
    Err(Stop::violated(answer.finding(expected, received)))
}

#[when(expr = "the office replaces the content with {}")]
async fn replaces_with(world: &mut World, failure: FailedReplacement) -> Step {
    let office = world.first_office().await?;
    let document = world.das.document()?;
    let answer = attempt(
        async || replace_another(world, &office).await,
        async || fail_to_replace(world, &office, &document, failure).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

/// The legal twin of every replacement: that of another document by an accepted file.
async fn replace_another(world: &World, office: &Office) -> Result<Answer, Stop> {
    let document = office.registered_document(&world.environment).await?;
    let file = office.accepted_file(&world.environment).await?;
    Ok(office
        .replaced(&world.environment, &document, file)
        .await?
        .1)
}

async fn fail_to_replace(
    world: &World,
    office: &Office,
    document: &Document,
    failure: FailedReplacement,
) -> Result<Answer, Stop> {
    let environment = &world.environment;
    let mut identity: Identity = document.identity.clone();
    let file_id = match failure {
        FailedReplacement::RejectedFile => office.rejected_file(environment).await?.file_id,
        FailedReplacement::UncheckedFile => office.uploaded_file(Artefact::Pdf).await?.file_id,
        FailedReplacement::BoundFile => office.registered_document(environment).await?.file.file_id,
        FailedReplacement::AbsentFile => crate::randomness::identifier(),
        FailedReplacement::WrongAccessCode => {
            identity = identity.with(WrongDetail::AccessCode, environment, office.code());
            office.accepted_file(environment).await?.file_id
        }
    };
    office
        .correct(environment, &registration_body(&identity, Some(&file_id)))
        .await
}

#[then(expr = "the registered content is still delivered")]
async fn content_is_still_delivered(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let document = world.das.document()?;
    let (_, answer) = second
        .retrieve_content(&world.environment, &document.identity)
        .await?;
    let expected = "the content of before the failed replacement";
    if !answer.is_served() {
        return Err(Stop::violated(answer.finding(expected, answer.to_string())));
    }
    if answer.octets() == document.content() {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(expected, "other content")))
}

#[then(expr = "the old content lies in the archive, and nowhere else")]
async fn lies_in_the_archive(world: &mut World) -> Step {
    let held = world.environment.inspect(Party::Das).await?;
    let old = sha256(world.das.former()?.content());
    let holds = |place: &&str| {
        let mut objects = held["storage"][*place].as_array().into_iter().flatten();
        objects.any(|object| object["checksum"] == old.as_str())
    };
    let places = ["library", "archive", "upload", "transit"];
    let found: Vec<&str> = places.into_iter().filter(holds).collect();
    if found == ["archive"] {
        return Ok(());
    }
    let received = match found.as_slice() {
        [] => "the old content is nowhere".to_owned(),
        places => format!("the old content is in the {}", places.join(" and the ")),
    };
    Err(Stop::violated(Finding::new(
        "the old content in the archive, and nowhere else",
        received,
    )))
}

#[when(expr = "the office withdraws the document")]
async fn withdraws(world: &mut World) -> Step {
    let office = world.first_office().await?;
    world.das.answer = Some(office.withdraw(&world.das.document()?.identity).await?);
    Ok(())
}

#[when(expr = "another office withdraws the document")]
async fn another_withdraws(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let other = world.office_other_than(Who::Client).await?;
    let identity = world.das.document()?.identity;
    let environment = &world.environment;
    let answer = attempt(
        async || {
            let document = office.registered_document(environment).await?;
            office.withdraw(&document.identity).await
        },
        async || other.withdraw(&identity).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[then(expr = "the document is available")]
async fn is_available(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let answer = office.availability(&world.das.document()?.identity).await?;
    if answer.is_served() {
        return Ok(());
    }
    Err(Stop::violated(
        answer.finding("the document is available", answer.to_string()),
    ))
}
