//! How a client waits between two polls (CIBA, 7.3 and 11): by the interval that it was told, and longer each time it is slowed down.

use jiff::SignedDuration;
use serde_json::Value;

use super::attempt::Attempt;
use crate::actor::environment::Environment;
use crate::actor::oauth_client::answer::Answer;
use crate::stop::Stop;

/// Seconds between two polls where the server says nothing (CIBA, 7.3).
const USUAL: i64 = 5;
/// Seconds by which a client slows down when it is told to (CIBA, 11).
const SLOWER: SignedDuration = SignedDuration::from_secs(5);
/// How many polls after a decision are enough.
const ROUNDS: u32 = 4;

/// The pace of one client, for one request.
#[derive(Debug)]
pub struct Pace {
    interval: SignedDuration,
    rounds: u32,
}

impl Pace {
    /// The pace that an acknowledgement asks for; the usual one at least, since a server that is not ours needs time to learn of decisions.
    pub fn of(asked: &Attempt) -> Self {
        let stated = asked.answer.body().get("interval").and_then(Value::as_i64);
        Self {
            interval: SignedDuration::from_secs(stated.unwrap_or(USUAL).max(USUAL)),
            rounds: ROUNDS,
        }
    }

    /// Waits for another round where all of these answers put the client off; false where nothing is to be waited for. Our own server knows
    /// at once what users decide.
    pub async fn goes_on(
        &mut self,
        environment: &Environment,
        answers: &[Answer],
    ) -> Result<bool, Stop> {
        if environment.is_built_in() || !answers.iter().all(puts_off) {
            return Ok(false);
        }
        if self.rounds == 0 {
            let why = "the server does not learn of the decision of the user";
            return Err(Stop::inconclusive(why));
        }
        self.rounds -= 1;
        if answers.iter().any(slows_down) {
            self.interval += SLOWER;
        }
        environment.clock().wait(self.interval).await;
        Ok(true)
    }
}

fn puts_off(answer: &Answer) -> bool {
    answer.error() == Some("authorization_pending") || slows_down(answer) || answer.puts_off()
}

fn slows_down(answer: &Answer) -> bool {
    answer.error() == Some("slow_down")
}
