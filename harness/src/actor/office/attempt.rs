//! Controls: no refusal counts unless the same request without its deviation is served.

use super::answer::Answer;
use crate::stop::Stop;

/// Sends the legal twin of a request, then the request, and when that is refused another twin: a server that locks everybody out
/// has refused nothing.
pub async fn attempt(
    control: impl AsyncFn() -> Result<Answer, Stop>,
    deviation: impl AsyncFnOnce() -> Result<Answer, Stop>,
) -> Result<Answer, Stop> {
    control().await?.served("the control")?;
    let answer = deviation().await?;
    if !answer.is_served() {
        control().await?.served("the control after the refusal")?;
    }
    Ok(answer)
}

/// Sends a request and, when it is refused, its legal twin: for what can be done only once, so that the twin must come last.
pub async fn attempt_first(
    deviation: impl AsyncFnOnce() -> Result<Answer, Stop>,
    control: impl AsyncFnOnce() -> Result<Answer, Stop>,
) -> Result<Answer, Stop> {
    let answer = deviation().await?;
    if !answer.is_served() {
        control().await?.served("the control")?;
    }
    Ok(answer)
}
