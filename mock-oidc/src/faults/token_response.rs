//! Where tokens are minted and token requests are answered.

mock_kit::faults! {
    /// Leaves token_type out of the token response.
    OMITS_TOKEN_TYPE = "omits-token-type", violates ["RFC6749-5.1-1", "FAPI1-BASE-5.2.2-14"], observed "token_type";
    /// Leaves expires_in out of the token response.
    OMITS_EXPIRES_IN = "omits-expires-in", violates ["RFC6749-5.1-2"], observed "expires_in";
    /// Marks token responses as cacheable.
    ALLOWS_CACHING_OF_TOKENS = "allows-caching-of-tokens", violates ["RFC6749-5.1-3", "FAPI1-BASE-5.2.2-14"], observed "Cache-Control";
    /// Sends token responses as text/plain.
    ANSWERS_TOKENS_AS_PLAIN_TEXT = "answers-tokens-as-plain-text", violates ["RFC6749-5.1-4"], observed "text/plain";
    /// Sends refusals with the status of a success.
    ANSWERS_REFUSALS_WITH_200 = "answers-refusals-with-200", violates ["RFC6749-5.2-1"], observed "200";
    /// Sends refusals as a page for people.
    ANSWERS_REFUSALS_AS_HTML = "answers-refusals-as-html", violates ["RFC6749-5.2-1", "CIBA-7.2-10"], observed "text/html";
    /// Describes errors with characters that may not stand there.
    PUTS_FORBIDDEN_CHARACTERS_IN_ERRORS = "puts-forbidden-characters-in-errors", violates ["RFC6749-5.2-3", "CIBA-13-04"], observed "error_description";
    /// Signs access tokens with a key that the key set does not hold.
    SIGNS_WITH_AN_UNPUBLISHED_KEY = "signs-with-an-unpublished-key", violates ["RFC7517-5-2", "DAS-AUTH-31"], observed "signature";
    /// Leaves the expiry out of access tokens.
    OMITS_EXPIRY_FROM_TOKENS = "omits-expiry-from-tokens", violates ["DAS-AUTH-31"], observed "exp";
    /// Names another subject in access tokens.
    NAMES_ANOTHER_SUBJECT = "names-another-subject", violates ["DAS-AUTH-31"], observed "sub";
    /// Names itself as the audience of access tokens.
    MISSTATES_THE_AUDIENCE = "misstates-the-audience", violates ["DAS-AUTH-31"], observed "aud";
    /// Mints access tokens for a party that is nobody here.
    MINTS_TOKENS_FOR_ANOTHER_AUDIENCE = "mints-tokens-for-another-audience", violates ["DAS-AUTH-31"], observed "aud";
    /// Mints access tokens in the name of another issuer.
    MINTS_TOKENS_OF_ANOTHER_ISSUER = "mints-tokens-of-another-issuer", violates ["DAS-AUTH-31"], observed "iss";
    /// Mints access tokens without scope.
    MINTS_TOKENS_WITHOUT_SCOPE = "mints-tokens-without-scope", violates ["DAS-AUTH-31"], observed "scope";
    /// Mints access tokens that have already expired.
    MINTS_EXPIRED_TOKENS = "mints-expired-tokens", violates ["DAS-AUTH-31"], observed "exp";
}
