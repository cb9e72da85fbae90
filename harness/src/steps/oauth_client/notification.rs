//! Who may notify the client (FDX, table of APIs).

use cucumber::{then, when};
use serde_json::json;

use super::shown_by;
use crate::actor::Party;
use crate::actor::office_client::run::{status, succeeded};
use crate::exchange::call::Call;
use crate::stop::{Step, Stop};
use crate::verdict::UntestedReason;
use crate::world::World;

/// One with a certificate is taken first, or nothing can be said.
#[when("a notification comes from a caller without a certificate")]
async fn notifies_without_certificate(world: &mut World) -> Step {
    let untested = || {
        Stop::untested(
            UntestedReason::NotObservable,
            "the client takes no notifications",
        )
    };
    let address = world
        .web_client()
        .await?
        .notifications
        .ok_or_else(untested)?;
    let call = || {
        Call::json(
            Party::OauthClient,
            "POST",
            address.clone(),
            &json!({ "type": "CONSENT_REVOKED" }),
        )
    };
    let identity = world.environment.vouched_identity("notifier")?;
    let known = world.environment.sender("data provider").showing(&identity);
    let control = known.map_err(Stop::harness_bug)?.send(call()).await?;
    if !succeeded(&control) {
        let why = format!(
            "a notification with a certificate was refused: {}",
            status(&control)
        );
        return Err(Stop::inconclusive(why));
    }
    let notified = world
        .environment
        .sender("stranger")
        .try_send(call())
        .await?;
    world.web_client.notified = Some(notified);
    Ok(())
}

/// A handshake that fails is a refusal as well.
#[then("the client refuses the notification")]
fn is_refused(world: &mut World) -> Step {
    let missing = || Stop::harness("nobody notified the client in this scenario");
    let exchange = world.web_client.notified.as_ref().ok_or_else(missing)?;
    if !succeeded(exchange) {
        return Ok(());
    }
    shown_by(
        exchange.number,
        "a refusal",
        format!("accepted: {}", status(exchange)),
    )
}
