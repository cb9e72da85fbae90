//! Faults against the description of the API.

mock_kit::faults! {
    /// Tells the success of every operation by a status that none of them has.
    SUCCEEDS_WITH_AN_UNDOCUMENTED_STATUS = "succeeds-with-an-undocumented-status", violates ["DAS-API-WIRE-01"], observed "203";
    /// Writes the size of a file as text.
    SENDS_SIZES_AS_TEXT = "sends-sizes-as-text", violates ["DAS-API-WIRE-02"], observed "fileSizeQuantity";
}
