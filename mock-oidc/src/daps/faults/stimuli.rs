//! What a DAPS does for the sake of another's judgement: none of it violates anything.

mock_kit::faults! {
    /// Issues DATs for another connector than whoever gets them.
    ISSUES_DATS_FOR_ANOTHER = "daps-issues-dats-for-another", violates [], observed "";
    /// Issues DATs that are valid from tomorrow on.
    ISSUES_DATS_FOR_TOMORROW = "daps-issues-dats-for-tomorrow", violates [], observed "";
    /// Issues DATs without the hashes of transport certificates.
    NAMES_NO_TRANSPORT_CERTIFICATES = "daps-names-no-transport-certificates", violates [], observed "";
    /// Writes a single transport certificate as a text.
    WRITES_SINGLE_VALUES_AS_TEXT = "daps-writes-single-values-as-text", violates [], observed "";
    /// Has a member in its metadata that nobody else knows.
    HAS_METADATA_OF_ITS_OWN = "daps-has-metadata-of-its-own", violates [], observed "";
}
