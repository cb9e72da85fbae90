//! Faults in retrieving and downloading.

mock_kit::faults! {
    /// Takes a retrieval that has failed for one that has brought an empty document.
    IGNORES_A_FAILED_RETRIEVAL = "ignores-a-failed-retrieval", violates ["DAS-CLIENT-05"], observed "done";
    /// Gives up without a word of what DAS said.
    SWALLOWS_THE_DETAILS = "swallows-the-details", violates ["DAS-CLIENT-16"], observed "nothing of";
    /// Uses what it downloaded without comparing the checksum.
    USES_DOWNLOADS_UNCHECKED = "uses-downloads-unchecked", violates ["DAS-CLIENT-06"], observed "done";
    /// Takes an encrypted message for the document itself.
    KEEPS_ENCRYPTED_CONTENT = "keeps-encrypted-content", violates ["DAS-CLIENT-ENC-01"], observed "failed to";
    /// Opens encrypted content and does not ask who signed it.
    USES_CONTENT_OF_ANYBODY = "uses-content-of-anybody", violates ["DAS-CLIENT-ENC-02"], observed "done";
    /// Uses what came of a download that broke off.
    KEEPS_WHAT_CAME_OF_A_DOWNLOAD = "keeps-what-came-of-a-download", violates ["DAS-CLIENT-17"], observed "done";
}
