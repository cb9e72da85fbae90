//! What may befall the PCT service, and what DAS must do about it.

use cucumber::{given, then, when};
use jiff::SignedDuration;

use crate::actor::Party;
use crate::actor::office::WELL_BEYOND;
use crate::actor::office::answer::Answer;
use crate::actor::ro_ib::fetched;
use crate::named::named;
use crate::steps::fetched_content::demand_no_token;
use crate::steps::retrieval_state::polls_the_state;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// Less than the minute for which the PCT service asks to be left alone.
const HALF_A_MINUTE: SignedDuration = SignedDuration::from_secs(30);

named! {
    /// What befalls the PCT service.
    pub enum Failure {
        /// 503 with `Retry-After`, and later everything is well.
        AwayForAWhile = "is away for a while",
        /// 503 with `Retry-After`, always.
        Away = "stays away",
        /// Twenty seconds for an answer.
        Slow = "is slow",
        /// Half of the content.
        Truncating = "cuts the content off",
        /// The connection ends.
        BreakingOff = "breaks off in the middle of the content",
        /// Another checksum.
        WrongChecksum = "states a wrong checksum",
        /// Another size.
        WrongSize = "states a wrong size",
        /// Another content than the one that it announced.
        ElsewhereUrl = "names a download URL on another host",
        /// Plain HTTP.
        OpenUrl = "names a download URL that is not encrypted",
    }
}

impl Failure {
    fn fault(self) -> &'static str {
        match self {
            Self::AwayForAWhile => "is-unavailable-for-a-while",
            Self::Away => "answers-service-unavailable",
            Self::Slow => "is-slow",
            Self::Truncating => "truncates-the-content",
            Self::BreakingOff => "breaks-off-the-content",
            Self::WrongChecksum => "states-a-wrong-checksum",
            Self::WrongSize => "states-a-wrong-size",
            Self::ElsewhereUrl => "hands-out-urls-on-another-host",
            Self::OpenUrl => "hands-out-open-pct-urls",
        }
    }
}

#[given(expr = "a PCT service that {}")]
async fn fails(world: &mut World, failure: Failure) -> Step {
    world.environment.pct().await?;
    world
        .environment
        .stimulate(Party::Pct, failure.fault())
        .await
}

/// Requests the document, and waits until DAS has turned to the PCT service.
async fn request(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let identity = world.das.document()?.identity;
    world.das.retrieval = Some(second.requested(&identity).await?);
    world.environment.patience(0).await?;
    Ok(())
}

#[when(expr = "the office of second filing requests the document, and half a minute passes")]
async fn requests_and_waits_a_little(world: &mut World) -> Step {
    request(world).await?;
    world.environment.advance(HALF_A_MINUTE).await?;
    Ok(())
}

#[when(expr = "the office of second filing requests the document, and the deadline of DAS passes")]
async fn requests_and_waits_long(world: &mut World) -> Step {
    request(world).await?;
    let deadline = world.environment.wire().das.forwarding_deadline;
    world.environment.advance(deadline + WELL_BEYOND).await?;
    polls_the_state(world).await
}

#[then(expr = "DAS delivers nothing")]
fn delivers_nothing(world: &mut World) -> Step {
    let answer = world.das.answer()?;
    if !answer.is_served() {
        return Ok(());
    }
    let expected = "a retrieval that fails, since its content is not what was announced";
    Err(Stop::violated(answer.finding(expected, delivered(&answer))))
}

fn delivered(answer: &Answer) -> String {
    format!("success: the retrieval was {answer}")
}

#[then(expr = "DAS fetches nothing from where that URL leads")]
fn fetches_nothing(world: &mut World) -> Step {
    match fetched(&world.environment).first() {
        None => Ok(()),
        Some(fetch) => Err(Stop::violated(
            Finding::new(
                "no request to a host that is not the service's own",
                "the content was requested there",
            )
            .at(fetch.number),
        )),
    }
}

#[then(expr = "DAS shows no access token to the storage of the PCT service")]
fn shows_no_token(world: &mut World) -> Step {
    demand_no_token(&fetched(&world.environment))
}
