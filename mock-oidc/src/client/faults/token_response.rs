//! What is made of token responses.

mock_kit::faults! {
    /// Takes a token with more scope than it has asked for.
    TAKES_MORE_SCOPE = "client-takes-more-scope", violates ["FAPI1-BASE-5.2.3-10"], observed "asked for the accounts";
    /// Takes no token whose scope and lifetime are not said.
    DEMANDS_SCOPE_AND_LIFETIME = "client-demands-scope-and-lifetime", violates ["RFC6749-5.1-2-CLIENT"], observed "stopped";
    /// Takes no token response with a member that it does not know.
    REFUSES_UNKNOWN_MEMBERS = "client-refuses-unknown-members-of-token-responses", violates ["RFC6749-5.1-6"], observed "stopped";
    /// Takes no access token that is not a JWT.
    READS_ACCESS_TOKENS = "client-reads-access-tokens", violates ["FAPI1-BASE-5.2.2-N3"], observed "stopped";
    /// Goes on with its old refresh token when it is given a new one.
    KEEPS_ITS_OLD_REFRESH_TOKEN = "client-keeps-its-old-refresh-token", violates ["RFC6749-6-3"], observed "refresh token";
}
