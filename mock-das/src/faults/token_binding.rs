//! Faults in holding an access token against the certificate of its bearer.

mock_kit::faults! {
    /// Takes access tokens that are bound to nobody, where all have to be bound.
    ACCEPTS_UNBOUND_TOKENS = "das-accepts-unbound-tokens", violates ["FAPI1-ADV-8.2-01"], observed "accepted";
    /// Takes a bound access token over a connection with another certificate.
    IGNORES_THE_CERTIFICATE = "das-ignores-the-certificate", violates ["FAPI1-ADV-6.2.1-02", "FAPI1-ADV-8.2-02"], observed "accepted";
    /// Takes a bound access token over a connection without a certificate.
    SERVES_WITHOUT_CERTIFICATE = "das-serves-without-certificate", violates ["FAPI1-ADV-6.2.1-02", "FAPI1-ADV-8.2-02"], observed "accepted";
}
