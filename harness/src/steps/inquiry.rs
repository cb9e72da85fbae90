//! Availability and certificates.

use cucumber::{then, when};

use crate::actor::office::Office;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt;
use crate::actor::office::identity::{Identity, Spelling, WrongDetail};
use crate::actor::office::inquiry::Inquiry;
use crate::invariants::das_response::is_future;
use crate::oracle::document::Certificate;
use crate::stop::{Step, Stop};
use crate::world::World;

#[when(expr = "the office asks for the availability of the document")]
async fn asks_for_the_availability(world: &mut World) -> Step {
    let office = world.first_office().await?;
    inquire(world, &office, Inquiry::Availability).await
}

#[when(expr = "the office of second filing asks for the availability of the document")]
async fn second_office_asks(world: &mut World) -> Step {
    let office = world.second_office().await?;
    inquire(world, &office, Inquiry::Availability).await
}

#[when(expr = "the office asks for the certificate")]
async fn asks_for_the_certificate(world: &mut World) -> Step {
    let office = world.first_office().await?;
    inquire(world, &office, Inquiry::Certificate).await
}

async fn inquire(world: &mut World, office: &Office, inquiry: Inquiry) -> Step {
    let identity = world.das.document()?.identity;
    world.das.answer = Some(office.inquire(inquiry, &identity).await?);
    Ok(())
}

#[when(expr = "the office asks for the availability of the document, its number {}")]
async fn asks_with_spelling(world: &mut World, spelling: Spelling) -> Step {
    let office = world.first_office().await?;
    let identity = world.das.document()?.identity;
    office
        .availability(&identity)
        .await?
        .served("the control")?;
    let respelt = identity.spelt(spelling);
    let respelt = respelt.ok_or_else(|| {
        Stop::not_applicable("the numbers of this office leave no room for this spelling")
    })?;
    world.das.answer = Some(office.availability(&respelt).await?);
    Ok(())
}

#[when(
    expr = "the office asks for the availability of the document with the date before the correction"
)]
async fn asks_with_the_former_date(world: &mut World) -> Step {
    let former = world.das.former()?.identity;
    deviate(world, Inquiry::Availability, former).await
}

#[when(regex = "^the office asks for the availability of the document with (a .+)$")]
async fn asks_for_the_availability_with(world: &mut World, detail: WrongDetail) -> Step {
    let wrong = wrong_identity(world, detail).await?;
    deviate(world, Inquiry::Availability, wrong).await
}

#[when(expr = "the office asks for the certificate with {}")]
async fn asks_for_the_certificate_with(world: &mut World, detail: WrongDetail) -> Step {
    let wrong = wrong_identity(world, detail).await?;
    deviate(world, Inquiry::Certificate, wrong).await
}

async fn wrong_identity(world: &mut World, detail: WrongDetail) -> Result<Identity, Stop> {
    let office = world.first_office().await?;
    let right = world.das.document()?.identity;
    Ok(right.with(detail, &world.environment, office.code()))
}

async fn deviate(world: &mut World, inquiry: Inquiry, wrong: Identity) -> Step {
    let office = world.first_office().await?;
    let right = world.das.document()?.identity;
    let answer = attempt(
        async || office.inquire(inquiry, &right).await,
        async || office.inquire(inquiry, &wrong).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[then(expr = "DAS states the availability of the document")]
fn states_the_availability(world: &mut World) -> Step {
    world
        .das
        .demand_served("DAS states that the document is registered and available")
        .map(drop)
}

#[then(expr = "DAS states an availability date that is not in the future")]
fn date_is_not_in_the_future(world: &mut World) -> Step {
    let expected = "a documentAvailabilityDate of today or before";
    let answer = world.das.demand_served(expected)?;
    let now = world.environment.clock().now();
    match answer.text("documentAvailabilityDate") {
        Some(stated) if !is_future(&stated, now) => Ok(()),
        Some(stated) => {
            let received = format!("documentAvailabilityDate {stated}, now being {now}");
            Err(Stop::violated(answer.finding(expected, received)))
        }
        None => Err(Stop::violated(
            answer.finding(expected, "no documentAvailabilityDate"),
        )),
    }
}

#[then(expr = "DAS hands out a readable certificate")]
fn certificate_is_readable(world: &mut World) -> Step {
    certificate(world).map(drop)
}

#[then(expr = "the certificate shows the number of the document")]
fn shows_the_number(world: &mut World) -> Step {
    let number = world.das.document()?.identity.number;
    let (answer, certificate) = legible(world)?;
    if certificate.shows(&number) {
        return Ok(());
    }
    let expected = format!("the number {number} on the certificate");
    Err(Stop::violated(
        answer.finding(&expected, "another number, or none"),
    ))
}

#[then(expr = "the certificate shows the filing date")]
fn shows_the_date(world: &mut World) -> Step {
    let date = world.das.document()?.identity.date;
    let (answer, certificate) = legible(world)?;
    if certificate.shows_day(date) {
        return Ok(());
    }
    let expected = format!("the filing date {date} on the certificate");
    Err(Stop::violated(
        answer.finding(&expected, "another date, or none"),
    ))
}

#[then(expr = "the certificate does not show the date before the correction")]
fn does_not_show_the_former_date(world: &mut World) -> Step {
    let date = world.das.former()?.identity.date;
    let (answer, certificate) = legible(world)?;
    if !certificate.shows_day(date) {
        return Ok(());
    }
    let received = format!("the date {date} of before the correction");
    Err(Stop::violated(
        answer.finding("no filing date but the corrected one", received),
    ))
}

fn certificate(world: &World) -> Result<(Answer, Certificate), Stop> {
    let expected = "a certificate that a PDF reader opens";
    let answer = world.das.demand_served(expected)?;
    match Certificate::read(answer.octets()) {
        Ok(certificate) => Ok((answer, certificate)),
        Err(defect) => Err(Stop::violated(answer.finding(expected, defect))),
    }
}

fn legible(world: &World) -> Result<(Answer, Certificate), Stop> {
    let (answer, certificate) = certificate(world)?;
    if certificate.is_legible() {
        return Ok((answer, certificate));
    }
    Err(Stop::inconclusive(
        "no text can be made out on the certificate: it may be a picture",
    ))
}
