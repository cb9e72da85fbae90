//! Where encryption keys are published.

mock_kit::faults! {
    /// Publishes its private keys.
    PUBLISHES_PRIVATE_KEYS = "consumer-publishes-private-keys", violates ["FDX-E2E-13"], observed "private members";
    /// Publishes one key for signatures and for encryption.
    PUBLISHES_ONE_KEY_FOR_BOTH_USES = "consumer-publishes-one-key-for-both-uses", violates ["FDX-E2E-12"], observed "both uses";
    /// Publishes keys without certificates.
    PUBLISHES_NO_CERTIFICATES = "consumer-publishes-no-certificates", violates ["FDX-E2E-25"], observed "without a certificate";
    /// Publishes RSA keys of 1024 bits.
    PUBLISHES_SHORT_KEYS = "consumer-publishes-short-keys", violates ["FDX-E2E-26"], observed "1024 bits";
    /// Keeps its encryption keys for ever.
    KEEPS_KEYS_FOR_EVER = "consumer-keeps-keys-for-ever", violates ["FDX-E2E-15"], observed "still published";
}
