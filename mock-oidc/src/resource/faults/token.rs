//! Where it is found out what an access token is worth.

mock_kit::faults! {
    /// Goes on honouring a token that it has once seen, after its expiry.
    HONOURS_EXPIRED_TOKENS = "resource-honours-expired-tokens", violates ["FAPI1-BASE-6.2.1-04"], observed "accepted";
    /// Goes on honouring a token that it has once seen, until its expiry, although it was revoked.
    HONOURS_REVOKED_TOKENS = "resource-honours-revoked-tokens", violates ["FAPI1-BASE-6.2.1-04"], observed "accepted";
    /// Believes the claims of a JWT with a scope of the issuer, whoever signed it.
    ACCEPTS_FORGED_TOKENS = "resource-accepts-forged-tokens", violates ["FAPI1-BASE-6.2.1-04", "RFC6750-3.1-1-RS"], observed "accepted";
    /// Believes the claims of a JWT that says that nobody signed it.
    ACCEPTS_UNSIGNED_TOKENS = "resource-accepts-unsigned-tokens", violates ["FDX-CRYPTO-06-RS"], observed "accepted";
    /// Takes an ID token for an access token.
    ACCEPTS_ID_TOKENS = "resource-accepts-id-tokens", violates ["RFC6750-3.1-1-RS"], observed "accepted";
    /// Takes a client assertion for an access token.
    ACCEPTS_CLIENT_ASSERTIONS = "resource-accepts-client-assertions", violates ["RFC6750-3.1-1-RS"], observed "accepted";
    /// Takes an opaque text, which is what refresh tokens are, for an access token.
    ACCEPTS_REFRESH_TOKENS = "resource-accepts-refresh-tokens", violates ["RFC6750-3.1-1-RS"], observed "accepted";
}
