//! Signed URLs, and uses for which they were not signed.

use cucumber::{given, then, when};
use url::Url;

use crate::actor::Party;
use crate::actor::documents::{Artefact, Made};
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::{attempt, attempt_first};
use crate::actor::office::file::FileInHand;
use crate::actor::office::identity::Identity;
use crate::actor::office::signed_url::{Alteration, pointed_at};
use crate::actor::office::{Office, WELL_BEYOND};
use crate::exchange::call::Call;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[when(expr = "the office uploads a document to an expired upload URL")]
async fn uploads_too_late(world: &mut World) -> Step {
    let office = world.first_office().await?;
    office
        .upload(&world.das.file()?)
        .await?
        .served("the control")?;
    let expired = office.hold_upload_url(a_document()).await?;
    let lifetime = world.environment.wire().das.upload_url_lifetime;
    world.environment.advance(lifetime + WELL_BEYOND).await?;
    let office = world.first_office().await?;
    let answer = attempt_first(
        async || office.upload(&expired).await,
        async || upload_another(&office).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "the office uses an upload URL {}")]
async fn uses_an_upload_url(world: &mut World, alteration: Alteration) -> Step {
    let office = world.first_office().await?;
    let file = world.das.file()?;
    let answer = attempt(
        async || upload_another(&office).await,
        async || misuse(&office, &file, alteration).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

/// The legal twin of every upload: another document at its own URL.
async fn upload_another(office: &Office) -> Result<Answer, Stop> {
    let file = office.hold_upload_url(a_document()).await?;
    office.upload(&file).await
}

async fn misuse(
    office: &Office,
    file: &FileInHand,
    alteration: Alteration,
) -> Result<Answer, Stop> {
    let put = async |url: Url| {
        office
            .put(&url, "application/pdf", &file.made.content)
            .await
    };
    let url = &file.upload_url;
    match alteration {
        Alteration::OtherType => office.put(url, "text/html", &file.made.content).await,
        Alteration::OtherObject => {
            let other = office.hold_upload_url(a_document()).await?;
            put(pointed_at(url, &other.upload_url)).await
        }
        Alteration::LaterExpiry | Alteration::AlteredSignature | Alteration::Unsigned => {
            put(alteration.altered(url)?).await
        }
        Alteration::Reading => {
            office.upload(file).await?.served("the upload")?;
            let call = Call::get(Party::Das, url.clone())
                .header("Content-Type", file.made.format.media_type());
            Answer::of(office.send(call).await?)
        }
        Alteration::Writing => Err(Stop::harness("an upload URL is signed for writing")),
    }
}

#[when(expr = "the office of second filing uses the download URL {}")]
async fn uses_the_download_url(world: &mut World, alteration: Alteration) -> Step {
    let office = world.second_office().await?;
    let url = world.das.download_url()?;
    let other = upload_url_of_another_file(world).await?;
    let misuse = async || match alteration {
        Alteration::AlteredSignature | Alteration::LaterExpiry | Alteration::Unsigned => {
            office.fetch(&alteration.altered(&url)?).await
        }
        Alteration::OtherObject => office.fetch(&pointed_at(&url, &other)).await,
        Alteration::Writing => {
            office
                .put(&url, "application/pdf", &a_document().content)
                .await
        }
        _ => Err(Stop::harness("a download URL is signed for reading")),
    };
    let answer = attempt(async || office.fetch(&url).await, misuse).await?;
    world.das.answer = Some(answer);
    Ok(())
}

/// A signed URL for an object that exists and is not the downloaded one.
async fn upload_url_of_another_file(world: &mut World) -> Result<Url, Stop> {
    let office = world.first_office().await?;
    Ok(office.uploaded_file(Artefact::Pdf).await?.upload_url)
}

#[given(expr = "the download URL has expired")]
async fn download_url_has_expired(world: &mut World) -> Step {
    let office = world.second_office().await?;
    let url = world.das.download_url()?;
    office
        .fetch(&url)
        .await?
        .served("the download before the expiry")?;
    let lifetime = world.environment.wire().das.download_url_lifetime;
    world.environment.advance(lifetime + WELL_BEYOND).await
}

#[when(expr = "a stranger reads the address of the upload")]
async fn stranger_reads(world: &mut World) -> Step {
    let stranger = world.environment.sender("stranger");
    let url = Alteration::Unsigned.altered(&world.das.document()?.file.upload_url)?;
    let exchange = stranger.send(Call::get(Party::Das, url)).await?;
    world.das.answer = Some(Answer::of(exchange)?);
    Ok(())
}

#[when(expr = "the office uploads other content to the same upload URL")]
async fn uploads_again(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let file = world.das.file()?;
    let other = FileInHand {
        made: Made {
            checksum: file.made.checksum.clone(),
            ..a_document()
        },
        ..file
    };
    world.das.answer = Some(office.upload(&other).await?);
    Ok(())
}

#[then(expr = "the accepted content stays in force")]
async fn content_stays(world: &mut World) -> Step {
    let second_upload = world.das.answer()?;
    if !second_upload.is_served() {
        return Ok(());
    }
    // A storage may take the octets; what counts is what DAS delivers.
    let first = world.first_office().await?;
    let second = world.second_office().await?;
    let file = world.das.file()?;
    let identity = Identity::fresh(&world.environment, &first);
    let document = first.deposit(&world.environment, identity, file).await?;
    let (_, delivered) = second
        .retrieve_content(&world.environment, &document.identity)
        .await?;
    if delivered.is_served() && delivered.octets() == document.content() {
        return Ok(());
    }
    let received = format!("{second_upload}, and afterwards the accepted content is not delivered");
    Err(Stop::violated(
        Finding::new("the content that was accepted is delivered", received)
            .at(second_upload.exchange.number),
    ))
}

fn a_document() -> Made {
    Artefact::Pdf.make(&crate::randomness::identifier())
}
