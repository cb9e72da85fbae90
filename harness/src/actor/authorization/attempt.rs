//! Minimal pairs: a request that deviates is sent between two that do not.

use url::Url;

use super::deviation::Deviation;
use super::flow::Flow;
use super::request::{AuthorizationRequest, Carried};
use super::response::Outcome;
use crate::actor::environment::Environment;
use crate::actor::user_agent::{Hand, UserAgent};
use crate::stop::Stop;

/// What came of one request.
#[derive(Debug)]
pub struct Attempt {
    /// The request.
    pub request: AuthorizationRequest,
    /// What came of it.
    pub outcome: Outcome,
    /// What usually lies behind a wrong outcome.
    pub hint: Option<&'static str>,
}

/// What the user does when asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Logs in and agrees.
    Approves,
    /// Logs in and does not agree.
    Denies,
    /// Logs in and decides nothing.
    Leaves,
    /// Does not know the password.
    FailsToLogIn,
}

/// Sends a request and lets the user do what is asked.
pub async fn send(
    environment: &Environment,
    flow: &Flow,
    request: &AuthorizationRequest,
    decision: Decision,
) -> Result<Outcome, Stop> {
    let address = match request.carry(environment, flow).await? {
        Carried::At(address) => address,
        Carried::Refused(answer) if answer.puts_off() => {
            return Err(Stop::inconclusive(format!(
                "the server put the request off: {answer}"
            )));
        }
        Carried::Refused(answer) => return Ok(Outcome::NotTaken(*answer)),
    };
    open(environment, flow, address, decision).await
}

/// Opens the address of a request and lets the user do what is asked.
pub async fn open(
    environment: &Environment,
    flow: &Flow,
    address: Url,
    decision: Decision,
) -> Result<Outcome, Stop> {
    let whose = flow.client_named_in(&address);
    let arrival = browser(environment, decision)?.visit(address).await?;
    Ok(Outcome::of(arrival, whose, flow))
}

/// A browser of the user, with nothing remembered.
pub fn browser(environment: &Environment, decision: Decision) -> Result<UserAgent, Stop> {
    let login = environment.login()?;
    let (acts, deed) = match decision {
        Decision::Approves => (login.approving, "log in and agree"),
        Decision::Denies => (login.denying, "log in and do not agree"),
        Decision::Leaves => (login.leaving, "log in and go no further"),
        Decision::FailsToLogIn => (login.failing, "try a wrong password"),
    };
    let hand = if login.by_operator {
        Hand::Operator(deed)
    } else {
        Hand::Forms(acts)
    };
    let sender = environment.sender("user's browser");
    Ok(UserAgent::new(sender, hand, login.elsewhere))
}

/// A request with nothing wrong in it.
pub async fn honest(environment: &Environment, flow: &Flow) -> Result<Attempt, Stop> {
    of_request(environment, flow, flow.legal_request()).await
}

/// This request, outside of any pair.
pub async fn of_request(
    environment: &Environment,
    flow: &Flow,
    request: AuthorizationRequest,
) -> Result<Attempt, Stop> {
    let outcome = send(environment, flow, &request, Decision::Approves).await?;
    Ok(Attempt {
        request,
        outcome,
        hint: None,
    })
}

/// Sends the legal twin, then the deviation, then the twin again where the deviation was refused.
pub async fn attempt(
    environment: &Environment,
    flow: &Flow,
    deviation: &Deviation,
) -> Result<Attempt, Stop> {
    control(environment, flow, "before").await?;
    let request = deviation.request(flow)?;
    let outcome = send(environment, flow, &request, Decision::Approves).await?;
    if outcome.code().is_none() {
        control(environment, flow, "after").await?;
    }
    Ok(Attempt {
        request,
        outcome,
        hint: deviation.hint,
    })
}

/// A legal request that has to be granted, or nothing can be said.
pub async fn control(environment: &Environment, flow: &Flow, when: &str) -> Result<Attempt, Stop> {
    let control = honest(environment, flow).await?;
    if control.outcome.code().is_some() {
        return Ok(control);
    }
    Err(Stop::inconclusive(format!(
        "the control {when} the deviation was not accepted: {}",
        control.outcome
    )))
}
