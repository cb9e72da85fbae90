//! What the client makes of metadata, refusals and access tokens.

use cucumber::then;
use url::Url;

use super::{ended_wrongly, shown_by};
use crate::actor::office_client::run::{Run, answer, status};
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[then("the client asks for no token")]
fn asks_for_no_token(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    demand_read_metadata(run)?;
    match run.token_requests().first() {
        None => Ok(()),
        Some(request) => Err(Stop::violated(
            Finding::new(
                "no use of metadata of another issuer",
                format!("an assertion for {}", request.audiences().join(", ")),
            )
            .at(request.number),
        )),
    }
}

#[then("the client signs for no other host than that of its authorization server")]
async fn signs_for_no_other_host(world: &mut World) -> Step {
    let server = world.environment.authorization_server().await?;
    let own = host(server.token_endpoint.as_str());
    let run = world.office_client.run()?;
    for request in run.token_requests() {
        let audiences = request.audiences();
        let addressed = audiences.iter().map(|audience| host(audience));
        let asked = request
            .host
            .as_deref()
            .map(|name| host(&format!("https://{name}/")));
        let foreign = addressed.chain(asked).find(|name| *name != own);
        if let Some(foreign) = foreign {
            let finding = Finding::new(
                "assertions for the authorization server that it was set up with",
                format!(
                    "an assertion for another host, {}",
                    foreign.unwrap_or_default()
                ),
            );
            return Err(Stop::violated(finding.at(request.number)));
        }
    }
    demand_read_metadata(run)
}

/// Who does not read the metadata cannot be led astray by them.
fn demand_read_metadata(run: &Run) -> Step {
    if run.has_read_metadata() {
        return Ok(());
    }
    Err(Stop::not_applicable(
        "the client does not read the metadata",
    ))
}

fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    url.host_str().map(str::to_owned)
}

#[then("the client asks DAS for nothing without a token")]
fn asks_nothing_without_token(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    let bare = |each: &&Exchange| each.request.header("authorization").is_none();
    if let Some(exchange) = run.operations_asked().find(bare) {
        let expected = "no request to DAS before there is a token";
        return shown_by(exchange, expected, "a request to DAS without a token");
    }
    demand_token_request(run)
}

/// Who goes on with a token from before learns nothing of what the token endpoint answers now.
fn demand_token_request(run: &Run) -> Step {
    if run.token_requests().is_empty() && run.operations_asked().next().is_some() {
        let why = "the client asked for no token: it went on with one from before";
        return Err(Stop::not_applicable(why));
    }
    super::assertion::demand_some(run)
}

/// A client that held a good token from before may have gone on with that one.
#[then("the client does not use the access token")]
fn does_not_use_the_token(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    demand_token_request(run)?;
    let issued = run.to_authorization_server().iter().filter_map(token_in);
    let issued: Vec<String> = issued.collect();
    if issued.is_empty() {
        let why = "the authorization server issued no token, so there was none to be checked";
        return Err(Stop::inconclusive(why));
    }
    for token in issued {
        let carried = |each: &&Exchange| {
            let header = each.request.header("authorization");
            header.is_some_and(|header| header.ends_with(&token))
        };
        if let Some(exchange) = run.operations_asked().find(carried) {
            let expected = "no use of a token that does not pass the checks";
            return shown_by(exchange, expected, "the token was used");
        }
    }
    Ok(())
}

fn token_in(exchange: &Exchange) -> Option<String> {
    let token = answer(exchange).get("access_token")?.as_str()?.to_owned();
    Some(token)
}

#[then("the client does not present the refused token again and again")]
fn does_not_repeat_the_token(world: &mut World) -> Step {
    const ENOUGH: usize = 3;
    let run = world.office_client.run()?;
    let refused: Vec<&Exchange> = run
        .operations_asked()
        .filter(|each| status(each) == 401)
        .collect();
    let token = |each: &Exchange| each.request.header("authorization").map(str::to_owned);
    for exchange in &refused {
        let same = refused.iter().filter(|each| token(each) == token(exchange));
        let times = same.count();
        if times > ENOUGH {
            let received = format!("the same refused token, {times} times");
            return shown_by(exchange, "a new token, or none", received);
        }
    }
    Ok(())
}

#[then("the client tells that it is not done")]
fn tells_that_it_is_not_done(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    if run.ended.done {
        return ended_wrongly(run, "a client that says what happened");
    }
    Ok(())
}
