//! How DAS fetches content from the office that keeps it.

use cucumber::then;

use crate::actor::office::hosted::{demand_insight, fetches};
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// What DAS fetched since the office began to misbehave, or since the beginning.
fn latest(world: &World) -> Vec<Exchange> {
    let fetches = fetches(&world.environment);
    fetches
        .into_iter()
        .skip(world.office_hosted.fetches)
        .collect()
}

#[then(expr = "DAS shows no access token to the storage of the office")]
fn shows_no_token(world: &mut World) -> Step {
    demand_insight(&world.environment)?;
    demand_no_token(&latest(world))
}

/// Whoever fetches content by a signed URL shows nothing but the URL.
pub fn demand_no_token(fetches: &[Exchange]) -> Step {
    if fetches.is_empty() {
        return Err(Stop::inconclusive("DAS did not fetch the content"));
    }
    let telling = fetches
        .iter()
        .find(|fetch| fetch.request.header("authorization").is_some());
    match telling {
        None => Ok(()),
        Some(fetch) => Err(Stop::violated(
            Finding::new(
                "a request to the signed URL and nothing more",
                "a request with an Authorization header",
            )
            .at(fetch.number),
        )),
    }
}

#[then(expr = "DAS has fetched the content more than once")]
fn fetches_again(world: &mut World) -> Step {
    let fetches = latest(world);
    if fetches.len() > 1 {
        return Ok(());
    }
    let answer = world.das.answer()?;
    Err(Stop::violated(answer.finding(
        "another attempt to fetch content that arrived corrupt",
        format!(
            "{} attempt, and the retrieval ended in error",
            fetches.len()
        ),
    )))
}

#[then(expr = "DAS requests nothing at the other host")]
fn requests_nothing_elsewhere(world: &mut World) -> Step {
    match latest(world).first() {
        None => Ok(()),
        Some(fetch) => Err(Stop::violated(
            Finding::new(
                "no request to a host that is not the office's",
                "the content was requested at the other host",
            )
            .at(fetch.number),
        )),
    }
}
