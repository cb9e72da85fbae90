//! Where an access token is held against the certificate of its bearer.

mock_kit::faults! {
    /// Takes access tokens that are bound to nobody.
    ACCEPTS_BEARER_TOKENS = "resource-accepts-bearer-tokens", violates ["FAPI1-ADV-8.2-01"], observed "accepted";
    /// Takes a bound access token over a connection with another certificate.
    IGNORES_THE_CERTIFICATE = "resource-ignores-the-certificate", violates ["FAPI1-ADV-6.2.1-02", "FAPI1-ADV-8.2-02"], observed "accepted";
    /// Takes a bound access token over a connection without a certificate.
    SERVES_WITHOUT_CERTIFICATE = "resource-serves-without-certificate", violates ["FAPI1-ADV-6.2.1-02", "FAPI1-ADV-8.2-02"], observed "accepted";
}
