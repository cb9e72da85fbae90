//! Whose a DAT is.

mock_kit::faults! {
    /// Takes a DAT over a connection whose peer shows no certificate.
    SERVES_WITHOUT_A_CERTIFICATE = "connector-serves-without-a-certificate", violates ["DAPS-DAT-26"], observed "accepted";
    /// Takes a DAT whatever certificate the peer shows.
    SERVES_ANY_CERTIFICATE = "connector-serves-any-certificate", violates ["DAPS-DAT-27"], observed "accepted";
    /// Processes a message although it refuses the DAT of somebody else.
    ONLY_LOGS_MISMATCHES = "connector-only-logs-mismatches", violates ["DAPS-DAT-28"], observed "the message was processed";
    /// Does not read a single certificate that stands there as a text.
    WANTS_LISTS_OF_CERTIFICATES = "connector-wants-lists-of-certificates", violates ["IDSG-DAT-09"], observed "refused";
}
