//! What the server does for the sake of judging a client, and what else a server may do. None of it violates a requirement of its own.

mock_kit::faults! {
    /// Knows none of its clients any more.
    KNOWS_NOBODY = "knows-nobody", violates [], observed "";
    /// Names the token endpoint at another host, which is this server too.
    NAMES_THE_TOKEN_ENDPOINT_AT_ANOTHER_HOST = "names-the-token-endpoint-at-another-host", violates [], observed "";
    /// Writes the scope of its tokens as a text.
    WRITES_SCOPE_AS_TEXT = "writes-scope-as-text", violates [], observed "";
    /// Writes the scope of its tokens as an array.
    WRITES_SCOPE_AS_AN_ARRAY = "writes-scope-as-an-array", violates [], observed "";
    /// Publishes an elliptic-curve key under the name of the RSA key that it signs with, and before it.
    NAMES_TWO_KEYS_ALIKE = "names-two-keys-alike", violates [], observed "";
    /// Writes access tokens so that they are no JWTs.
    WRITES_OPAQUE_ACCESS_TOKENS = "writes-opaque-access-tokens", violates [], observed "";
    /// States more scope in token responses than was asked for.
    STATES_MORE_SCOPE = "states-more-scope", violates [], observed "";
    /// States neither scope nor lifetime in token responses.
    STATES_NEITHER_SCOPE_NOR_LIFETIME = "states-neither-scope-nor-lifetime", violates [], observed "";
    /// Adds a member to token responses that nobody knows.
    ADDS_A_MEMBER_TO_TOKEN_RESPONSES = "adds-a-member-to-token-responses", violates [], observed "";
    /// Gives a new refresh token whenever one is used.
    GIVES_NEW_REFRESH_TOKENS = "gives-new-refresh-tokens", violates [], observed "";
    /// Lets codes and request URIs live for nearly ten minutes.
    LETS_CODES_LIVE_FOR_NEARLY_TEN_MINUTES = "lets-codes-live-for-nearly-ten-minutes", violates [], observed "";
    /// Revokes refresh tokens alone (RFC 7009, 2 and 2.2.1).
    REVOKES_NO_ACCESS_TOKENS = "revokes-no-access-tokens", violates [], observed "";
    /// Calls the endpoint for pushed requests unknown to other methods than POST.
    CALLS_OTHER_METHODS_UNKNOWN = "calls-other-methods-unknown", violates [], observed "";
    /// Names itself beside a signed response too (RFC 9207).
    NAMES_ITSELF_BESIDE_SIGNED_RESPONSES = "names-itself-beside-signed-responses", violates [], observed "";
}
