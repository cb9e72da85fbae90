//! Faults in the storage behind signed URLs.

use mock_kit::TransportFaults;

mock_kit::faults! {
    /// Lists what is stored to whoever asks.
    LISTS_STORED_OBJECTS = "lists-stored-objects", violates ["DAS-RET-10"], observed "a list with the stored document";
    /// Answers plain HTTP where it should speak TLS only.
    SERVES_IN_THE_CLEAR = "serves-in-the-clear", violates ["DAS-NET-04"], observed "served in the clear";
}

/// As the listener commits them.
pub static TRANSPORT: TransportFaults = TransportFaults {
    serves_in_the_clear: Some(&SERVES_IN_THE_CLEAR),
    speaks_old_versions: None,
    agrees_to_weak_suites: None,
    agrees_to_other_suites: None,
};
