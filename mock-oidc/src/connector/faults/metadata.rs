//! How the connector finds its DAPS.

mock_kit::faults! {
    /// Asks where it was once told to.
    DOES_NOT_LOOK_AT_METADATA = "connector-does-not-look-at-metadata", violates ["IDSG-META-02"], observed "without looking at the metadata";
    /// Gives up over a member of the metadata that it does not know.
    STUMBLES_OVER_UNKNOWN_METADATA = "connector-stumbles-over-unknown-metadata", violates ["IDSG-META-04"], observed "no request";
}
