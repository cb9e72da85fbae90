//! How the client's own requests travel.

mock_kit::faults! {
    /// Talks to servers with any certificate.
    TRUSTS_ANY_CERTIFICATE = "client-trusts-any-certificate", violates ["FAPI1-BASE-7.1-02"], observed "a request";
    /// Agrees to whatever cipher suite the server picks.
    AGREES_TO_ANY_SUITE = "client-agrees-to-any-cipher-suite", violates ["FAPI1-ADV-8.5-01-CLIENT"], observed "suite";
    /// Shows the authorization server no certificate.
    SHOWS_THE_SERVER_NO_CERTIFICATE = "client-shows-the-token-endpoint-no-certificate", violates ["FAPI1-BASE-5.2.4-01.1", "FAPI1-ADV-5.2.3-01"], observed "certificate";
    /// Shows the resource no certificate.
    SHOWS_THE_RESOURCE_NO_CERTIFICATE = "client-shows-the-resource-no-certificate", violates ["FAPI1-ADV-5.2.3-01"], observed "certificate";
    /// Shows a certificate that it is not registered with.
    SHOWS_ANOTHER_CERTIFICATE = "client-shows-another-certificate", violates ["FAPI1-BASE-5.2.4-01.1"], observed "certificate";
}
