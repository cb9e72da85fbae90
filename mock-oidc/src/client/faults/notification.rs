//! Who may notify the client.

mock_kit::faults! {
    /// Takes notifications from callers without a certificate.
    TAKES_THEM_FROM_ANYBODY = "client-takes-notifications-from-anybody", violates ["FDX-GEN-15-CLIENT"], observed "accepted";
}
