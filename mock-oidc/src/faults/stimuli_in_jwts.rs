//! How ID tokens and responses are made for the sake of judging a client. None of it violates a requirement of its own.

mock_kit::faults! {
    /// Leaves iss out of ID tokens.
    OMITS_THE_ISSUER_OF_ID_TOKENS = "omits-the-issuer-of-id-tokens", violates [], observed "";
    /// Leaves aud out of ID tokens.
    OMITS_THE_AUDIENCE_OF_ID_TOKENS = "omits-the-audience-of-id-tokens", violates [], observed "";
    /// Makes ID tokens for the client and somebody else.
    NAMES_OTHERS_BESIDE_THE_CLIENT = "names-others-beside-the-client-in-id-tokens", violates [], observed "";
    /// Writes the audience of ID tokens as an array.
    WRITES_AUDIENCES_AS_ARRAYS = "writes-audiences-of-id-tokens-as-arrays", violates [], observed "";
    /// Returns another nonce than the one that was sent.
    RETURNS_ANOTHER_NONCE = "returns-another-nonce", violates [], observed "";
    /// Makes ID tokens that ended ten minutes ago, and began five minutes before.
    ISSUES_ID_TOKENS_THAT_HAVE_JUST_EXPIRED = "issues-id-tokens-that-have-just-expired", violates [], observed "";
    /// Leaves at_hash out of ID tokens.
    OMITS_AT_HASH = "omits-at-hash", violates [], observed "";
    /// Writes s_hash in letters of the other case.
    SWAPS_THE_CASE_OF_S_HASH = "swaps-the-case-of-s-hash", violates [], observed "";
    /// Reaches another level of assurance than the one that was essential.
    REACHES_ANOTHER_ACR = "reaches-another-acr", violates [], observed "";
    /// Adds a claim to ID tokens that nobody knows.
    ADDS_A_CLAIM_TO_ID_TOKENS = "adds-a-claim-to-id-tokens", violates [], observed "";
    /// Sends ID tokens without a signature, under another spelling of none.
    MISSPELLS_NONE_IN_ID_TOKENS = "misspells-none-in-id-tokens", violates [], observed "";
    /// Signs ID tokens with RS256 and the key that is published for PS256.
    SIGNS_ID_TOKENS_WITH_RS256_AS_USUAL = "signs-id-tokens-with-rs256-under-the-usual-name", violates [], observed "";
    /// Signs ID tokens with another key under the name of the published one.
    SIGNS_ID_TOKENS_WITH_ANOTHER_KEY_AS_USUAL = "signs-id-tokens-with-another-key-under-the-usual-name", violates [], observed "";
    /// Signs ID tokens with HS256, and takes the public key for the secret.
    SIGNS_ID_TOKENS_WITH_THE_PUBLIC_KEY = "signs-id-tokens-with-the-public-key", violates [], observed "";
    /// Signs ID tokens with a key that only their header leads to.
    POINTS_ID_TOKENS_TO_A_KEY_SET = "points-id-tokens-to-a-key-set", violates [], observed "";
    /// Sends responses without a signature, under another spelling of none.
    MISSPELLS_NONE_IN_RESPONSES = "misspells-none-in-responses", violates [], observed "";
    /// Signs responses with RS256 and the key that is published for PS256.
    SIGNS_RESPONSES_WITH_RS256_AS_USUAL = "signs-responses-with-rs256-under-the-usual-name", violates [], observed "";
    /// Signs responses with another key under the name of the published one.
    SIGNS_RESPONSES_WITH_ANOTHER_KEY_AS_USUAL = "signs-responses-with-another-key-under-the-usual-name", violates [], observed "";
    /// Signs responses with HS256, and takes the public key for the secret.
    SIGNS_RESPONSES_WITH_THE_PUBLIC_KEY = "signs-responses-with-the-public-key", violates [], observed "";
    /// Signs responses with a key that only their header leads to.
    POINTS_RESPONSES_TO_A_KEY_SET = "points-responses-to-a-key-set", violates [], observed "";
    /// Writes the audience of response JWTs as an array.
    WRITES_AUDIENCES_OF_RESPONSES_AS_ARRAYS = "writes-audiences-of-responses-as-arrays", violates [], observed "";
    /// Answers without a JWT where one was asked for.
    ANSWERS_OUTSIDE_OF_A_JWT = "answers-outside-of-a-jwt", violates [], observed "";
    /// Adds a parameter to responses that nobody knows.
    ADDS_A_PARAMETER_TO_RESPONSES = "adds-a-parameter-to-responses", violates [], observed "";
}
