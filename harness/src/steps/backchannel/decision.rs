//! What users decide on the authentication device, and when (CIBA, 8).

use cucumber::{given, then, when};
use jiff::SignedDuration;

use crate::actor::Party;
use crate::actor::backchannel::flow::BINDING_MESSAGE;
use crate::actor::environment::backchannel::Decision;
use crate::exchange::call::Call;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// Safely beyond the end of a request.
const AFTER_THE_END: SignedDuration = SignedDuration::from_mins(5);

#[given("the user has approved the request")]
async fn has_approved(world: &mut World) -> Step {
    decide(world, Decision::Approves).await
}

#[given("the user has denied the request")]
async fn has_denied(world: &mut World) -> Step {
    decide(world, Decision::Denies).await
}

#[when(expr = "the user {} of the request")]
async fn decides(world: &mut World, decision: Decided) -> Step {
    decide(world, decision.0).await
}

#[given("the time of the request has passed")]
async fn has_expired(world: &mut World) -> Step {
    let answer = &world.backchannel_attempt()?.answer;
    let stated = answer
        .body()
        .get("expires_in")
        .and_then(serde_json::Value::as_i64);
    let none = || Stop::inconclusive("the acknowledgement does not say when the request ends");
    let lifetime = SignedDuration::from_secs(stated.ok_or_else(none)?);
    world.environment.advance(lifetime + AFTER_THE_END).await
}

#[when("the user looks at the authentication device")]
async fn looks(world: &mut World) -> Step {
    let page = world.environment.device_page().await?;
    let form = [
        ("username", page.username.to_owned()),
        ("password", page.password.to_owned()),
    ];
    let call = Call::post_form(Party::AuthorizationServer, page.url, &form);
    let shown = world.environment.sender("user's device").send(call).await?;
    world.backchannel.page = Some(shown);
    Ok(())
}

#[then("the device shows the binding message")]
fn shows_the_message(world: &mut World) -> Step {
    let missing = || Stop::harness("nobody looked at the device in this scenario");
    let page = world.backchannel.page.as_ref().ok_or_else(missing)?;
    let body = page.response.as_ref().map(|response| &response.body);
    let text = String::from_utf8_lossy(body.map_or(&[], Vec::as_slice));
    if text.contains(BINDING_MESSAGE) {
        return Ok(());
    }
    let finding = Finding::new("the binding message", "a page without the binding message");
    Err(Stop::violated(finding.at(page.number)))
}

async fn decide(world: &mut World, decision: Decision) -> Step {
    let name = world.auth_req_id()?;
    world.backchannel.is_decided = true;
    world.environment.decide(&name, decision).await
}

/// A decision in the words of a sentence.
#[derive(Debug, Clone, Copy)]
struct Decided(Decision);

impl std::str::FromStr for Decided {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "approves" => Ok(Self(Decision::Approves)),
            "wants nothing" => Ok(Self(Decision::Denies)),
            other => Err(format!("no user {other}")),
        }
    }
}
