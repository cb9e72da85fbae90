//! What the connector shows on its connections.

mock_kit::faults! {
    /// Shows the certificate of its identity.
    SHOWS_ITS_IDENTITY_CERTIFICATE = "connector-shows-its-identity-certificate", violates ["DAPS-DAT-25"], observed "the certificate of its identity";
}
