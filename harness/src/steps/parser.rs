//! Requests that two parsers read differently, written byte by byte where an HTTP library would refuse to.

use cucumber::{then, when};
use url::Url;

use crate::actor::Party;
use crate::actor::documents::Artefact;
use crate::actor::office::Office;
use crate::actor::office::answer::Answer;
use crate::actor::office::file::declaration;
use crate::exchange::call::Call;
use crate::exchange::raw::RawAnswer;
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

named! {
    /// Which of two lengths is that of the body.
    pub enum RightLength {
        /// The second one is too short.
        First = "the first one",
        /// The first one is too short.
        Second = "the second one",
    }
}

#[when(expr = "the office sends one length with a request for an upload URL")]
async fn sends_one_length(world: &mut World) -> Step {
    let office = world.first_office().await?;
    world.das.answer = Some(demand_answer(
        &with_lengths(&office, |length| vec![length]).await?,
    )?);
    Ok(())
}

#[when(expr = "the office sends two lengths, {} right, with a request for an upload URL")]
async fn sends_two_lengths(world: &mut World, right: RightLength) -> Step {
    let office = world.first_office().await?;
    control(&office).await?;
    let conflicting = with_lengths(&office, |length| match right {
        RightLength::First => vec![length, length / 2],
        RightLength::Second => vec![length / 2, length],
    });
    let conflicting = conflicting.await?;
    control(&office).await?;
    world.das.answer = Some(answer_or_close(conflicting)?);
    Ok(())
}

#[when(expr = "the office hides a request behind the last chunk of another")]
async fn hides_a_request(world: &mut World) -> Step {
    let office = world.first_office().await?;
    control(&office).await?;
    let hidden = head(
        "GET",
        &office.poll_call(None)?.url,
        &office,
        &[("Connection", "close".to_owned())],
    );
    let body = format!("0\r\n\r\n{hidden}");
    let call = upload_url_call(&office)?;
    let lengths = [
        ("Content-Type", "application/json".to_owned()),
        ("Content-Length", body.len().to_string()),
        ("Transfer-Encoding", "chunked".to_owned()),
    ];
    let octets = format!("{}{body}", head("POST", &call.url, &office, &lengths));
    world.das.raw = Some(
        office
            .sender()
            .send_raw(Party::Das, &call.url, octets.into_bytes())
            .await?,
    );
    Ok(())
}

#[then(expr = "DAS does not answer the hidden request")]
fn hidden_request_is_not_answered(world: &mut World) -> Step {
    let raw = world
        .das
        .raw
        .as_ref()
        .ok_or_else(|| Stop::harness("nothing was sent"))?;
    let statuses = raw.statuses();
    let Some(second) = statuses.get(1) else {
        return Ok(());
    };
    let expected = "one answer at most, and the connection closed (RFC 9112, 6.1)";
    let received = format!(
        "a second answer, {second}, behind the first, {}",
        statuses[0]
    );
    Err(Stop::violated(
        Finding::new(expected, received).at(raw.exchange.number),
    ))
}

#[when(expr = "the office polls its retrievals by a method that is not allowed")]
async fn uses_another_method(world: &mut World) -> Step {
    let office = world.first_office().await?;
    office.poll(None).await?.served("the control")?;
    let call = Call {
        method: "PATCH",
        ..office.poll_call(None)?
    };
    let exchange = office.ask(call).await?;
    world.das.answer = Some(Answer {
        exchange,
        refusal: None,
    });
    Ok(())
}

#[then(expr = "the answer names the methods allowed where it refuses the method")]
fn names_the_methods(world: &mut World) -> Step {
    let answer = world.das.answer()?;
    if answer.status() != 405 || answer.header("Allow").is_some() {
        return Ok(());
    }
    Err(Stop::violated(
        answer.finding("a 405 answer with Allow", "405 without Allow"),
    ))
}

/// The same request in one piece.
async fn control(office: &Office) -> Step {
    let answer = demand_answer(&with_lengths(office, |length| vec![length]).await?)?;
    answer.served("the control").map(drop)
}

async fn with_lengths(
    office: &Office,
    lengths: impl FnOnce(usize) -> Vec<usize>,
) -> Result<RawAnswer, Stop> {
    let call = upload_url_call(office)?;
    let mut fields = vec![
        ("Content-Type", "application/json".to_owned()),
        ("Connection", "close".to_owned()),
    ];
    let lengths = lengths(call.body.len()).into_iter();
    fields.extend(lengths.map(|length| ("Content-Length", length.to_string())));
    let mut octets = head("POST", &call.url, office, &fields).into_bytes();
    octets.extend(&call.body);
    office
        .sender()
        .send_raw(Party::Das, &call.url, octets)
        .await
}

fn upload_url_call(office: &Office) -> Result<Call, Stop> {
    office.upload_url_call(&declaration(
        &Artefact::Pdf.make(&crate::randomness::identifier()),
    ))
}

/// The head of a request as RFC 9112 writes it.
fn head(method: &str, url: &Url, office: &Office, fields: &[(&str, String)]) -> String {
    let port = url
        .port()
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    let host = format!("{}{port}", url.host_str().unwrap_or_default());
    let authorization = format!("Bearer {}", office.access_token());
    let own = [("Host", host), ("Authorization", authorization)];
    let lines = own
        .iter()
        .chain(fields)
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    format!(
        "{method} {} HTTP/1.1\r\n{}\r\n",
        url.path(),
        lines.collect::<String>()
    )
}

fn demand_answer(raw: &RawAnswer) -> Result<Answer, Stop> {
    if raw.exchange.response.is_none() {
        return Err(Stop::inconclusive(
            "DAS gave no HTTP answer to a request in one piece",
        ));
    }
    Answer::of(raw.exchange.clone())
}

/// A server may refuse a framing without a word, by closing the connection.
fn answer_or_close(raw: RawAnswer) -> Result<Answer, Stop> {
    if raw.exchange.response.is_some() {
        return Answer::of(raw.exchange);
    }
    if raw.closed {
        let exchange = raw.exchange;
        return Ok(Answer::late(exchange, &serde_json::Value::Null));
    }
    Err(Stop::inconclusive(
        "DAS neither answered nor closed the connection",
    ))
}
