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
        "the ID token names another issuer",
        "names-another-issuer-in-id-tokens",
    ),
    row(
        "the ID token names no issuer",
        "omits-the-issuer-of-id-tokens",
    ),
    row(
        "the ID token is for another client",
        "names-another-audience-in-id-tokens",
    ),
    row(
        "the ID token is for another client too",
        "names-others-beside-the-client-in-id-tokens",
    ),
    row(
        "the ID token is for nobody",
        "omits-the-audience-of-id-tokens",
    ),
    row(
        "the ID token has its audience in an array",
        "writes-audiences-of-id-tokens-as-arrays",
    ),
    row(
        "the ID token has expired",
        "issues-id-tokens-that-have-just-expired",
    ),
    row(
        "the ID token never expires",
        "omits-the-expiry-of-id-tokens",
    ),
    row("the ID token is unsigned", "sends-unsigned-id-tokens"),
    row(
        "the ID token is unsigned under another spelling of none",
        "misspells-none-in-id-tokens",
    ),
    row(
        "the ID token is signed with the public key",
        "signs-id-tokens-with-the-public-key",
    ),
    row(
        "the pushed ID token is signed with another key under the usual name",
        "signs-id-tokens-with-another-key-under-the-usual-name",
    ),
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
