//! Minimal pairs: a request that deviates is sent between two that do not.

use super::deviation::Deviation;
use super::flow::BackchannelFlow;
use super::request::BackchannelRequest;
use crate::actor::environment::Environment;
use crate::actor::oauth_client::answer::Answer;
use crate::stop::Stop;

/// What came of one request.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The request.
    pub request: BackchannelRequest,
    /// What it was answered with.
    pub answer: Answer,
    /// What usually lies behind a wrong answer.
    pub hint: Option<&'static str>,
}

impl Attempt {
    /// The name of the request, where it was acknowledged.
    pub fn auth_req_id(&self) -> Option<&str> {
        let name = self.answer.text("auth_req_id");
        name.filter(|name| self.answer.succeeded() && !name.is_empty())
    }

    /// The same, without which nobody can poll.
    pub fn name(&self) -> Result<&str, Stop> {
        let refused = || {
            let why = format!("the request was not acknowledged: {}", self.told());
            Stop::inconclusive(why)
        };
        self.auth_req_id().ok_or_else(refused)
    }

    /// In a report.
    pub fn told(&self) -> String {
        match self.auth_req_id() {
            Some(_) => format!("accepted: {} with an auth_req_id", self.answer.status()),
            None => self.answer.to_string(),
        }
    }
}

/// Sends a request, whatever comes of it.
pub async fn send(
    environment: &Environment,
    flow: &BackchannelFlow,
    request: BackchannelRequest,
) -> Result<Attempt, Stop> {
    let answer = request.send(environment, flow).await?;
    if answer.puts_off() {
        let why = format!("the server put the request off: {answer}");
        return Err(Stop::inconclusive(why));
    }
    Ok(Attempt {
        request,
        answer,
        hint: None,
    })
}

/// A request with nothing wrong in it.
pub async fn honest(environment: &Environment, flow: &BackchannelFlow) -> Result<Attempt, Stop> {
    send(environment, flow, flow.legal_request()).await
}

/// Sends the legal twin, then the deviation, then the twin again where the deviation was refused.
pub async fn attempt(
    environment: &Environment,
    flow: &BackchannelFlow,
    deviation: &Deviation,
) -> Result<Attempt, Stop> {
    let control_request = || deviation.control(flow);
    control(environment, flow, control_request()?, "before").await?;
    let request = deviation.request(flow)?;
    let attempt = send(environment, flow, request).await?;
    if attempt.auth_req_id().is_none() {
        control(environment, flow, control_request()?, "after").await?;
    }
    Ok(Attempt {
        hint: deviation.hint,
        ..attempt
    })
}

/// A legal request that has to be acknowledged, or nothing can be said.
pub async fn control(
    environment: &Environment,
    flow: &BackchannelFlow,
    request: BackchannelRequest,
    when: &str,
) -> Result<Attempt, Stop> {
    let control = send(environment, flow, request).await?;
    if control.auth_req_id().is_some() {
        return Ok(control);
    }
    Err(Stop::inconclusive(format!(
        "the control {when} the deviation was not accepted: {}",
        control.told()
    )))
}
