//! With which keys DATs are verified.

mock_kit::faults! {
    /// Never fetches the keys of the DAPS again.
    KEEPS_KEYS_FOR_EVER = "connector-keeps-keys-for-ever", violates ["DAPS-DAT-04-CONNECTOR"], observed "refused";
    /// Adds the new keys of the DAPS to those that it has seen before.
    REMEMBERS_REMOVED_KEYS = "connector-remembers-removed-keys", violates ["DAPS-DAT-04-REMOVED"], observed "accepted";
    /// Verifies a DAT with the key that it brings along.
    BELIEVES_KEYS_IN_THE_HEADER = "connector-believes-keys-in-the-header", violates ["DAPS-DAT-04-CONNECTOR"], observed "accepted";
}
