//! Faults in handing out and serving documents.

mock_kit::faults! {
    /// The office states a checksum that is not that of the content.
    STATES_A_WRONG_CHECKSUM = "office-states-a-wrong-checksum", violates ["DAS-OFFICE-51"], observed "fileChecksum";
    /// The office writes the size of a document as text.
    SENDS_SIZES_AS_TEXT = "office-sends-sizes-as-text", violates ["DAS-OFFICE-82"], observed "fileSizeQuantity";
    /// The office states a size that is not that of the content.
    STATES_A_WRONG_SIZE = "office-states-a-wrong-size", violates ["DAS-OFFICE-51"], observed "fileSizeQuantity";
    /// The office hands out download URLs before it has reported the document.
    HANDS_URLS_TOO_EARLY = "office-hands-urls-too-early", violates ["DAS-OFFICE-52"], observed "accepted";
    /// The office hands out a download URL for an acknowledgement id that it does not know.
    HANDS_URLS_FOR_UNKNOWN_IDS = "office-hands-urls-for-unknown-ids", violates ["DAS-OFFICE-53"], observed "accepted";
    /// The office hands out a download URL for details that do not match the acknowledgement id.
    IGNORES_THE_STATED_DETAILS = "office-ignores-the-stated-details", violates ["DAS-OFFICE-54"], observed "accepted";
    /// The office hands out documents that are not available.
    SERVES_UNAVAILABLE_DOCUMENTS = "office-serves-unavailable-documents", violates ["DAS-OFFICE-55"], observed "accepted";
    /// The office hands out documents that are not cleared.
    SERVES_DOCUMENTS_NOT_CLEARED = "office-serves-documents-not-cleared", violates ["DAS-OFFICE-56"], observed "accepted";
    /// The office serves a download URL that was altered.
    ACCEPTS_ALTERED_URLS = "office-accepts-altered-urls", violates ["DAS-OFFICE-57"], observed "accepted";
    /// The office serves a download URL without its signature.
    SERVES_UNSIGNED_URLS = "office-serves-unsigned-urls", violates ["DAS-OFFICE-57"], observed "accepted";
    /// The office serves a download URL that has expired.
    ACCEPTS_EXPIRED_URLS = "office-accepts-expired-urls", violates ["DAS-OFFICE-58"], observed "accepted";
    /// The office hands out download URLs with the scheme `http`.
    HANDS_OUT_PLAIN_URLS = "office-hands-out-plain-urls", violates ["DAS-OFFICE-59"], observed "http:";
}
