//! How a request is refused.

mock_kit::faults! {
    /// Leaves `WWW-Authenticate` out of refusals.
    OMITS_THE_CHALLENGE = "resource-omits-the-challenge", violates ["RFC6750-3-1-RS"], observed "WWW-Authenticate";
    /// Names an error to a caller that has presented no token.
    NAMES_AN_ERROR_WITHOUT_TOKEN = "resource-names-an-error-without-token", violates ["RFC6750-3.1-3"], observed "invalid_token";
    /// Leaves the error code out of its challenges.
    WITHHOLDS_ERROR_CODES = "resource-withholds-error-codes", violates ["FAPI1-BASE-6.2.1-07"], observed "WWW-Authenticate";
    /// Answers an invalid access token with 400.
    ANSWERS_INVALID_TOKENS_WITH_400 = "resource-answers-invalid-tokens-with-400", violates ["RFC6750-3.1-1-RS"], observed "400";
    /// Answers an access token without the scope with 400.
    ANSWERS_MISSING_SCOPE_WITH_400 = "resource-answers-missing-scope-with-400", violates ["RFC6750-3.1-2-RS"], observed "400";
}
