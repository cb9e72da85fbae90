//! Faults in the transit zone, through which offices pass big documents.

mock_kit::faults! {
    /// Takes a file into the transit zone whose content is still being checked.
    PASSES_UNCHECKED_FILES = "passes-unchecked-files", violates ["DAS-API-TRZ-01"], observed "accepted";
    /// Takes a file into the transit zone that was rejected.
    PASSES_REJECTED_FILES = "passes-rejected-files", violates ["DAS-API-TRZ-02"], observed "accepted";
    /// Takes a file into the transit zone that another office uploaded.
    PASSES_FILES_OF_OTHERS = "passes-files-of-others", violates ["DAS-API-TRZ-03"], observed "accepted";
    /// Registers a document with a file that was passed through the transit zone.
    REGISTERS_PASSED_FILES = "registers-passed-files", violates ["DAS-API-TRZ-04"], observed "accepted";
    /// Passes one file to two retrievals.
    PASSES_FILES_TWICE = "passes-files-twice", violates ["DAS-API-TRZ-05"], observed "accepted";
    /// Issues download URLs for a file of the transit zone to anybody.
    HANDS_PASSED_FILES_TO_STRANGERS = "hands-passed-files-to-strangers", violates ["DAS-FLOW-TRZ-02"], observed "accepted";
    /// Keeps files of the transit zone beyond the preset period.
    KEEPS_PASSED_FILES = "keeps-passed-files", violates ["DAS-FLOW-TRZ-03"], observed "accepted";
}
