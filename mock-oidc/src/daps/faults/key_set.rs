//! Where the keys for DATs are found.

mock_kit::faults! {
    /// Publishes no key set.
    PUBLISHES_NO_KEYS = "daps-publishes-no-keys", violates ["DAPS-DAT-04"], observed "404";
}
