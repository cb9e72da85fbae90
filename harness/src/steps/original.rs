//! The two forms of a retrieved document: one PDF, and the original.

use cucumber::{given, then, when};
use url::Url;

use crate::actor::documents::Artefact;
use crate::actor::office::answer::Answer;
use crate::actor::office::file::{FileStage, signed_url};
use crate::actor::office::identity::Identity;
use crate::oracle::document::Certificate;
use crate::stop::{Step, Stop};
use crate::world::World;

/// Header fields that have a URL for reasons of their own (RFC 9110; RFC 8288).
const OTHER_URLS: [&str; 4] = ["location", "content-location", "link", "referer"];

#[given(expr = "the office of second filing has retrieved a document that is {}")]
async fn has_retrieved(world: &mut World, artefact: Artefact) -> Step {
    let first = world.first_office().await?;
    let second = world.second_office().await?;
    let environment = &world.environment;
    let file = first.uploaded_file(artefact).await?;
    let state = first.settled_file(environment, &file.file_id).await?;
    state.demand(FileStage::Accepted)?;
    let identity = Identity::fresh(environment, &first);
    let document = first.deposit(environment, identity, file).await?;
    let retrieval = second.retrieved(environment, &document.identity).await?;
    world.das.document = Some(document);
    world.das.retrieval = Some(retrieval);
    Ok(())
}

#[when(expr = "the office polls for the document")]
async fn polls(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    world.das.answer = Some(second.poll(Some(&ack)).await?);
    Ok(())
}

#[when(expr = "the office polls for the document and its original")]
async fn polls_for_original(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    world.das.answer = Some(second.poll_for_original(&ack).await?);
    Ok(())
}

#[then(expr = "the state leads to one PDF")]
async fn leads_to_one_pdf(world: &mut World) -> Step {
    let expected = "a fileDownloadUrl that leads to one readable PDF";
    let poll = world.das.demand_served(expected)?;
    let Some(url) = signed_url(&poll.body(), "fileDownloadUrl") else {
        return Err(Stop::violated(poll.finding(expected, "no fileDownloadUrl")));
    };
    let fetched = world.second_office().await?.fetch(&url).await?;
    if !fetched.is_served() {
        return Err(Stop::violated(
            fetched.finding(expected, fetched.to_string()),
        ));
    }
    match Certificate::read(fetched.octets()) {
        Ok(_) => Ok(()),
        Err(why) => Err(Stop::violated(
            fetched.finding(expected, format!("no PDF: {why}")),
        )),
    }
}

#[then(expr = "a header leads to the original")]
async fn a_header_leads_to_the_original(world: &mut World) -> Step {
    let expected = "a header with a URL that leads to the document as it was deposited";
    let poll = world.das.demand_served(expected)?;
    let Some((_, url)) = original(world, &poll) else {
        return Err(Stop::violated(
            poll.finding(expected, "no header with a URL"),
        ));
    };
    let fetched = world.second_office().await?.fetch(&url).await?;
    if !fetched.is_served() {
        return Err(Stop::violated(
            fetched.finding(expected, fetched.to_string()),
        ));
    }
    if fetched.octets() == world.das.document()?.content() {
        return Ok(());
    }
    Err(Stop::violated(fetched.finding(expected, "other content")))
}

#[then(expr = "no header leads to the original")]
fn no_header_leads_to_the_original(world: &mut World) -> Step {
    let expected = "no header with a URL, for the document is one PDF and nobody asked";
    let poll = world.das.demand_served(expected)?;
    match original(world, &poll) {
        None => Ok(()),
        Some((name, _)) => {
            let received = format!("a header with a URL: {name}");
            Err(Stop::violated(poll.finding(expected, received)))
        }
    }
}

#[then(expr = "the header with the original has the name of the profile")]
fn has_the_name_of_the_profile(world: &mut World) -> Step {
    let name = &world.environment.wire().das.headers.original_document_url;
    let expected = format!("the header {name}");
    let poll = world.das.demand_served(&expected)?;
    match original(world, &poll) {
        Some((found, _)) if found.eq_ignore_ascii_case(name) => Ok(()),
        Some((found, _)) => {
            let received = format!("the header {found}");
            Err(Stop::violated(poll.finding(&expected, received)))
        }
        None => Err(Stop::inconclusive("there is no header with a URL at all")),
    }
}

/// The header that leads to the original: the one of the profile, otherwise any that holds nothing but a URL, for its name is not
/// published.
fn original(world: &World, poll: &Answer) -> Option<(String, Url)> {
    let named = &world.environment.wire().das.headers.original_document_url;
    let response = poll.exchange.response.as_ref()?;
    let mut candidates: Vec<_> = response
        .headers
        .iter()
        .filter(|(name, _)| !OTHER_URLS.contains(&name.to_ascii_lowercase().as_str()))
        .filter_map(|(name, value)| Some((name.clone(), url(value)?)))
        .collect();
    candidates.sort_by_key(|(name, _)| !name.eq_ignore_ascii_case(named));
    candidates.into_iter().next()
}

fn url(value: &str) -> Option<Url> {
    let url: Url = value.parse().ok()?;
    ["http", "https"].contains(&url.scheme()).then_some(url)
}
