//! Where tokens are revoked.

mock_kit::faults! {
    /// Answers a revocation and does nothing.
    KEEPS_REVOKED_TOKENS_ACTIVE = "keeps-revoked-tokens-active", violates ["RFC7009-2-1", "FDX-AS-09"], observed "active";
    /// Revokes a token for a client that it was not issued to.
    REVOKES_TOKENS_OF_OTHERS = "revokes-tokens-of-others", violates ["RFC7009-2.1-1"], observed "inactive";
    /// Revokes for callers that did not authenticate.
    REVOKES_FOR_ANYONE = "revokes-for-anyone", violates ["RFC7009-2.1-2"], observed "accepted";
    /// Answers the revocation of an unknown token as an error.
    REFUSES_UNKNOWN_TOKENS = "refuses-unknown-tokens", violates ["RFC7009-2.2-1"], observed "refused";
    /// Answers every revocation as if it could not revoke tokens of that type.
    SUPPORTS_NO_TYPE_OF_TOKEN = "supports-no-type-of-token-at-revocation", violates ["RFC7009-2.2-1", "FDX-AS-09"], observed "unsupported_token_type";
}
