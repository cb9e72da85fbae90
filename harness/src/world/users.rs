//! What the steps about authorization by users remember.

use super::World;
use crate::actor::authorization::attempt::Attempt;
use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::grant::Grant;
use crate::actor::authorization::response::AuthorizationResponse;
use crate::actor::oauth_client::answer::Answer;
use crate::exchange::model::Exchange;
use crate::requirement::wire::ResponseOption;
use crate::stop::Stop;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct UsersState {
    /// Whether the client pushes its requests, where it need not.
    pub pushes: bool,
    /// Whether its requests have a code challenge, where they need none.
    pub challenges: bool,
    /// How the client asks to be answered, where it matters.
    pub response: Option<ResponseOption>,
    /// What came of the latest authorization request.
    pub attempt: Option<Attempt>,
    /// What a pushed request was answered with, where nobody has opened it yet.
    pub pushed: Option<Answer>,
    /// The code that the client holds.
    pub grant: Option<Grant>,
    /// The answer that brought the tokens which the client holds.
    pub tokens: Option<Answer>,
    /// The refresh token that the client holds.
    pub refresh_token: Option<String>,
    /// A page that was opened.
    pub page: Option<Exchange>,
    /// An access token from before something ended.
    pub earlier_token: Option<String>,
    /// A scope value that was asked for and never granted.
    pub never_granted: String,
    /// Whether a client was registered that asked for it.
    pub registered: Option<bool>,
    /// The names by which a user was learnt to be known.
    pub subjects: Vec<String>,
    /// What two redemptions of one code brought.
    pub raced: Vec<Answer>,
}

impl World {
    /// What the acting client's authorization requests are made of.
    pub async fn flow(&self) -> Result<Flow, Stop> {
        let flow = Flow {
            challenges: self.users.challenges,
            ..Flow::survey(&self.environment, self.acting_client()?).await?
        };
        let flow = if self.users.pushes {
            flow.pushing()
        } else {
            flow
        };
        Ok(match self.users.response {
            Some(response) => flow.answered_by(response),
            None => flow,
        })
    }

    /// What came of the latest authorization request.
    pub fn authorization_attempt(&self) -> Result<&Attempt, Stop> {
        let missing = || Stop::harness("nothing was asked of users in this scenario");
        self.users.attempt.as_ref().ok_or_else(missing)
    }

    /// The response to the latest authorization request.
    pub fn authorization_response(&self) -> Result<&AuthorizationResponse, Stop> {
        let attempt = self.authorization_attempt()?;
        let none = || Stop::violated(attempt.outcome.finding("a response to the client"));
        attempt.outcome.response().ok_or_else(none)
    }

    /// The code that the client holds.
    pub fn held_grant(&self) -> Result<&Grant, Stop> {
        let missing = || Stop::harness("the client holds no code in this scenario");
        self.users.grant.as_ref().ok_or_else(missing)
    }

    /// The answer that brought the tokens which the client holds.
    pub fn held_tokens(&self) -> Result<&Answer, Stop> {
        let missing = || Stop::harness("the client holds no tokens in this scenario");
        self.users.tokens.as_ref().ok_or_else(missing)
    }
}
