//! Faults in fetching content from whoever keeps it.

mock_kit::faults! {
    /// Delivers content that does not have the announced checksum.
    DELIVERS_CORRUPT_TRANSFERS = "delivers-corrupt-transfers", violates ["DAS-API-FWD-13", "DAS-API-PCT-09"], observed "success";
    /// Gives up when content has arrived corrupt once.
    NEVER_FETCHES_AGAIN = "never-fetches-again", violates ["DAS-API-FWD-14"], observed "error";
    /// Sends its access token to the storage address of an office.
    SENDS_ITS_TOKEN_TO_THE_STORAGE = "sends-its-token-to-the-storage", violates ["DAS-API-FWD-15", "DAS-API-PCT-12"], observed "Authorization";
    /// Fetches content from whatever address an office names.
    FETCHES_FROM_ANYWHERE = "fetches-from-anywhere", violates ["DAS-API-FWD-16", "DAS-API-PCT-11"], observed "requested";
    /// Keeps what it has fetched from an office in its own library, too.
    KEEPS_WHAT_IT_FETCHED = "keeps-what-it-fetched", violates ["DAS-FLOW-OFF-01", "DAS-RET-06"], observed "library";
    /// Keeps copies of what it has fetched from an office beyond the preset period.
    KEEPS_FETCHED_COPIES = "keeps-fetched-copies", violates ["DAS-FLOW-OFF-02"], observed "accepted";
}
