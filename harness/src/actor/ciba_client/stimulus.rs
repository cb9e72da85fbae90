//! What the authorization server does for the sake of judging a client of the back channel: illegal, or legal and rare.

use std::str::FromStr;

/// One deviation, by its wording in scenarios.
#[derive(Debug, Clone, Copy)]
pub struct Stimulus {
    words: &'static str,
    /// What the authorization server commits.
    pub fault: &'static str,
}

const fn row(words: &'static str, fault: &'static str) -> Stimulus {
    Stimulus { words, fault }
}

const ROWS: &[Stimulus] = &[
    row(
        "the acknowledgement has no auth_req_id",
        "omits-the-auth-req-id",
    ),
    row(
        "the acknowledgement has no expires_in",
        "omits-expires-in-of-acknowledgements",
    ),
    row("the acknowledgement has no interval", "omits-the-interval"),
    row("the interval is half a minute", "states-a-long-interval"),
    row("polls last for half a minute", "long-polls"),
    row("each poll is told to slow down", "slows-clients-down"),
    row("polls are called invalid", "calls-polls-invalid"),
    row("the server has no time for polls", "answers-polls-with-503"),
    row(
        "the pushed ID token is signed by nobody",
        "signs-id-tokens-with-an-unpublished-key",
    ),
    row(
        "the pushed ID token is about another request",
        "misstates-the-auth-req-id-claim",
    ),
    row(
        "another access token is pushed",
        "pushes-another-access-token",
    ),
    row(
        "another refresh token is pushed",
        "pushes-another-refresh-token",
    ),
    row("the end of the request is pushed", "pushes-expired-token"),
];

impl FromStr for Stimulus {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut known = ROWS.iter();
        let found = known.find(|row| row.words == text);
        found
            .copied()
            .ok_or_else(|| format!("no authorization server deviates so: {text}"))
    }
}
