//! What a registry tells of recipients.

mock_kit::faults! {
    /// Does not say what a recipient is called.
    OMITS_NAMES_OF_RECIPIENTS = "omits-names-of-recipients", violates ["FDX-REG-08"], observed "client_name";
    /// Does not say under which id a recipient is known.
    OMITS_RECIPIENT_IDS = "omits-recipient-ids", violates ["FDX-REG-18"], observed "recipient_id";
    /// Tells a part of a reference to another registry.
    TELLS_INCOMPLETE_REFERENCES = "tells-incomplete-references", violates ["FDX-REG-19"], observed "registered_entity_name";
    /// Tells who passes data on.
    TELLS_INTERMEDIARIES = "tells-intermediaries", violates ["FDX-REG-21"], observed "intermediaries";
}
