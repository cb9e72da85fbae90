//! The PCT service, which DAS asks for documents of RO/IB.

use cucumber::{given, then, when};
use jiff::ToSpan as _;
use serde_json::json;

use crate::actor::environment::facts::Availability;
use crate::actor::office::WELL_BEYOND;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::{attempt, attempt_first};
use crate::actor::office::credential::Credential;
use crate::actor::office::location;
use crate::actor::office::signed_url::Alteration;
use crate::actor::pct::{Gap, PctSpelling, Stranger, Wipo, wanted};
use crate::invariants::das_response::defect_of_error;
use crate::named::named;
use crate::steps::answer::demand_challenge;
use crate::stop::{Step, Stop};
use crate::world::World;

named! {
    /// A document that cannot be had.
    pub enum Obstacle {
        /// It is known, and there is nothing to fetch.
        NotAvailable = "is not available",
        /// It is known, and nobody may have it.
        NotCleared = "is not cleared",
    }
}

named! {
    /// A detail that fits no document.
    pub enum Mismatch {
        /// A number of RO/IB that the service does not keep.
        Number = "under a number that it does not keep",
        /// The day after the filing date.
        Date = "with a wrong date",
    }
}

#[given(expr = "the PCT service keeps a document")]
async fn keeps(world: &mut World) -> Step {
    keeps_one(world, Availability::Available).await
}

#[given(expr = "the PCT service keeps a document that {}")]
async fn keeps_obstructed(world: &mut World, obstacle: Obstacle) -> Step {
    let availability = match obstacle {
        Obstacle::NotAvailable => Availability::NotAvailable,
        Obstacle::NotCleared => Availability::NotCleared,
    };
    keeps_one(world, availability).await
}

async fn keeps_one(world: &mut World, availability: Availability) -> Step {
    world.pct.document = Some(world.environment.kept_at_pct(availability).await?);
    Ok(())
}

#[given(expr = "WIPO holds a download URL of the PCT service")]
async fn holds_a_url(world: &mut World) -> Step {
    keeps(world).await?;
    asks(world).await?;
    let location = world.pct.answer()?.served("the request for the document")?;
    let missing = || Stop::inconclusive("the answer has no fileDownloadUrl");
    world.pct.url = Some(location::download_url(&location).ok_or_else(missing)?);
    world.pct.location = Some(location);
    Ok(())
}

#[when(expr = "WIPO asks the PCT service for the document")]
async fn asks(world: &mut World) -> Step {
    let document = world.pct.document()?;
    world.pct.answer = Some(world.wipo_at_pct().await?.ask(&document).await?);
    Ok(())
}

#[when(expr = "WIPO asks the PCT service for the document, showing {}")]
async fn asks_showing(world: &mut World, credential: Credential) -> Step {
    let wipo = world.wipo_at_pct().await?;
    let document = world.pct.document()?;
    let environment = &world.environment;
    let showing = async || {
        let call = wipo.document_call(&document)?;
        let call = credential.show(environment, &wipo.caller, call).await?;
        Answer::of(wipo.caller.send(call).await?)
    };
    // What a misbehaving authorization server mints, and what time has made of a token, leaves no control afterwards.
    wipo.ask(&document).await?.served("the control")?;
    let answer = match credential {
        Credential::MintedExpired
        | Credential::OtherIssuer
        | Credential::OtherAudience
        | Credential::NoScope => showing().await?,
        _ => {
            let again = async || Wipo::reach(environment).await?.ask(&document).await;
            attempt_first(showing, again).await?
        }
    };
    world.pct.answer = Some(answer);
    Ok(())
}

#[when(expr = "the PCT service is asked for the document by {}")]
async fn stranger_asks(world: &mut World, stranger: Stranger) -> Step {
    let wipo = world.wipo_at_pct().await?;
    let document = world.pct.document()?;
    let environment = &world.environment;
    let answer = attempt(
        async || wipo.ask(&document).await,
        async || wipo.ask_as(environment, stranger.who(), &document).await,
    );
    world.pct.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "WIPO asks the PCT service for the document, its number {}")]
async fn asks_spelling(world: &mut World, spelling: PctSpelling) -> Step {
    let wipo = world.wipo_at_pct().await?;
    let document = world.pct.document()?;
    wipo.ask(&document).await?.served("the control")?;
    let mut body = wanted(&document);
    body.insert(
        "documentNumber".to_owned(),
        json!(spelling.of(&document.number)),
    );
    world.pct.answer = Some(wipo.ask_with(&body).await?);
    Ok(())
}

#[when(expr = "WIPO asks the PCT service for a document {}")]
async fn asks_wrongly(world: &mut World, mismatch: Mismatch) -> Step {
    let wipo = world.wipo_at_pct().await?;
    let document = world.pct.document()?;
    let mut body = wanted(&document);
    match mismatch {
        Mismatch::Number => {
            let other = world.environment.document_number("IB");
            body.insert("documentNumber".to_owned(), json!(other));
        }
        Mismatch::Date => {
            let other = document.date - 1.day();
            body.insert("documentDate".to_owned(), json!(other.to_string()));
        }
    }
    let answer = attempt(
        async || wipo.ask(&document).await,
        async || wipo.ask_with(&body).await,
    );
    world.pct.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "WIPO asks the PCT service for the obstructed document")]
async fn asks_for_the_obstructed(world: &mut World) -> Step {
    let wipo = world.wipo_at_pct().await?;
    let obstructed = world.pct.document()?;
    let plain = world
        .environment
        .kept_at_pct(Availability::Available)
        .await?;
    let answer = attempt(
        async || wipo.ask(&plain).await,
        async || wipo.ask(&obstructed).await,
    );
    world.pct.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "WIPO sends the PCT service a request {}")]
async fn asks_with_a_gap(world: &mut World, gap: Gap) -> Step {
    let wipo = world.wipo_at_pct().await?;
    let document = world.pct.document()?;
    let answer = attempt(
        async || wipo.ask(&document).await,
        async || wipo.ask_with_a_gap(&document, gap).await,
    );
    world.pct.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "WIPO fetches the document at the PCT service")]
async fn fetches(world: &mut World) -> Step {
    let url = world.pct.url()?;
    world.pct.answer = Some(world.wipo_at_pct().await?.fetch(&url).await?);
    Ok(())
}

#[when(expr = "WIPO uses the download URL of the PCT service {}")]
async fn misuses(world: &mut World, alteration: Alteration) -> Step {
    let wipo = world.wipo_at_pct().await?;
    let url = world.pct.url()?;
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
    world.pct.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "WIPO uses the download URL of yesterday at the PCT service")]
async fn uses_too_late(world: &mut World) -> Step {
    let url = world.pct.url()?;
    let wipo = world.wipo_at_pct().await?;
    wipo.fetch(&url).await?.served("the control")?;
    let environment = &world.environment;
    environment
        .advance(location::LONGEST_LIFETIME + WELL_BEYOND)
        .await?;
    let document = world.pct.document()?;
    let answer = attempt_first(
        async || wipo.fetch(&url).await,
        async || Wipo::reach(environment).await?.ask(&document).await,
    );
    world.pct.answer = Some(answer.await?);
    Ok(())
}

#[then(expr = "the PCT service says where the document is")]
fn says_where(world: &mut World) -> Step {
    let answer = world.pct.demand_served("an answer with fileDownloadUrl")?;
    location::demand_download_url(&answer)
}

#[then(expr = "the PCT service refuses the request")]
fn refuses(world: &mut World) -> Step {
    let expected = "the PCT service refuses the request";
    world.pct.demand_refused(expected).map(drop)
}

#[then(regex = r"^the PCT service refuses with the detail code (-\d+)$")]
fn refuses_with_code(world: &mut World, code: i64) -> Step {
    let expected = format!("the PCT service refuses the request with the detail code {code}");
    let answer = world.pct.demand_refused(&expected)?;
    super::answer::demand_code(&answer, code, &expected)
}

#[then(expr = "the refusal of the PCT service carries a challenge")]
fn carries_a_challenge(world: &mut World) -> Step {
    let answer = world
        .pct
        .demand_refused("the PCT service refuses the request")?;
    demand_challenge(&answer)
}

/// Wrapped or not: which variant of the errors of DAS the service follows is nowhere said.
#[then(expr = "the error of the PCT service has a code and details")]
fn error_has_details(world: &mut World) -> Step {
    let answer = world
        .pct
        .demand_refused("the PCT service refuses the request")?;
    let body = answer.body();
    let plain = defect_of_error(&body, false);
    let wrapped = defect_of_error(&body, true);
    match plain.filter(|_| wrapped.is_some()) {
        None => Ok(()),
        Some(defect) => Err(Stop::violated(answer.finding(
            "an error body with a code and details, each with a code of its own",
            defect,
        ))),
    }
}

#[then(expr = "the PCT service delivers the document")]
fn delivers(world: &mut World) -> Step {
    location::demand_content(&fetched(world)?, &world.pct.document()?.content)
}

#[then(expr = "the stated checksum is that of the content")]
fn checksum_is_right(world: &mut World) -> Step {
    location::demand_checksum(&stated(world)?, &fetched(world)?)
}

#[then(expr = "the stated size is that of the content")]
fn size_is_right(world: &mut World) -> Step {
    location::demand_size(&stated(world)?, &fetched(world)?)
}

/// What the service said of the content before it was fetched.
fn stated(world: &World) -> Result<Answer, Stop> {
    let location = world.pct.location.clone();
    location.ok_or_else(|| Stop::harness("nobody asked where the content is"))
}

fn fetched(world: &World) -> Result<Answer, Stop> {
    world.pct.demand_served("the content of the document")
}

#[then(expr = "the download URL of the PCT service is encrypted")]
fn url_is_encrypted(world: &mut World) -> Step {
    location::demand_encrypted(&world.pct.demand_served("an answer with fileDownloadUrl")?)
}
