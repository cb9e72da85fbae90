//! Minimal pairs: a deviation is sent between two controls, so that a refusal says something about the deviation.

use super::Ground;
use crate::actor::environment::Environment;
use crate::actor::oauth_client::answer::Answer;
use crate::exchange::call::Call;
use crate::stop::Stop;

/// Sends the legal twin, then the deviation, then the twin again where the deviation was refused.
pub async fn attempt(
    environment: &Environment,
    ground: &Ground,
    deviation: Call,
) -> Result<Answer, Stop> {
    control(environment, ground, "before").await?;
    let answer = ground.send(environment, deviation).await?;
    if answer.puts_off() {
        let why = format!("the DAPS put the request off: {answer}");
        return Err(Stop::inconclusive(why));
    }
    if !answer.issues_a_token() {
        control(environment, ground, "after").await?;
    }
    Ok(answer)
}

/// Demands a DAT for a request with nothing wrong in it.
pub async fn control(
    environment: &Environment,
    ground: &Ground,
    when: &str,
) -> Result<Answer, Stop> {
    let answer = ground.ask(environment).await?;
    if answer.issues_a_token() {
        return Ok(answer);
    }
    let why = format!("the control {when} the deviation was not accepted: {answer}");
    Err(Stop::inconclusive(why))
}
