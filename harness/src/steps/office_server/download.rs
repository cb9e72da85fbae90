//! Documents that WIPO fetches from the office.

use cucumber::{given, then, when};
use jiff::ToSpan as _;

use super::report::first_report;
use crate::actor::environment::facts::KeptDocument;
use crate::actor::office::WELL_BEYOND;
use crate::actor::office::attempt::{attempt, attempt_first};
use crate::actor::office::location;
use crate::actor::office::signed_url::Alteration;
use crate::actor::wipo::Wipo;
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::world::World;

named! {
    /// A request for a download URL that does not fit the forwarded retrieval.
    pub enum Misfit {
        /// An acknowledgement id that nobody gave out.
        UnknownId = "for an acknowledgement id that nobody gave out",
        /// Another number.
        Number = "with the number of another document",
        /// Another date.
        Date = "with another date",
    }
}

#[given(expr = "the office has reported the document as prepared")]
async fn has_reported(world: &mut World) -> Step {
    first_report(world, "a notification of success")
        .await
        .map(drop)
        .map_err(|_| Stop::inconclusive("the office did not report the document as prepared"))
}

#[given(expr = "WIPO holds a download URL of the office")]
async fn holds_a_url(world: &mut World) -> Step {
    has_reported(world).await?;
    asks(world).await?;
    let location = world
        .office_server
        .answer()?
        .served("the request for a download URL")?;
    let url = location::download_url(&location)
        .ok_or_else(|| Stop::inconclusive("the answer has no fileDownloadUrl"))?;
    world.office_server.url = Some(url);
    Ok(())
}

#[when(expr = "WIPO asks the office where the document is")]
async fn asks(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let forwarded = world.office_server.forwarded()?;
    let wipo = world.wipo_at_office().await?;
    let answer = wipo.locate(ack_id(&forwarded), &document).await?;
    world.office_server.location = Some(answer.clone());
    world.office_server.answer = Some(answer);
    Ok(())
}

/// The office's own acknowledgement id, which every office must know.
fn ack_id(forwarded: &crate::actor::wipo::Forwarded) -> &str {
    forwarded
        .office_ack_id
        .as_deref()
        .unwrap_or(&forwarded.das_ack_id)
}

/// The control is a document that can be had; it comes last, since only then has time passed for both.
#[when(expr = "WIPO asks the office too early where the document is")]
async fn asks_too_early(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let forwarded = world.office_server.forwarded()?;
    let wipo = world.wipo_at_office().await?;
    let early = wipo.locate(ack_id(&forwarded), &document).await?;
    if early.is_served()
        && world
            .office_server
            .reports()?
            .has(&world.environment, 1)
            .await
    {
        return Err(Stop::not_applicable(
            "the office prepares documents in no time",
        ));
    }
    if !early.is_served() {
        has_reported(world).await?;
        let later = world
            .wipo_at_office()
            .await?
            .locate(ack_id(&forwarded), &document)
            .await?;
        later.served("the control")?;
    }
    world.office_server.answer = Some(early);
    Ok(())
}

#[when(expr = "WIPO asks the office where a document is, {}")]
async fn asks_wrongly(world: &mut World, misfit: Misfit) -> Step {
    let document = world.office_server.document()?;
    let forwarded = world.office_server.forwarded()?;
    let wipo = world.wipo_at_office().await?;
    let right = ack_id(&forwarded);
    let (id, wanted) = misfitting(world, &wipo, right, &document, misfit);
    let answer = attempt(
        async || wipo.locate(right, &document).await,
        async || wipo.locate(&id, &wanted).await,
    );
    world.office_server.answer = Some(answer.await?);
    Ok(())
}

fn misfitting(
    world: &World,
    wipo: &Wipo,
    right: &str,
    document: &KeptDocument,
    misfit: Misfit,
) -> (String, KeptDocument) {
    let mut wanted = document.clone();
    let mut id = right.to_owned();
    match misfit {
        Misfit::UnknownId => id = crate::randomness::identifier(),
        Misfit::Number => wanted.number = world.environment.document_number(&wipo.facts.code),
        Misfit::Date => wanted.date -= 1.day(),
    }
    (id, wanted)
}

/// Whether or not the office takes the retrieval of such a document, it must not hand it out.
#[when(expr = "WIPO asks the office for the document all the same")]
async fn asks_all_the_same(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let forwarded = world.office_server.forwarded()?;
    if !forwarded.answer.is_served() {
        return Ok(());
    }
    world
        .office_server
        .reports()?
        .wait_for(&world.environment, 1)
        .await?;
    let wipo = world.wipo_at_office().await?;
    let answer = wipo.locate(ack_id(&forwarded), &document).await?;
    world.office_server.answer = Some(answer);
    Ok(())
}

#[when(expr = "WIPO fetches the document from the office")]
async fn fetches(world: &mut World) -> Step {
    let url = world.office_server.url()?;
    world.office_server.answer = Some(world.wipo_at_office().await?.fetch(&url).await?);
    Ok(())
}

#[when(expr = "WIPO uses the download URL of the office {}")]
async fn misuses(world: &mut World, alteration: Alteration) -> Step {
    let wipo = world.wipo_at_office().await?;
    let url = world.office_server.url()?;
    let altered = alteration.altered(&url)?;
    let method = if alteration == Alteration::Writing {
        "PUT"
    } else {
        "GET"
    };
    let answer = attempt(
        async || wipo.fetch(&url).await,
        async || wipo.at_url(method, &altered).await,
    );
    world.office_server.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "WIPO uses, on the next day, the download URL of the office")]
async fn uses_too_late(world: &mut World) -> Step {
    let url = world.office_server.url()?;
    let document = world.office_server.document()?;
    let forwarded = world.office_server.forwarded()?;
    world
        .wipo_at_office()
        .await?
        .fetch(&url)
        .await?
        .served("the control")?;
    world
        .environment
        .advance(location::LONGEST_LIFETIME + WELL_BEYOND)
        .await?;
    let wipo = world.wipo_at_office().await?;
    let answer = attempt_first(
        async || wipo.fetch(&url).await,
        async || wipo.locate(ack_id(&forwarded), &document).await,
    );
    world.office_server.answer = Some(answer.await?);
    Ok(())
}

#[then(expr = "the office says where the document is")]
fn says_where(world: &mut World) -> Step {
    let answer = world
        .office_server
        .demand_served("an answer with fileDownloadUrl")?;
    location::demand_download_url(&answer)
}

#[then(expr = "the office does not hand the document out")]
fn does_not_hand_out(world: &mut World) -> Step {
    world
        .office_server
        .demand_refused("the document is not handed out")
        .map(drop)
}

#[then(expr = "the download URL of the office is encrypted")]
fn is_encrypted(world: &mut World) -> Step {
    let answer = world
        .office_server
        .demand_served("an answer with fileDownloadUrl")?;
    location::demand_encrypted(&answer)
}

#[then(expr = "the office delivers the document as it keeps it")]
fn delivers(world: &mut World) -> Step {
    let fetched = world.office_server.demand_served("the content")?;
    location::demand_content(&fetched, &world.office_server.document()?.content)
}

#[then(expr = "checksum and size are as the office stated them")]
fn agrees_with_what_was_stated(world: &mut World) -> Step {
    let fetched = world.office_server.demand_served("the content")?;
    let stated = world.office_server.location.clone();
    let stated = stated.ok_or_else(|| Stop::harness("nobody asked where the content is"))?;
    location::demand_checksum(&stated, &fetched)?;
    location::demand_size(&stated, &fetched)
}
