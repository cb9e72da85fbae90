//! What the authorization server does for the sake of judging a client: illegal, or legal and rare.

use std::str::FromStr;

/// One deviation, by its wording in scenarios.
#[derive(Debug, Clone, Copy)]
pub struct Deviation {
    words: &'static str,
    /// What the authorization server commits.
    pub faults: &'static [&'static str],
}

/// Words that no deviation has.
#[derive(Debug, thiserror::Error)]
#[error("no authorization server deviates so: {0}")]
pub struct UnknownDeviation(String);

impl FromStr for Deviation {
    type Err = UnknownDeviation;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut known = ROWS.iter();
        let found = known.find(|row| row.words == text);
        found
            .copied()
            .ok_or_else(|| UnknownDeviation(text.to_owned()))
    }
}

const fn row(words: &'static str, faults: &'static [&'static str]) -> Deviation {
    Deviation { words, faults }
}

/// Every deviation.
const ROWS: &[Deviation] = &[
    // Metadata and keys.
    row(
        "the metadata name another issuer",
        &["advertises-another-issuer"],
    ),
    row(
        "the metadata name a token endpoint without TLS",
        &[
            "advertises-a-plain-http-token-endpoint",
            "authorization-server-serves-in-the-clear",
        ],
    ),
    row(
        "the metadata name a key set without TLS",
        &[
            "advertises-a-plain-http-key-set",
            "authorization-server-serves-in-the-clear",
        ],
    ),
    row(
        "two published keys have one name",
        &["names-two-keys-alike"],
    ),
    // Authorization responses.
    row("the response has another state", &["alters-the-state"]),
    row("the response has no state", &["forgets-the-state"]),
    row(
        "the response has a parameter that nobody knows",
        &["adds-a-parameter-to-responses"],
    ),
    row(
        "the response is not within a JWT",
        &["answers-outside-of-a-jwt"],
    ),
    row(
        "the response JWT names another issuer",
        &["names-another-issuer-in-responses"],
    ),
    row(
        "the response JWT names no issuer",
        &["omits-the-issuer-from-responses"],
    ),
    row(
        "the response JWT is for another client",
        &["names-another-audience-in-responses"],
    ),
    row(
        "the response JWT is for nobody",
        &["omits-the-audience-from-responses"],
    ),
    row(
        "the response JWT has expired",
        &["answers-with-expired-responses"],
    ),
    row(
        "the response JWT never expires",
        &["omits-the-expiry-from-responses"],
    ),
    row(
        "the response JWT is unsigned",
        &["sends-unsigned-responses"],
    ),
    row(
        "the response JWT is unsigned under another spelling of none",
        &["misspells-none-in-responses"],
    ),
    row(
        "the response JWT is signed with RS256",
        &["signs-responses-with-rs256-under-the-usual-name"],
    ),
    row(
        "the response JWT is signed with an unpublished key",
        &["signs-responses-with-an-unpublished-key"],
    ),
    row(
        "the response JWT is signed with another key under the usual name",
        &["signs-responses-with-another-key-under-the-usual-name"],
    ),
    row(
        "the response JWT is signed with the public key",
        &["signs-responses-with-the-public-key"],
    ),
    row(
        "the response JWT points to a key set",
        &["points-responses-to-a-key-set"],
    ),
    row(
        "the response JWT has its audience in an array",
        &["writes-audiences-of-responses-as-arrays"],
    ),
    row(
        "the response has no ID token",
        &["omits-the-id-token-from-hybrid-responses"],
    ),
    // ID tokens.
    row(
        "the ID token names another issuer",
        &["names-another-issuer-in-id-tokens"],
    ),
    row(
        "the ID token names no issuer",
        &["omits-the-issuer-of-id-tokens"],
    ),
    row(
        "the ID token is for another client",
        &["names-another-audience-in-id-tokens"],
    ),
    row(
        "the ID token is for nobody",
        &["omits-the-audience-of-id-tokens"],
    ),
    row(
        "the ID token is for another client too",
        &["names-others-beside-the-client-in-id-tokens"],
    ),
    row(
        "the ID token has its audience in an array",
        &["writes-audiences-of-id-tokens-as-arrays"],
    ),
    row(
        "the ID token has expired",
        &["issues-id-tokens-that-have-just-expired"],
    ),
    row(
        "the ID token never expires",
        &["omits-the-expiry-of-id-tokens"],
    ),
    row(
        "the ID token is a week old",
        &["dates-id-tokens-back-by-a-week"],
    ),
    row("the ID token has another nonce", &["returns-another-nonce"]),
    row(
        "the ID token has a part of the nonce",
        &["truncates-the-nonce"],
    ),
    row("the ID token has no nonce", &["omits-the-nonce"]),
    row(
        "the ID token vouches for another code",
        &["misstates-c-hash"],
    ),
    row("the ID token vouches for no code", &["omits-c-hash"]),
    row(
        "the ID token vouches for another state",
        &["misstates-s-hash"],
    ),
    row("the ID token vouches for no state", &["omits-s-hash"]),
    row(
        "the ID token has the letters of s_hash in the other case",
        &["swaps-the-case-of-s-hash"],
    ),
    row(
        "the ID token says nothing of the access token",
        &["omits-at-hash"],
    ),
    row(
        "the ID token has a claim that nobody knows",
        &["adds-a-claim-to-id-tokens"],
    ),
    row(
        "the ID token states another level of assurance",
        &["reaches-another-acr"],
    ),
    row(
        "the ID token states no level of assurance",
        &["omits-the-acr"],
    ),
    row("the ID token is unsigned", &["sends-unsigned-id-tokens"]),
    row(
        "the ID token is unsigned under another spelling of none",
        &["misspells-none-in-id-tokens"],
    ),
    row(
        "the ID token is signed with RS256",
        &["signs-id-tokens-with-rs256-under-the-usual-name"],
    ),
    row(
        "the ID token is signed with an unpublished key",
        &["signs-id-tokens-with-an-unpublished-key"],
    ),
    row(
        "the ID token is signed with another key under the usual name",
        &["signs-id-tokens-with-another-key-under-the-usual-name"],
    ),
    row(
        "the ID token is signed with the public key",
        &["signs-id-tokens-with-the-public-key"],
    ),
    row(
        "the ID token points to a key set",
        &["points-id-tokens-to-a-key-set"],
    ),
    row(
        "the ID token is encrypted with RSA1_5",
        &["encrypts-with-rsa1-5"],
    ),
    row(
        "the token response states more scope",
        &["states-more-scope"],
    ),
    row(
        "the token response states neither scope nor lifetime",
        &["states-neither-scope-nor-lifetime"],
    ),
    row(
        "the token response has a member that nobody knows",
        &["adds-a-member-to-token-responses"],
    ),
    row(
        "access tokens are no JWTs",
        &["writes-opaque-access-tokens"],
    ),
];
