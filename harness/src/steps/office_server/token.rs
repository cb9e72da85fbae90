//! Access tokens that WIPO shows to the office, and what is shown in place of them.

use cucumber::{then, when};

use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt_first;
use crate::actor::office::credential::{Capitals, Credential};
use crate::actor::wipo::Wipo;
use crate::named::named;
use crate::steps::answer::{
    INSUFFICIENT_SCOPE, INVALID_TOKEN, demand_challenge, demand_insufficient_scope,
    demand_invalid_token,
};
use crate::stop::Step;
use crate::world::World;

named! {
    /// An operation of the office's API.
    pub enum Operation {
        /// `POST requests/retrievals`.
        Retrieval = "a retrieval",
        /// `POST requests/notifications`.
        Notification = "a notification",
        /// `POST requests/files/url-downloads`.
        DownloadUrl = "a download URL",
    }
}

#[when(expr = "WIPO forwards a retrieval, showing the office {}")]
async fn forwards_showing(world: &mut World, credential: Credential) -> Step {
    let wipo = world.wipo_at_office().await?;
    let document = world.office_server.document()?;
    let environment = &world.environment;
    let set_up = world.office_server.set_up;
    let showing = async || {
        let call = wipo.forward_call(&crate::randomness::identifier(), &document)?;
        let call = credential.show(environment, &wipo.caller, call).await?;
        Answer::of(wipo.caller.send(call).await?)
    };
    wipo.forward(&document)
        .await?
        .answer
        .served("the control")?;
    let answer = if is_minted(credential) {
        // The authorization server goes on misbehaving, so that no control can follow.
        showing().await?
    } else {
        let again = async || {
            let wipo = Wipo::reach(environment, set_up).await?;
            Ok(wipo.forward(&document).await?.answer)
        };
        attempt_first(showing, again).await?
    };
    world.office_server.answer = Some(answer);
    Ok(())
}

fn is_minted(credential: Credential) -> bool {
    matches!(
        credential,
        Credential::MintedExpired
            | Credential::OtherIssuer
            | Credential::OtherAudience
            | Credential::NoScope
    )
}

#[when(expr = "WIPO forwards a retrieval to the office, the scheme in {}")]
async fn forwards_with_capitals(world: &mut World, capitals: Capitals) -> Step {
    let wipo = world.wipo_at_office().await?;
    let document = world.office_server.document()?;
    wipo.forward(&document)
        .await?
        .answer
        .served("the control")?;
    let call = wipo.forward_call(&crate::randomness::identifier(), &document)?;
    let header = format!("{} {}", capitals.scheme(), wipo.caller.access_token());
    let call = call.header("Authorization", header);
    world.office_server.answer = Some(Answer::of(wipo.caller.send(call).await?)?);
    Ok(())
}

#[when(expr = "a caller without an access token asks the office for {}")]
async fn asks_without_token(world: &mut World, operation: Operation) -> Step {
    let wipo = world.wipo_at_office().await?;
    let document = world.office_server.document()?;
    let forwarded = world.office_server.forwarded()?;
    let call = match operation {
        Operation::Retrieval => wipo.forward_call(&crate::randomness::identifier(), &document)?,
        Operation::Notification => {
            let expected = crate::randomness::identifier();
            let set_up = world.office_server.set_up;
            world
                .environment
                .expect_at_office(set_up, &expected)
                .await?;
            wipo.notification_call(&expected, &document)?
        }
        Operation::DownloadUrl => wipo.location_call(&forwarded.das_ack_id, &document)?,
    };
    let again = call.clone();
    let answer = attempt_first(
        async || Answer::of(wipo.caller.send(call).await?),
        async || Answer::of(wipo.caller.ask(again).await?),
    );
    world.office_server.answer = Some(answer.await?);
    Ok(())
}

#[then(expr = "the refusal of the office carries a challenge")]
fn has_a_challenge(world: &mut World) -> Step {
    let answer = world.office_server.answer()?;
    demand_challenge(&answer)
}

#[then(expr = "the office refuses the access token as invalid")]
fn refuses_as_invalid(world: &mut World) -> Step {
    let answer = world.office_server.demand_refused(INVALID_TOKEN)?;
    demand_invalid_token(&answer)
}

#[then(expr = "the office refuses the access token for its scope")]
fn refuses_for_scope(world: &mut World) -> Step {
    let answer = world.office_server.demand_refused(INSUFFICIENT_SCOPE)?;
    demand_insufficient_scope(&answer)
}
