//! Faults in getting access tokens and in judging them.

mock_kit::faults! {
    /// Asks for its token by GET, with the assertion in the query.
    ASKS_BY_GET = "asks-by-get", violates ["DAS-AUTH-21-CLIENT"], observed "GET";
    /// Asks by POST, with the assertion in the query nevertheless.
    ASSERTS_IN_THE_QUERY = "asserts-in-the-query", violates ["DAS-AUTH-21-CLIENT"], observed "in the query";
    /// Asks for a grant that is not the client's own.
    ASKS_FOR_ANOTHER_GRANT = "asks-for-another-grant", violates ["DAS-AUTH-22-CLIENT"], observed "grant_type";
    /// Asks for no scope.
    ASKS_WITHOUT_SCOPE = "asks-without-scope", violates ["DAS-AUTH-23-CLIENT"], observed "scope";
    /// Does not say what its assertion is.
    OMITS_THE_ASSERTION_TYPE = "omits-the-assertion-type", violates ["DAS-AUTH-24-CLIENT"], observed "client_assertion_type";
    /// Sends a secret along with its assertion.
    ADDS_A_SECRET = "adds-a-secret", violates ["DAS-AUTH-25-CLIENT"], observed "client_secret";
    /// Authenticates by a password in the header as well.
    ADDS_A_PASSWORD = "adds-a-password", violates ["DAS-AUTH-25-CLIENT"], observed "Basic";
    /// Sends its private key along.
    DISCLOSES_ITS_PRIVATE_KEY = "discloses-its-private-key", violates ["DAS-AUTH-11"], observed "private key";
    /// Uses metadata that name another issuer.
    BELIEVES_ANY_ISSUER = "believes-any-issuer", violates ["DAS-CLIENT-11"], observed "an assertion";
    /// Signs for whatever token endpoint the metadata name, and sends the assertion there.
    FOLLOWS_ANOTHER_TOKEN_ENDPOINT = "follows-another-token-endpoint", violates ["DAS-CLIENT-12"], observed "another host";
    /// Calls DAS without a token when it gets none.
    GOES_ON_WITHOUT_A_TOKEN = "goes-on-without-a-token", violates ["DAS-CLIENT-13"], observed "without a token";
    /// Uses access tokens whose signature does not verify.
    OVERLOOKS_THE_SIGNATURE = "overlooks-the-signature-of-its-token", violates ["DAS-AUTH-31-CLIENT"], observed "the token was used";
    /// Uses access tokens that have expired.
    OVERLOOKS_THE_EXPIRY = "overlooks-the-expiry-of-its-token", violates ["DAS-AUTH-31-CLIENT"], observed "the token was used";
    /// Uses access tokens for another audience.
    OVERLOOKS_THE_AUDIENCE = "overlooks-the-audience-of-its-token", violates ["DAS-AUTH-31-CLIENT"], observed "the token was used";
    /// Uses access tokens without the scope of the exchange.
    OVERLOOKS_THE_SCOPE = "overlooks-the-scope-of-its-token", violates ["DAS-AUTH-31-CLIENT"], observed "the token was used";
}
