//! Where signing keys are published.

mock_kit::faults! {
    /// Publishes its private keys.
    PUBLISHES_PRIVATE_KEYS = "producer-publishes-private-keys", violates ["FDX-E2E-13-PRODUCER"], observed "private members";
    /// Publishes one key for signatures and for encryption.
    PUBLISHES_ONE_KEY_FOR_BOTH_USES = "producer-publishes-one-key-for-both-uses", violates ["FDX-E2E-14"], observed "both uses";
    /// Publishes keys without certificates.
    PUBLISHES_NO_CERTIFICATES = "producer-publishes-no-certificates", violates ["FDX-E2E-25-PRODUCER"], observed "without a certificate";
    /// Keeps its signing keys for ever.
    KEEPS_KEYS_FOR_EVER = "producer-keeps-keys-for-ever", violates ["FDX-E2E-16"], observed "still";
}
