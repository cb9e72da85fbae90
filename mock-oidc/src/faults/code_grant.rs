//! Where authorization codes are redeemed.

mock_kit::faults! {
    /// Redeems a code for a client that it was not issued to.
    ACCEPTS_CODES_OF_OTHER_CLIENTS = "accepts-codes-of-other-clients", violates ["RFC6749-4.1.3-1", "FAPI1-BASE-5.2.2.1-05"], observed "accepted";
    /// Redeems a code whatever redirect_uri stands beside it.
    IGNORES_THE_REDIRECT_URI_OF_TOKEN_REQUESTS = "ignores-the-redirect-uri-of-token-requests", violates ["RFC6749-4.1.3-2", "FAPI1-BASE-5.2.2.1-05"], observed "accepted";
    /// Redeems a code again.
    ACCEPTS_USED_CODES = "accepts-used-codes", violates ["FAPI1-BASE-5.2.2-13"], observed "accepted";
    /// Looks whether a code was used, and marks it as used a moment later.
    REDEEMS_CODES_SLOWLY = "redeems-codes-slowly", violates ["FAPI1-BASE-5.2.2-13"], observed "accepted";
    /// Leaves the tokens alive that came of a code that is used again.
    KEEPS_TOKENS_OF_REUSED_CODES = "keeps-tokens-of-reused-codes", violates ["RFC6749-4.1.2-2"], observed "active";
    /// Redeems a code whose time has passed.
    ACCEPTS_EXPIRED_CODES = "accepts-expired-codes", violates ["FDX-AS-08", "RFC6749-4.1.2-1"], observed "accepted";
    /// Redeems a code with a verifier that does not fit.
    ACCEPTS_WRONG_VERIFIERS = "accepts-wrong-verifiers", violates ["RFC7636-4.6-1"], observed "accepted";
    /// Redeems a code without verifier where there was a challenge.
    ACCEPTS_MISSING_VERIFIERS = "accepts-missing-verifiers", violates ["RFC7636-4.6-2"], observed "accepted";
    /// Refuses a code as if the request were malformed.
    MISNAMES_REFUSED_CODES = "misnames-refused-codes", violates ["RFC6749-5.2-4"], observed "invalid_request";
    /// Does not say in the token response what scope was approved.
    OMITS_THE_APPROVED_SCOPE = "omits-the-approved-scope", violates ["FAPI1-BASE-5.2.2-15"], observed "scope";
    /// Grants less than was asked for and does not say so.
    NARROWS_THE_APPROVED_SCOPE_SILENTLY = "narrows-the-approved-scope-silently", violates ["FAPI1-BASE-5.2.2-N4"], observed "scope";
    /// Lets the access tokens of users live for an hour.
    LETS_ACCESS_TOKENS_LIVE_FOR_AN_HOUR = "lets-access-tokens-live-for-an-hour", violates ["FDX-AS-10", "FAPI1-BASE-5.2.2-21", "FAPI1-BASE-7.4.3-02"], observed "expires_in";
}
