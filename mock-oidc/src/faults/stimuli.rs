//! What the server does for the sake of judging a client. None of it violates a requirement of its own.

mock_kit::faults! {
    /// Knows none of its clients any more.
    KNOWS_NOBODY = "knows-nobody", violates [], observed "";
    /// Names the token endpoint at another host, which is this server too.
    NAMES_THE_TOKEN_ENDPOINT_AT_ANOTHER_HOST = "names-the-token-endpoint-at-another-host", violates [], observed "";
    /// Writes the scope of its tokens as a text.
    WRITES_SCOPE_AS_TEXT = "writes-scope-as-text", violates [], observed "";
    /// Writes the scope of its tokens as an array.
    WRITES_SCOPE_AS_AN_ARRAY = "writes-scope-as-an-array", violates [], observed "";
}
