//! Retrievals that WIPO forwards to the office.

use cucumber::{given, then, when};
use jiff::ToSpan as _;
use serde_json::json;

use crate::actor::environment::Environment;
use crate::actor::environment::facts::KeptDocument;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt;
use crate::actor::wipo::{Forwarded, Wipo, retrieval};
use crate::exchange::call::Call;
use crate::invariants::das_response::defect_of_error;
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::world::World;

named! {
    /// A forwarded retrieval that fits no document of the office.
    pub enum Mismatch {
        /// A number that it does not keep.
        Number = "under a number that it does not keep",
        /// The day before the filing date.
        Date = "with a wrong date",
    }
}

named! {
    /// A forwarded retrieval that cannot be understood.
    pub enum Defect {
        /// No `requestAckId`.
        Acknowledgement = "without an acknowledgement id",
        /// No `documentNumber`.
        Number = "without a number",
        /// A day that no calendar has.
        ImpossibleDate = "with a date that no calendar has",
        /// The number twice, the right one last.
        TwoNumbers = "with two numbers",
    }
}

#[given(expr = "WIPO has forwarded a retrieval to the office")]
async fn has_forwarded(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let forwarded = world.wipo_at_office().await?.forward(&document).await?;
    forwarded.answer.clone().served("the forwarded retrieval")?;
    world.office_server.forwarded = Some(forwarded);
    Ok(())
}

/// An office may refuse at once what it cannot hand out, or say so later.
#[given(expr = "WIPO has tried to have the document prepared")]
async fn has_tried(world: &mut World) -> Step {
    forwards(world).await
}

#[when(expr = "WIPO forwards a retrieval to the office")]
async fn forwards(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let forwarded = world.wipo_at_office().await?.forward(&document).await?;
    remember(world, forwarded);
    Ok(())
}

#[when(expr = "WIPO forwards the same retrieval again")]
async fn forwards_again(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let first = world.office_server.forwarded()?;
    let wipo = world.wipo_at_office().await?;
    let again = wipo.forward_as(&first.das_ack_id, &document).await?;
    world.office_server.answer = Some(again.answer);
    Ok(())
}

#[when(expr = "WIPO forwards to the office a retrieval {}")]
async fn forwards_wrongly(world: &mut World, mismatch: Mismatch) -> Step {
    let document = world.office_server.document()?;
    let wipo = world.wipo_at_office().await?;
    let wanted = mismatched(&world.environment, &wipo, &document, mismatch);
    wipo.forward(&document)
        .await?
        .answer
        .served("the control")?;
    let forwarded = wipo.forward(&wanted).await?;
    remember(world, forwarded);
    Ok(())
}

fn mismatched(
    environment: &Environment,
    wipo: &Wipo,
    document: &KeptDocument,
    mismatch: Mismatch,
) -> KeptDocument {
    let mut wanted = document.clone();
    match mismatch {
        Mismatch::Number => wanted.number = environment.document_number(&wipo.facts.code),
        Mismatch::Date => wanted.date -= 1.day(),
    }
    wanted
}

#[when(expr = "WIPO sends the office a retrieval {}")]
async fn forwards_defectively(world: &mut World, defect: Defect) -> Step {
    let document = world.office_server.document()?;
    let wipo = world.wipo_at_office().await?;
    let answer = attempt(
        async || Ok(wipo.forward(&document).await?.answer),
        async || {
            let call = defective(&wipo, &document, defect)?;
            Answer::of(wipo.caller.ask(call).await?)
        },
    );
    world.office_server.answer = Some(answer.await?);
    Ok(())
}

fn defective(wipo: &Wipo, document: &KeptDocument, defect: Defect) -> Result<Call, Stop> {
    let das_ack_id = crate::randomness::identifier();
    let mut call = wipo.forward_call(&das_ack_id, document)?;
    let mut body = retrieval(&das_ack_id, document);
    match defect {
        Defect::Acknowledgement => drop(body.remove("requestAckId")),
        Defect::Number => drop(body.remove("documentNumber")),
        Defect::ImpossibleDate => drop(body.insert("documentDate".to_owned(), json!("2024-02-31"))),
        Defect::TwoNumbers => {
            call.body = with_another_number_in_front(&call.body);
            return Ok(call);
        }
    }
    call.body = serde_json::Value::Object(body).to_string().into_bytes();
    Ok(call)
}

fn with_another_number_in_front(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let rest = text.trim_start_matches('{');
    format!("{{\"documentNumber\":\"AT A 1/1999\",{rest}").into_bytes()
}

/// An access code has no business in a forwarded retrieval; an office that is told one must keep it to itself.
#[given(expr = "WIPO has forwarded a retrieval to the office that tells the access code")]
async fn forwards_with_code(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let wipo = world.wipo_at_office().await?;
    let das_ack_id = crate::randomness::identifier();
    let mut call = wipo.forward_call(&das_ack_id, &document)?;
    let mut body = retrieval(&das_ack_id, &document);
    body.insert(
        "dasAccessCode".to_owned(),
        json!(super::report::ACCESS_CODE),
    );
    call.body = serde_json::Value::Object(body).to_string().into_bytes();
    let answer = Answer::of(wipo.caller.ask(call).await?)?;
    let answer = answer.served("the forwarded retrieval with an access code")?;
    let forwarded = Forwarded {
        das_ack_id,
        office_ack_id: answer.text("requestAckId"),
        answer,
    };
    remember(world, forwarded);
    Ok(())
}

fn remember(world: &mut World, forwarded: Forwarded) {
    world.office_server.answer = Some(forwarded.answer.clone());
    world.office_server.forwarded = Some(forwarded);
}

#[then(expr = "the office takes the request")]
fn takes(world: &mut World) -> Step {
    world
        .office_server
        .demand_served("the office takes the request")
        .map(drop)
}

#[then(expr = "the office refuses the request")]
fn refuses(world: &mut World) -> Step {
    world
        .office_server
        .demand_refused("the office refuses the request")
        .map(drop)
}

#[then(expr = "the office acknowledges the retrieval with an id of its own")]
fn acknowledges(world: &mut World) -> Step {
    let expected = "an acknowledgement with a requestAckId of the office's own";
    let answer = world.office_server.demand_served(expected)?;
    let own = answer.text("requestAckId");
    let of_wipo = world.office_server.forwarded()?.das_ack_id;
    match own {
        Some(own) if own != of_wipo => Ok(()),
        Some(_) => Err(Stop::violated(
            answer.finding(expected, "WIPO's own requestAckId"),
        )),
        None => Err(Stop::violated(answer.finding(expected, "no requestAckId"))),
    }
}

#[then(expr = "the office acknowledges it with the same id as before")]
fn acknowledges_alike(world: &mut World) -> Step {
    let expected = "the requestAckId that the office gave the request at first";
    let answer = world.office_server.demand_served(expected)?;
    let first = world.office_server.forwarded()?.office_ack_id;
    if answer.text("requestAckId") == first {
        return Ok(());
    }
    Err(Stop::violated(
        answer.finding(expected, "another requestAckId"),
    ))
}

#[then(expr = "the error of the office has a code and details")]
fn has_details(world: &mut World) -> Step {
    let answer = world
        .office_server
        .demand_refused("the office refuses the request")?;
    let body = answer.body();
    match defect_of_error(
        &body,
        body.get("error").is_some_and(serde_json::Value::is_object),
    ) {
        None => Ok(()),
        Some(defect) => Err(Stop::violated(answer.finding(
            "an error body with a code and details, each with a code of its own",
            defect,
        ))),
    }
}
