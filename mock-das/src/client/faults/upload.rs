//! Faults in uploading and registering.

mock_kit::faults! {
    /// Registers a file that DAS has rejected, as WIPO's sample does.
    IGNORES_A_REJECTION = "ignores-a-rejection", violates ["DAS-CLIENT-01"], observed "registered";
    /// Registers without waiting for the check of the file.
    REGISTERS_WITHOUT_WAITING = "registers-without-waiting", violates ["DAS-CLIENT-01"], observed "registered";
    /// Declares a checksum that is not that of the content.
    DECLARES_ANOTHER_CHECKSUM = "declares-another-checksum", violates ["DAS-CLIENT-03"], observed "fileChecksum";
    /// Renews the upload URL whatever the reason why an upload was refused, as WIPO's sample does.
    TAKES_ANY_REFUSAL_FOR_EXPIRY = "takes-any-refusal-for-expiry", violates ["DAS-CLIENT-07"], observed "another upload URL";
    /// Says that a document is registered when DAS has refused it.
    CLAIMS_SUCCESS_ANYWAY = "claims-success-anyway", violates ["DAS-CLIENT-04"], observed "done";
}
