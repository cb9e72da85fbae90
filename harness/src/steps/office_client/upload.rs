//! How the client uploads and registers.

use cucumber::then;
use serde_json::Value;

use super::shown_by;
use crate::actor::office_client::run::{Run, answer, checksum, described, path, status};
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::world::World;

/// A registration counts against the client when no look at the file before it had shown that DAS accepted it.
#[then("the client registers nothing that DAS has not accepted")]
fn registers_only_what_was_accepted(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    let accepted = run
        .asking(|operations| &operations.file_state)
        .find(|look| says_accepted(look));
    let early = run
        .asking(|operations| &operations.registration)
        .find(|registration| accepted.is_none_or(|look| look.number > registration.number));
    match early {
        None => Ok(()),
        Some(registration) => shown_by(
            registration,
            "a registration only after DAS has accepted the file",
            "the file was registered, and DAS had not accepted it",
        ),
    }
}

fn says_accepted(look: &Exchange) -> bool {
    answer(look)
        .get("fileStatusCategory")
        .and_then(Value::as_str)
        == Some("accepted")
}

#[then("the declared checksum is that of the upload")]
fn declares_the_checksum(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    let content = run.order.content.as_deref().unwrap_or_default();
    let expected = checksum(content);
    let mut asked = run.asking(|operations| &operations.upload_url).peekable();
    if asked.peek().is_none() {
        let why = format!("the client asked for no upload URL: {}", run.ended.how);
        return Err(Stop::inconclusive(why));
    }
    for exchange in asked {
        let body: Value = serde_json::from_slice(&exchange.request.body).unwrap_or_default();
        let declared = body.get("fileChecksum").and_then(Value::as_str);
        if declared != Some(&expected) {
            let received = format!("fileChecksum {}", declared.unwrap_or("missing"));
            let expected = format!("fileChecksum {expected}");
            return shown_by(exchange, &expected, received);
        }
    }
    Ok(())
}

#[then("the client asks for no other upload URL")]
fn asks_for_no_other_url(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    let refused = run.at_storage().find(|each| is_refused_upload(each));
    let Some(refused) = refused else {
        return Err(Stop::inconclusive("the client uploaded nothing"));
    };
    match renewal_after(run, refused) {
        None => Ok(()),
        Some(renewal) => {
            let received = format!(
                "another upload URL after {} {}: {}",
                status(refused),
                path(refused),
                described(renewal)
            );
            shown_by(renewal, "a client that tells of the refusal", received)
        }
    }
}

fn is_refused_upload(exchange: &Exchange) -> bool {
    exchange.request.method == "PUT" && status(exchange) >= 400
}

fn renewal_after<'a>(run: &'a Run, refused: &Exchange) -> Option<&'a Exchange> {
    run.asking(|operations| &operations.renewed_upload_url)
        .find(|renewal| renewal.number > refused.number)
}
