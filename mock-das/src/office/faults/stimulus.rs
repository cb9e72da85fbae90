//! What an office may do that puts DAS to the test: some of it is legal, some is not.

mock_kit::faults! {
    /// The office refuses every forwarded retrieval.
    ANSWERS_WITH_AN_ERROR = "answers-with-an-error", violates [], observed "refused";
    /// The office answers every forwarded retrieval with 503.
    IS_OUT_OF_ORDER = "office-is-out-of-order", violates [], observed "503";
    /// The office reports every document as not available.
    REPORTS_NOT_AVAILABLE = "reports-not-available", violates [], observed "-113";
    /// The office reports every document as not cleared.
    REPORTS_NOT_CLEARED = "reports-not-cleared", violates [], observed "-114";
    /// The office sends its notification before it has answered the forwarded retrieval.
    NOTIFIES_BEFORE_ITS_OWN_ANSWER = "notifies-before-its-own-answer", violates [], observed "before";
    /// The office cites WIPO's acknowledgement id in its notification, whatever the flow.
    CITES_WIPO_S_ID = "cites-wipo-s-id", violates [], observed "requestAckId";
    /// The office cites its own acknowledgement id in its notification, whatever the flow.
    CITES_ITS_OWN_ID = "cites-its-own-id", violates [], observed "requestAckId";
    /// The office serves content with a changed octet under the checksum of the true one.
    SERVES_CORRUPT_CONTENT = "serves-corrupt-content", violates ["DAS-OFFICE-50"], observed "content of SHA-256";
    /// The office serves half of the content as if it were all.
    TRUNCATES_THE_CONTENT = "office-truncates-the-content", violates [], observed "octets";
    /// The connection breaks off in the middle of every download from the office.
    BREAKS_OFF_DOWNLOADS = "breaks-off-downloads", violates [], observed "breaks off";
    /// The office hands out download URLs under another name of its host.
    HANDS_OUT_URLS_UNDER_ANOTHER_NAME = "office-hands-out-urls-under-another-name", violates [], observed "127.0.0.1";
    /// The office hands out download URLs that lead to another host.
    HANDS_OUT_URLS_ON_ANOTHER_HOST = "office-hands-out-urls-on-another-host", violates [], observed "127.0.0.1";
}
