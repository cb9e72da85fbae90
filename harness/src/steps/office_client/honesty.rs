//! What the client says in the end, and what it says it with.

use cucumber::then;
use serde_json::Value;

use super::{ended_wrongly, shown_by};
use crate::actor::office_client::run::{Run, answer, checksum, succeeded};
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[then("the client says that it is done only if DAS has acknowledged the registration")]
fn says_done_only_if_acknowledged(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    let acknowledged = run
        .asking(|operations| &operations.registration)
        .any(succeeded);
    if run.ended.done && !acknowledged {
        return ended_wrongly(run, "\"done\" only after an acknowledgement");
    }
    Ok(())
}

/// A client that fetched the right document in the end has lost nothing.
#[then("the client does not pass off what it has for the document")]
async fn passes_nothing_off(world: &mut World) -> Step {
    let kept = world.document_of_another_office().await?;
    let run = world.office_client.run()?;
    let brought = run.ended.document.as_deref().unwrap_or_default();
    if run.ended.done && checksum(brought) != checksum(kept.content()) {
        return ended_wrongly(run, "the document, or word that there is none");
    }
    Ok(())
}

#[then("the client brings the document as it is kept")]
async fn brings_the_document(world: &mut World) -> Step {
    let kept = world.document_of_another_office().await?;
    let ended = &world.office_client.run()?.ended;
    if ended.document.as_deref() == Some(kept.content()) {
        return Ok(());
    }
    let expected = "the document as it is kept";
    let finding = match &ended.document {
        Some(_) => Finding::new(expected, "another document"),
        None => Finding::new(expected, ended.how.clone()),
    };
    Err(Stop::violated(finding))
}

#[then("the client uses nothing of it")]
fn uses_nothing(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    if run.ended.done {
        return ended_wrongly(run, "word that nobody known has signed the content");
    }
    Ok(())
}

/// Either the document was changed or its stated checksum is another one, so a client that compares them is not done.
#[then("the client does not use a document that differs from its stated checksum")]
fn compares_the_checksum(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    let wanted = run
        .asking(|operations| &operations.download_url)
        .filter_map(stated_checksum)
        .last();
    let wanted = wanted.ok_or_else(|| {
        Stop::not_applicable("the client asked for nothing that states a checksum")
    })?;
    let brought = run.ended.document.as_deref().unwrap_or_default();
    if run.ended.done && wanted != checksum(brought) {
        return ended_wrongly(run, "word that the checksum does not fit");
    }
    Ok(())
}

fn stated_checksum(exchange: &Exchange) -> Option<String> {
    let stated = answer(exchange).get("fileChecksum")?.as_str()?.to_owned();
    Some(stated)
}

#[then("the client tells what DAS says about the failure")]
fn tells_the_details(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    let told = told_by_das(run);
    if told.is_empty() {
        return Err(Stop::inconclusive("DAS named no reason in this exchange"));
    }
    if told.iter().any(|word| run.ended.said.contains(word)) {
        return Ok(());
    }
    Err(Stop::violated(Finding::new(
        format!("one of: {}", told.join(", ")),
        "nothing of what DAS said",
    )))
}

/// Codes and messages in refusals and in the states of requests.
fn told_by_das(run: &Run) -> Vec<String> {
    let mut told = Vec::new();
    for exchange in run.operations_asked() {
        collect(&answer(exchange), &mut told);
    }
    told
}

fn collect(value: &Value, told: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, told)),
        Value::Object(members) => {
            for (name, inner) in members {
                match (name.as_str(), inner) {
                    ("errorCode" | "code", Value::Number(code)) => told.push(code.to_string()),
                    ("statusMessage" | "message", Value::String(text)) => told.push(text.clone()),
                    _ => collect(inner, told),
                }
            }
        }
        _ => {}
    }
}

#[then("what the client sends is JSON with the number as it is")]
fn sends_json(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    let with_body = |each: &&Exchange| !each.request.body.is_empty();
    let mut written = run.operations_asked().filter(with_body).peekable();
    if written.peek().is_none() {
        let why = format!("the client sent nothing with a body: {}", run.ended.how);
        return Err(Stop::not_applicable(why));
    }
    for exchange in written {
        let expected = format!("JSON with the documentNumber {:?}", run.order.number);
        let Ok(body) = serde_json::from_slice::<Value>(&exchange.request.body) else {
            let sent = String::from_utf8_lossy(&exchange.request.body);
            let start: String = sent.chars().take(80).collect();
            return shown_by(exchange, &expected, format!("no JSON: {start}"));
        };
        let number = body.get("documentNumber").and_then(Value::as_str);
        if number.is_some_and(|number| number != run.order.number) {
            let received = format!("documentNumber {:?}", number.unwrap_or_default());
            return shown_by(exchange, &expected, received);
        }
    }
    Ok(())
}
