//! Where the answer to an authorization request is made.

mock_kit::faults! {
    /// Leaves state out of the response.
    FORGETS_THE_STATE = "forgets-the-state", violates ["RFC6749-4.1.2-3"], observed "state";
    /// Returns state with a character too many.
    ALTERS_THE_STATE = "alters-the-state", violates ["RFC6749-4.1.2-3"], observed "state";
    /// Returns a state where none was sent.
    INVENTS_A_STATE = "invents-a-state", violates ["RFC6749-4.1.2-3"], observed "state";
    /// Reports the denial of the resource owner as an error of its own.
    MISNAMES_A_DENIAL = "misnames-a-denial", violates ["OIDC-CORE-3.1.2.6-1", "FAPI1-BASE-5.2.2.1-04"], observed "server_error";
    /// Hands out a code in spite of the resource owner.
    OVERRIDES_A_DENIAL = "overrides-a-denial", violates ["FAPI1-BASE-5.2.2-12"], observed "code";
    /// Leaves iss out of the response JWT.
    OMITS_THE_ISSUER_FROM_RESPONSES = "omits-the-issuer-from-responses", violates ["JARM-2.1-1", "FAPI1-ADV-5.2.2.2-01"], observed "iss";
    /// Leaves aud out of the response JWT.
    OMITS_THE_AUDIENCE_FROM_RESPONSES = "omits-the-audience-from-responses", violates ["JARM-2.1-1", "FAPI1-ADV-5.2.2.2-01"], observed "aud";
    /// Leaves exp out of the response JWT.
    OMITS_THE_EXPIRY_FROM_RESPONSES = "omits-the-expiry-from-responses", violates ["JARM-2.1-1", "FAPI1-ADV-5.2.2.2-01"], observed "exp";
    /// Names another issuer in the response JWT.
    NAMES_ANOTHER_ISSUER_IN_RESPONSES = "names-another-issuer-in-responses", violates ["JARM-2.1-1"], observed "iss";
    /// Names another client in the response JWT.
    NAMES_ANOTHER_AUDIENCE_IN_RESPONSES = "names-another-audience-in-responses", violates ["JARM-2.1-1"], observed "aud";
    /// Makes response JWTs that have expired.
    ANSWERS_WITH_EXPIRED_RESPONSES = "answers-with-expired-responses", violates ["JARM-2.1-1"], observed "exp";
    /// Makes response JWTs that hold for an hour.
    MAKES_RESPONSES_THAT_LAST = "makes-responses-that-last", violates ["JARM-2.1-3"], observed "3600 seconds";
    /// Sends the response JWT with algorithm none.
    SENDS_UNSIGNED_RESPONSES = "sends-unsigned-responses", violates ["JARM-2.1-2", "FAPI1-ADV-5.2.2.2-01", "FAPI1-ADV-8.6-03-MADE", "FDX-CRYPTO-06"], observed "none";
    /// Signs the response JWT with RS256.
    SIGNS_RESPONSES_WITH_RS256 = "signs-responses-with-rs256", violates ["FAPI1-ADV-8.6-01-MADE", "FDX-CRYPTO-05"], observed "RS256";
    /// Signs the response JWT with a key that the key set does not hold.
    SIGNS_RESPONSES_WITH_AN_UNPUBLISHED_KEY = "signs-responses-with-an-unpublished-key", violates ["JARM-2.1-2"], observed "signature";
    /// Sends code and state beside the response JWT too.
    REPEATS_PARAMETERS_OUTSIDE_THE_RESPONSE_JWT = "repeats-parameters-outside-the-response-jwt", violates ["JARM-2.3-1", "FAPI1-ADV-5.2.2-02.2"], observed "code";
    /// Sends code and ID token in the query.
    ANSWERS_HYBRID_REQUESTS_IN_THE_QUERY = "answers-hybrid-requests-in-the-query", violates ["OIDC-CORE-3.3.2.5-1"], observed "query";
    /// Answers a hybrid request with the code alone.
    OMITS_THE_ID_TOKEN_FROM_HYBRID_RESPONSES = "omits-the-id-token-from-hybrid-responses", violates ["FAPI1-ADV-5.2.2-02.1", "FAPI1-ADV-5.2.2.1-01"], observed "id_token";
    /// Puts an ID token beside the code of a response JWT.
    PUTS_ID_TOKENS_INTO_SIGNED_RESPONSES = "puts-id-tokens-into-signed-responses", violates ["FAPI1-ADV-5.1.2-02"], observed "id_token";
    /// Makes authorization codes of six characters.
    ISSUES_SHORT_CODES = "issues-short-codes", violates ["FAPI1-BASE-5.2.2-16"], observed "code";
}
