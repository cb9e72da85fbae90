//! Where a request presents its access token.

mock_kit::faults! {
    /// Looks for access tokens anywhere but in the `Authorization` header.
    IGNORES_THE_AUTHORIZATION_HEADER = "resource-ignores-the-authorization-header", violates ["FAPI1-BASE-6.2.1-02"], observed "refused";
    /// Takes an access token from the query parameter `access_token`.
    ACCEPTS_TOKENS_IN_THE_QUERY = "resource-accepts-tokens-in-the-query", violates ["FAPI1-BASE-6.2.1-03"], observed "accepted";
    /// Takes the first of several `Authorization` headers.
    ACCEPTS_TWO_AUTHORIZATION_HEADERS = "resource-accepts-two-authorization-headers", violates ["RFC6750-2-1-RS"], observed "accepted";
    /// Knows the scheme `Bearer` in that spelling only.
    DEMANDS_CAPITAL_BEARER = "resource-demands-capital-bearer", violates ["RFC6750-2.1-1-RS"], observed "refused";
}
