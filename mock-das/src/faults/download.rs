//! Faults in download URLs and downloads.

mock_kit::faults! {
    /// Refuses a second download of the same copy.
    DOWNLOADS_ONCE_ONLY = "downloads-once-only", violates ["DAS-API-DWN-01"], observed "refused";
    /// Issues a download URL for the acknowledgement id of another office.
    HANDS_URLS_TO_STRANGERS = "hands-urls-to-strangers", violates ["DAS-API-DWN-02"], observed "accepted";
    /// Issues a download URL for details that do not match the acknowledgement id.
    IGNORES_THE_STATED_DETAILS = "ignores-the-stated-details", violates ["DAS-API-DWN-03"], observed "accepted";
    /// Serves a download URL that was altered.
    ACCEPTS_ALTERED_DOWNLOAD_URLS = "accepts-altered-download-urls", violates ["DAS-API-DWN-04"], observed "accepted";
    /// Serves a download URL that has expired.
    ACCEPTS_EXPIRED_DOWNLOAD_URLS = "accepts-expired-download-urls", violates ["DAS-API-DWN-04"], observed "accepted";
    /// Serves stored content without any signature.
    SERVES_UNSIGNED_READS = "serves-unsigned-reads", violates ["DAS-RET-10"], observed "accepted";
}
