//! Where a consent is given, and where it is revoked.

mock_kit::faults! {
    /// Takes a refresh token whose consent was revoked.
    KEEPS_REFRESH_TOKENS_OF_REVOKED_CONSENTS = "keeps-refresh-tokens-of-revoked-consents", violates ["FDX-CONSENT-01"], observed "accepted";
    /// Calls an access token active whose consent was revoked.
    KEEPS_ACCESS_TOKENS_OF_REVOKED_CONSENTS = "keeps-access-tokens-of-revoked-consents", violates ["FDX-CONSENT-02"], observed "active";
    /// Grants everything that the client is registered for, whatever the user was asked for.
    GRANTS_MORE_THAN_WAS_ASKED_FOR = "grants-more-than-was-asked-for", violates ["FDX-BP-04", "FDX-BP-13"], observed "beyond";
}
