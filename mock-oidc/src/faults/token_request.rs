//! Where a token request is read.

mock_kit::faults! {
    /// Reads token requests from the query of a GET.
    ANSWERS_TOKEN_REQUESTS_BY_GET = "answers-token-requests-by-get", violates ["DAS-AUTH-21"], observed "accepted";
    /// Issues a token whatever the grant type is called.
    ACCEPTS_ANY_GRANT = "accepts-any-grant", violates ["DAS-AUTH-22"], observed "accepted";
    /// Answers an unsupported grant as an error of its own.
    MISNAMES_AN_UNSUPPORTED_GRANT = "misnames-an-unsupported-grant", violates ["RFC6749-5.2-2"], observed "server_error";
    /// Grants whatever scope is asked for.
    GRANTS_UNREGISTERED_SCOPE = "grants-unregistered-scope", violates ["DAS-AUTH-23"], observed "accepted";
    /// Grants less than was asked for and does not say so.
    NARROWS_THE_SCOPE_SILENTLY = "narrows-the-scope-silently", violates ["RFC6749-5.1-5"], observed "accepted";
    /// Takes an assertion of a missing or of any type.
    IGNORES_ASSERTION_TYPE = "ignores-assertion-type", violates ["DAS-AUTH-24"], observed "accepted";
    /// Takes the client_id alone for an authentication.
    SERVES_WITHOUT_ASSERTION = "serves-without-assertion", violates ["DAS-AUTH-25", "DAS-AUTH-02", "CIBA-10.1-01"], observed "accepted";
    /// Takes any client secret, in the Basic header or in the body.
    ACCEPTS_CLIENT_SECRET = "accepts-client-secret", violates ["DAS-AUTH-02", "FAPI1-BASE-5.2.2-04", "FAPI1-ADV-5.2.2-14"], observed "accepted";
    /// Takes a malformed assertion for none, and the client_id (or else the first client) for the caller.
    FALLS_BACK_WHEN_THE_ASSERTION_IS_MALFORMED = "falls-back-when-the-assertion-is-malformed", violates ["DAS-AUTH-25"], observed "accepted";
    /// Of a repeated parameter the last one wins.
    ACCEPTS_REPEATED_PARAMETERS = "accepts-repeated-parameters", violates ["RFC6749-3.1-2", "RFC6749-3.2-1", "RFC7523-2.2-1", "CIBA-13-07"], observed "accepted";
    /// Refuses a request with parameters that it does not know.
    REFUSES_UNKNOWN_PARAMETERS = "refuses-unknown-parameters", violates ["RFC6749-3.2-2"], observed "refused";
    /// Answers a failed authentication as an invalid grant.
    MISNAMES_FAILED_AUTHENTICATION = "misnames-failed-authentication", violates ["RFC7523-3.2-1", "CIBA-13-15"], observed "invalid_grant";
}
