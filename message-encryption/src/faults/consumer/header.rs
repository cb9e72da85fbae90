//! Where the header of a message is looked at.

mock_kit::faults! {
    /// Overlooks that an extension is critical.
    OVERLOOKS_CRITICAL_EXTENSIONS = "consumer-overlooks-critical-extensions", violates ["FDX-E2E-55"], observed "accepted";
    /// Guesses the algorithm where the header names none.
    GUESSES_THE_ALGORITHM = "consumer-guesses-the-algorithm", violates ["FDX-E2E-39"], observed "accepted";
    /// Guesses what content is encrypted with where the header does not say.
    GUESSES_THE_CONTENT_ENCRYPTION = "consumer-guesses-the-content-encryption", violates ["FDX-E2E-40"], observed "accepted";
    /// Overlooks what the header says that the content is.
    OVERLOOKS_THE_CONTENT_TYPE = "consumer-overlooks-the-content-type", violates ["FDX-E2E-30-CONSUMER"], observed "accepted";
    /// Takes a parameter that stands in two headers.
    TAKES_PARAMETERS_TWICE = "consumer-takes-parameters-twice", violates ["FDX-E2E-21"], observed "accepted";
}
