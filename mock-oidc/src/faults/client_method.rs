//! Where the method counts by which a client authenticates, and at its registration.

mock_kit::faults! {
    /// Serves clients that do not authenticate where they are not on offer.
    SERVES_PUBLIC_CLIENTS = "serves-public-clients", violates ["FAPI1-ADV-5.2.2-16", "FAPI1-ADV-5.1-01"], observed "accepted";
    /// Refuses clients that do not authenticate where they are on offer.
    REFUSES_PUBLIC_CLIENTS = "refuses-public-clients", violates ["FAPI1-BASE-5.2.2-02"], observed "refused";
    /// Takes an assertion under an HMAC where that is not on offer.
    ACCEPTS_CLIENT_SECRET_JWT_WHERE_IT_IS_BARRED = "accepts-client-secret-jwt-where-it-is-barred", violates ["FAPI1-ADV-5.2.2-14"], observed "accepted";
    /// Takes an assertion under an HMAC that is not made with the secret.
    ACCEPTS_WRONG_MACS = "accepts-wrong-macs", violates ["FAPI1-BASE-5.2.2-04.2"], observed "accepted";
    /// Takes an assertion again where each is good for once.
    ACCEPTS_REPEATED_ASSERTIONS = "accepts-repeated-assertions", violates ["FAPI1-ADV-5.2.2-14.2", "FAPI1-BASE-5.2.2-04.2", "OIDC-CORE-9-4"], observed "accepted";
    /// Takes an assertion without jti where one is demanded.
    ACCEPTS_ASSERTIONS_WITHOUT_JTI = "accepts-assertions-without-jti", violates ["FAPI1-ADV-5.2.2-14.2"], observed "accepted";
    /// Verifies assertions with RSA keys of fewer than 2048 bits.
    ACCEPTS_SHORT_RSA_KEYS = "accepts-short-rsa-keys", violates ["FAPI1-BASE-5.2.2-05"], observed "accepted";
    /// Answers conflicting client identifiers as a malformed request.
    MISNAMES_CONFLICTING_CLIENT_IDS = "misnames-conflicting-client-ids", violates ["FAPI1-BASE-5.2.2-19"], observed "invalid_request";
    /// Registers a client with a secret that can be guessed.
    REGISTERS_WEAK_SECRETS = "registers-weak-secrets", violates ["FAPI1-BASE-5.2.2-03"], observed "accepted";
    /// Registers a redirect URI without TLS.
    REGISTERS_PLAIN_HTTP_REDIRECTS = "registers-plain-http-redirects", violates ["FAPI1-BASE-5.2.2-20"], observed "accepted";
    /// Registers a redirect URI of a scheme that any app can claim.
    REGISTERS_PRIVATE_USE_SCHEMES = "registers-private-use-schemes", violates ["FAPI1-BASE-7.5-01"], observed "accepted";
    /// Registers a loopback redirect URI and takes it with any port.
    REGISTERS_LOOPBACK_REDIRECTS = "registers-loopback-redirects", violates ["FAPI1-BASE-7.5-02"], observed "accepted";
}
