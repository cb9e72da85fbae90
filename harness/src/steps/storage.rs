//! The storage behind signed URLs: lists that nobody may have, and channels that are not encrypted.

use cucumber::{then, when};
use url::Url;

use crate::actor::Party;
use crate::actor::office::Office;
use crate::actor::office::storage::{Listing, in_the_clear};
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[when(expr = "a stranger asks for a list of {}")]
async fn stranger_lists(world: &mut World, listing: Listing) -> Step {
    let office = world.second_office().await?;
    let url = world.das.download_url()?;
    office.fetch(&url).await?.served("the control")?;
    let stranger = world.environment.sender("stranger");
    let call = Call::get(Party::Das, listing.of(&url));
    world.das.probed = Some(stranger.try_send(call).await?);
    Ok(())
}

/// Any page may be served at such an address, as long as it does not name what is stored.
#[then(expr = "nothing of what is stored is told")]
fn tells_nothing(world: &mut World) -> Step {
    let exchange = world.das.probed()?;
    let url = world.das.download_url()?;
    let Some(response) = served(&exchange) else {
        return Ok(());
    };
    let stored = name_of_object(&url).ok_or_else(|| {
        Stop::inconclusive("the download URL has no part by which a list would name the document")
    })?;
    if !String::from_utf8_lossy(&response.body).contains(stored) {
        return Ok(());
    }
    let received = format!("{}: a list with the stored document", response.status);
    Err(violated(&exchange, "no list of what is stored", received))
}

/// The part of a path that names the object and nothing else: the longest, if it is no everyday word.
fn name_of_object(url: &Url) -> Option<&str> {
    const SHORTEST: usize = 8;
    let longest = url.path_segments()?.max_by_key(|segment| segment.len())?;
    let names = longest.len() >= SHORTEST && longest.contains(|each: char| each.is_ascii_digit());
    names.then_some(longest)
}

#[when(expr = "the office of second filing downloads the document in the clear")]
async fn downloads_in_the_clear(world: &mut World) -> Step {
    let office = world.second_office().await?;
    let url = world.das.download_url()?;
    office.fetch(&url).await?.served("the control")?;
    let call = Call::get(Party::Das, clear(&url)?);
    world.das.probed = Some(office.sender().try_send(call).await?);
    Ok(())
}

#[when(expr = "the office uploads the document in the clear")]
async fn uploads_in_the_clear(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let file = world.das.file()?;
    let media_type = file.made.format.media_type();
    let url = clear(&file.upload_url)?;
    let call = Call::octets(
        Party::Das,
        "PUT",
        url,
        media_type,
        file.made.content.clone(),
    );
    world.das.probed = Some(office.sender().try_send(call).await?);
    upload_encrypted(&office, world).await
}

/// The control, which comes second: content is taken only once.
async fn upload_encrypted(office: &Office, world: &World) -> Step {
    let taken = served(&world.das.probed()?).is_some();
    let answer = office.upload(&world.das.file()?).await?;
    if taken {
        return Ok(());
    }
    answer.served("the control").map(drop)
}

/// A connection that fails, a refusal, or a redirection to an encrypted channel: all are fine.
#[then(expr = "nothing is served in the clear")]
fn serves_nothing_in_the_clear(world: &mut World) -> Step {
    let exchange = world.das.probed()?;
    match served(&exchange) {
        None => Ok(()),
        Some(response) => {
            let received = format!("{}: served in the clear", response.status);
            let expected = "no answer, a refusal, or a redirection to an encrypted channel";
            Err(violated(&exchange, expected, received))
        }
    }
}

fn served(exchange: &Exchange) -> Option<&crate::exchange::model::Response> {
    let response = exchange.response.as_ref()?;
    (200..300).contains(&response.status).then_some(response)
}

fn violated(exchange: &Exchange, expected: &str, received: String) -> Stop {
    Stop::violated(Finding::new(expected, received).at(exchange.number))
}

fn clear(url: &Url) -> Result<Url, Stop> {
    in_the_clear(url).ok_or_else(|| Stop::harness("a signed URL has a scheme that can be changed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(url: &str) -> Option<String> {
        let url: Url = url.parse().ok()?;
        name_of_object(&url).map(str::to_owned)
    }

    #[test]
    fn an_object_is_named_by_the_longest_part_of_its_path() {
        let object = "7f3c9a12-document";
        for end in ["", "/", "/content"] {
            let url = format!("https://storage.test/files/{object}{end}?sig=a");
            assert_eq!(name(&url).as_deref(), Some(object), "{url}");
        }
    }

    #[test]
    fn everyday_words_name_no_object() {
        for path in ["", "content", "downloads", "a1"] {
            assert_eq!(
                name(&format!("https://storage.test/{path}")),
                None,
                "{path}"
            );
        }
    }
}
