//! Where refresh tokens are used and revoked.

mock_kit::faults! {
    /// Takes a refresh token from a client that it was not issued to.
    ACCEPTS_REFRESH_TOKENS_OF_OTHER_CLIENTS = "accepts-refresh-tokens-of-other-clients", violates ["RFC6749-6-1"], observed "accepted";
    /// Grants scope at a refresh that was never approved.
    WIDENS_THE_SCOPE_AT_REFRESH = "widens-the-scope-at-refresh", violates ["RFC6749-6-2"], observed "accepted";
    /// Takes a refresh token that was revoked.
    ACCEPTS_REVOKED_REFRESH_TOKENS = "accepts-revoked-refresh-tokens", violates ["RFC7009-2-2"], observed "accepted";
    /// Leaves the access tokens alive that came of a revoked refresh token.
    KEEPS_ACCESS_TOKENS_OF_REVOKED_REFRESH_TOKENS = "keeps-access-tokens-of-revoked-refresh-tokens", violates ["RFC7009-2.1-3"], observed "active";
}
