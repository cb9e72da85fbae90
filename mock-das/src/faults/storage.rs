//! Faults in the storage behind signed URLs.

mock_kit::faults! {
    /// Lists what is stored to whoever asks.
    LISTS_STORED_OBJECTS = "lists-stored-objects", violates ["DAS-RET-10"], observed "a list with the stored document";
    /// Answers plain HTTP where it should speak TLS only.
    SERVES_IN_THE_CLEAR = "serves-in-the-clear", violates ["DAS-NET-04"], observed "served in the clear";
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_listener_knows_its_fault_by_the_same_name() {
        let name = mock_kit::listener::SERVES_IN_THE_CLEAR;
        assert_eq!(super::SERVES_IN_THE_CLEAR.name, name);
    }
}
