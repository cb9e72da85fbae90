//! Faults in keeping and erasing documents.

mock_kit::faults! {
    /// Acknowledges the deletion of a transit copy and keeps it.
    KEEPS_DELETED_COPIES = "keeps-deleted-copies", violates ["DAS-API-DEL-01", "DAS-RET-11"], observed "accepted";
    /// Lets any office delete a transit copy.
    DELETES_FOR_ANYONE = "deletes-for-anyone", violates ["DAS-RET-20"], observed "accepted";
    /// Deletes the original along with the transit copy.
    DELETES_THE_LIBRARY_ORIGINAL = "deletes-the-library-original", violates ["DAS-API-DEL-02"], observed "refused";
    /// Deletes the transit copies of other offices along with the one named.
    DELETES_THE_COPIES_OF_OTHERS = "deletes-the-copies-of-others", violates ["DAS-API-DEL-02"], observed "refused";
    /// Keeps transit copies beyond the preset period.
    NEVER_EXPIRES_COPIES = "never-expires-copies", violates ["DAS-RET-19", "DAS-FLOW-RET-02", "DAS-RET-11", "DAS-API-PCT-14"], observed "accepted";
    /// Erases transit copies after half of the preset period.
    EXPIRES_COPIES_EARLY = "expires-copies-early", violates ["DAS-RET-19"], observed "refused";
    /// Applies the transit period to national documents in the library.
    FORGETS_NATIONAL_DOCUMENTS = "forgets-national-documents", violates ["DAS-RET-18"], observed "refused";
    /// Applies the transit period to PCT documents in the library.
    FORGETS_PCT_DOCUMENTS = "forgets-pct-documents", violates ["DAS-RET-12"], observed "refused";
}
