//! Whether the connector is known and valid.

mock_kit::faults! {
    /// Takes a connector for known that shows its certificate.
    SERVES_UNKNOWN_CONNECTORS = "daps-serves-unknown-connectors", violates ["DAPS-REQ-13"], observed "accepted";
    /// Goes on serving a connector that was revoked.
    SERVES_REVOKED_CONNECTORS = "daps-serves-revoked-connectors", violates ["DAPS-REQ-13"], observed "accepted";
}
