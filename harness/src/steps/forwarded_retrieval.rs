//! Retrievals that DAS forwards to the office that keeps the document, as they arrive there.

use cucumber::then;

use crate::actor::Party;
use crate::actor::office::answer::Answer;
use crate::actor::office::hosted::{Forwarded, body, calls, forwarded, forwardings};
use crate::actor::office::{WELL_BEYOND, await_end};
use crate::oracle::compact::Compact;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// After how many pauses of ten minutes an office should have been asked again.
const PAUSES: u32 = 4;

#[then(expr = "DAS forwards the retrieval to the office")]
async fn forwards(world: &mut World) -> Step {
    the_forwarded(world).await.map(drop)
}

async fn the_forwarded(world: &mut World) -> Result<Forwarded, Stop> {
    let ack = world.das.retrieval()?.ack;
    let found = forwarded(&world.environment, &ack).await?;
    let expected = "the retrieval, forwarded to the office that keeps the document under its acknowledgement id";
    found.ok_or_else(|| Stop::violated(Finding::new(expected, "no forwarded request")))
}

#[then(expr = "the forwarded retrieval does not carry the access code")]
async fn does_not_tell_the_code(world: &mut World) -> Step {
    let forwarded = the_forwarded(world).await?;
    let code = world.das.document()?.identity.access_code;
    let members = body(&forwarded.exchange);
    let members = members.as_object().cloned().unwrap_or_default();
    let telling = members.iter().find(|(name, value)| {
        (name.as_str() == "dasAccessCode" && !value.is_null()) || value.as_str() == Some(&code)
    });
    match telling {
        None => Ok(()),
        Some((name, _)) => Err(violated(
            &forwarded,
            "a request without the access code",
            format!("the access code, in the member {name}"),
        )),
    }
}

/// An opaque token cannot be judged any further; a JWT names the client for which it was minted.
#[then(expr = "the forwarded retrieval carries an access token minted for calls to the office")]
async fn carries_a_token(world: &mut World) -> Step {
    let forwarded = the_forwarded(world).await?;
    let expected = "an access token of the client that is dedicated to the office";
    let header = forwarded.exchange.request.header("authorization");
    let header = header.and_then(|header| header.split_once(' '));
    let Some((_, token)) = header else {
        return Err(violated(&forwarded, expected, "no access token".to_owned()));
    };
    let set_up = world.environment.set_up_of_office();
    let dedicated = world.environment.office_server(set_up).await?.caller;
    let Ok(jwt) = Compact::read(token) else {
        return Ok(());
    };
    let client = jwt.claims.get("sub").and_then(|sub| sub.as_str());
    if client == Some(dedicated.client_id.as_str()) {
        return Ok(());
    }
    let received = format!("a token minted for {}", client.unwrap_or("nobody"));
    Err(violated(&forwarded, expected, received))
}

#[then(expr = "DAS forwards the retrieval again")]
async fn forwards_again(world: &mut World) -> Step {
    let first = the_forwarded(world).await?;
    let second = world.second_office().await?;
    let environment = &world.environment;
    let mut pauses = 0..PAUSES;
    let again = await_end(environment, async || {
        if pauses.next().is_some() {
            environment.advance(WELL_BEYOND).await?;
        }
        second.retrieval_state(&first.das_ack).await?;
        Ok((forwardings(environment, &first.das_ack).len() > 1).then_some(()))
    });
    if again.await?.is_some() {
        return Ok(());
    }
    let second = world.second_office().await?;
    let state = second.retrieval_state(&first.das_ack).await?;
    let category = state.map_or("unknown".to_owned(), |state| state.word);
    Err(violated(
        &first,
        "the request again, once the office may be able to take it",
        format!("one request, and the retrieval as {category}"),
    ))
}

fn violated(forwarded: &Forwarded, expected: &str, received: String) -> Stop {
    Stop::violated(Finding::new(expected, received).at(forwarded.exchange.number))
}

#[then(expr = "DAS takes the report that overtook the answer")]
async fn takes_the_early_report(world: &mut World) -> Step {
    let environment = &world.environment;
    let operation = &environment.wire().das.operations.notification;
    let report = await_end(environment, async || {
        Ok(calls(environment, Party::Das, operation).into_iter().next())
    });
    let report = report.await?;
    let report = report.ok_or_else(|| Stop::inconclusive("the office did not report"))?;
    let answer = Answer::of(report)?;
    if answer.is_served() {
        return Ok(());
    }
    let expected = "DAS takes a report that arrives before the answer with its acknowledgement id";
    Err(Stop::violated(answer.finding(expected, answer.to_string())))
}
