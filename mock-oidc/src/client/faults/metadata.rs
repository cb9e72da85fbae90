//! Where the client learns where to go.

mock_kit::faults! {
    /// Uses metadata that name another issuer.
    BELIEVES_ANY_ISSUER = "client-believes-metadata-of-another-issuer", violates ["OIDC-DISC-4.3-1-CLIENT"], observed "asked for authorization";
    /// Asks for no discovery document and goes to where endpoints often are.
    GUESSES_ENDPOINTS = "client-guesses-endpoints", violates ["FAPI1-BASE-5.2.3-11", "FAPI1-BASE-7.7-02"], observed "discovery document";
    /// Uses endpoints of the scheme `http`.
    GOES_WITHOUT_TLS = "client-uses-endpoints-without-tls", violates ["FAPI1-BASE-7.1-00-CLIENT", "FAPI1-ADV-8.5-00-CLIENT"], observed "plain HTTP";
}
