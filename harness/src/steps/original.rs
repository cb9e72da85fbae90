//! The two forms of a retrieved document: one PDF, and the original.

use cucumber::{given, then, when};
use url::Url;

use crate::actor::Party;
use crate::actor::documents::Artefact;
use crate::actor::office::answer::Answer;
use crate::actor::office::file::{FileStage, signed_url};
use crate::actor::office::identity::Identity;
use crate::exchange::call::Call;
use crate::exchange::model::{Exchange, Response};
use crate::oracle::document::Certificate;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// Header fields that have a URL for reasons of their own (RFC 9110; RFC 8288; Fetch Standard, 3.3).
const OTHER_URLS: [&str; 5] = [
    "location",
    "content-location",
    "link",
    "referer",
    "access-control-allow-origin",
];

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
    world.das.demand_served(expected)?;
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    // Among the states of other retrievals the one that is meant.
    let state = second.retrieval_state(&ack).await?;
    let state = state.ok_or_else(|| Stop::inconclusive("polling does not show the retrieval"))?;
    let Some(url) = signed_url(&state.item, "fileDownloadUrl") else {
        let finding = state.poll.finding(expected, "no fileDownloadUrl");
        return Err(Stop::violated(finding));
    };
    let fetched = second.fetch(&url).await?;
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
    let candidates = followed(world, &poll).await?;
    if leading_to_original(world, &candidates)?.is_some() {
        return Ok(());
    }
    Err(Stop::violated(match candidates.first() {
        None => poll.finding(expected, "no header with a URL"),
        Some(other) => Finding::new(expected, other.content()).at(other.fetched.number),
    }))
}

#[then(expr = "no header leads to the original")]
async fn no_header_leads_to_the_original(world: &mut World) -> Step {
    let expected =
        "no header with the URL of the original, for the document is one PDF and nobody asked";
    let poll = world.das.demand_served(expected)?;
    let candidates = followed(world, &poll).await?;
    match leading_to_original(world, &candidates)? {
        None => Ok(()),
        Some(found) => {
            let received = format!("a header with a URL: {}", found.name);
            Err(Stop::violated(poll.finding(expected, received)))
        }
    }
}

#[then(expr = "the header with the original has the name of the profile")]
async fn has_the_name_of_the_profile(world: &mut World) -> Step {
    let name = world
        .environment
        .wire()
        .das
        .headers
        .original_document_url
        .clone();
    let expected = format!("the header {name}");
    let poll = world.das.demand_served(&expected)?;
    let candidates = followed(world, &poll).await?;
    match leading_to_original(world, &candidates)? {
        Some(found) if found.name.eq_ignore_ascii_case(&name) => Ok(()),
        Some(found) => {
            let received = format!("the header {}", found.name);
            Err(Stop::violated(poll.finding(&expected, received)))
        }
        None => Err(Stop::inconclusive("no header leads to the original")),
    }
}

/// A header that may lead to the original, and what is where it leads.
struct Candidate {
    name: String,
    fetched: Exchange,
}

impl Candidate {
    /// What was found there, in words.
    fn content(&self) -> String {
        match &self.fetched.response {
            Some(response) if is_success(response) => "other content".to_owned(),
            Some(response) => format!("{} at the URL in {}", response.status, self.name),
            None => format!("no answer at the URL in {}", self.name),
        }
    }
}

fn is_success(response: &Response) -> bool {
    (200..300).contains(&response.status)
}

/// Fetches what the headers lead to that hold nothing but a URL, that of the profile first, for the name is not published.
async fn followed(world: &mut World, poll: &Answer) -> Result<Vec<Candidate>, Stop> {
    let office = world.second_office().await?;
    let mut followed = Vec::new();
    for (name, url) in urls_in_headers(world, poll) {
        let call = Call::get(Party::Das, url);
        let fetched = office.sender().try_send(call).await?;
        followed.push(Candidate { name, fetched });
    }
    Ok(followed)
}

/// A header may have a URL for whatever reason; only content tells which of them leads to the original.
fn leading_to_original<'a>(
    world: &World,
    candidates: &'a [Candidate],
) -> Result<Option<&'a Candidate>, Stop> {
    let document = world.das.document()?;
    let leads = |candidate: &&Candidate| {
        let response = candidate.fetched.response.as_ref();
        let served = response.filter(|response| is_success(response));
        served.is_some_and(|response| response.body == document.content())
    };
    Ok(candidates.iter().find(leads))
}

fn urls_in_headers(world: &World, poll: &Answer) -> Vec<(String, Url)> {
    let named = &world.environment.wire().das.headers.original_document_url;
    let headers = poll
        .exchange
        .response
        .iter()
        .flat_map(|response| &response.headers);
    let mut candidates: Vec<_> = headers
        .filter(|(name, _)| !OTHER_URLS.contains(&name.to_ascii_lowercase().as_str()))
        .filter_map(|(name, value)| Some((name.clone(), url(value)?)))
        .collect();
    candidates.sort_by_key(|(name, _)| !name.eq_ignore_ascii_case(named));
    candidates
}

fn url(value: &str) -> Option<Url> {
    let url: Url = value.parse().ok()?;
    ["http", "https"].contains(&url.scheme()).then_some(url)
}
