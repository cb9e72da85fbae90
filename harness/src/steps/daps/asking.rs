//! Asking for a DAT, and what comes of it.

use std::str::FromStr;

use cucumber::{given, then, when};

use crate::actor::daps::attempt::attempt;
use crate::actor::daps::call::CallDeviation;
use crate::actor::daps::deviation::Deviation;
use crate::actor::environment::data_space::Which;
use crate::actor::oauth_client::answer::Answer;
use crate::stop::{Step, Stop};
use crate::world::World;

/// What is wrong with a request token.
#[derive(Debug, Clone, Copy, cucumber::Parameter)]
#[param(name = "request_token_deviation", regex = ".+")]
struct Wrong(&'static Deviation);

impl FromStr for Wrong {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Deviation::named(text).map(Self);
        found.ok_or_else(|| format!("no request token is made {text}"))
    }
}

#[given(expr = "{} is known to the DAPS")]
async fn is_known(world: &mut World, which: Which) -> Step {
    world.data_space.connector = Some(which);
    if which != Which::WithEqualSubjectKey {
        return Ok(());
    }
    let connector = world.environment.data_connector(which)?;
    let enrolled = world.environment.try_enrol(&connector).await?;
    let refused = || Stop::inconclusive(format!("{which} was not enrolled"));
    enrolled.then_some(()).ok_or_else(refused)
}

#[when("the connector asks the DAPS for a DAT")]
async fn asks(world: &mut World) -> Step {
    let ground = world.asking().await?;
    world.data_space.answer = Some(ground.ask(&world.environment).await?);
    Ok(())
}

#[when(expr = "the connector asks the DAPS with a request token {request_token_deviation}")]
async fn asks_with(world: &mut World, wrong: Wrong) -> Step {
    let ground = world.asking().await?;
    let request_token = wrong.0.request_token(&ground)?;
    let call = ground.call(&ground.parameters(request_token));
    world.data_space.answer = Some(attempt(&world.environment, &ground, call).await?);
    Ok(())
}

#[when(expr = "the connector sends its request {}")]
async fn sends(world: &mut World, deviation: CallDeviation) -> Step {
    let ground = world.asking().await?;
    let call = deviation.call(&ground)?;
    world.data_space.answer = Some(attempt(&world.environment, &ground, call).await?);
    Ok(())
}

#[then("the DAPS issues a DAT")]
fn issues(world: &mut World) -> Step {
    let answer = world.data_space.answer()?;
    if answer.issues_a_token() {
        return Ok(());
    }
    let finding = answer.finding("a DAT", answer.to_string());
    Err(Stop::violated(finding.turned_away()))
}

#[then("the DAPS issues no DAT")]
fn issues_none(world: &mut World) -> Step {
    let answer = world.data_space.answer()?;
    if answer.issues_a_token() {
        return Err(Stop::violated(
            answer.finding("a refusal", answer.to_string()),
        ));
    }
    Ok(())
}

/// RFC 6749, 5.2: 400, or 401 where the client is not authenticated, with the code of an error.
#[then("the DAPS says that the connector is refused")]
fn says_so(world: &mut World) -> Step {
    let answer = world.data_space.answer()?;
    let is_told = matches!(answer.status(), 400 | 401) && answer.error().is_some();
    if is_told && !answer.issues_a_token() {
        return Ok(());
    }
    let expected = "400 or 401 with the code of an error";
    Err(Stop::violated(answer.finding(expected, answer.to_string())))
}

#[then("the answer is a token response")]
fn is_a_token_response(world: &mut World) -> Step {
    let answer = world.data_space.answer()?;
    is_bearer(&answer)?;
    let lifetime = &answer.body()["expires_in"];
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let fits = lifetime.is_null() || lifetime.is_u64() || lifetime.as_str().is_some_and(digits);
    if fits {
        return Ok(());
    }
    let received = format!("expires_in {lifetime}");
    Err(Stop::violated(
        answer.finding("a lifetime in seconds", received),
    ))
}

fn is_bearer(answer: &Answer) -> Step {
    let kind = answer.text("token_type").unwrap_or("absent");
    if kind.eq_ignore_ascii_case("bearer") {
        return Ok(());
    }
    let received = format!("the token type {kind}");
    Err(Stop::violated(
        answer.finding("the token type Bearer", received),
    ))
}
