//! Faults in finding and handing out documents. Against DAS they are stimuli: this is how a PCT service can fail it.

mock_kit::faults! {
    /// Serves something else than the document that was asked for.
    SERVES_ANOTHER_DOCUMENT = "serves-another-pct-document", violates ["PCT-DOC-01"], observed "content of SHA-256";
    /// Serves the first half of the content as if it were all.
    TRUNCATES_THE_CONTENT = "truncates-the-content", violates ["PCT-DOC-01"], observed "content of SHA-256";
    /// States the checksum of something else.
    STATES_A_WRONG_CHECKSUM = "states-a-wrong-checksum", violates ["PCT-DOC-02"], observed "fileChecksum";
    /// States one octet more than the content has.
    STATES_A_WRONG_SIZE = "states-a-wrong-size", violates ["PCT-DOC-03"], observed "fileSizeQuantity";
    /// Finds a document under one spelling of its number only.
    KNOWS_ONE_SPELLING = "knows-one-spelling-of-pct-numbers", violates ["PCT-DOC-04"], observed "refused";
    /// Says of an unknown document that it is not cleared.
    CONFUSES_UNKNOWN_NUMBERS = "confuses-unknown-pct-numbers", violates ["PCT-DOC-05"], observed "-114";
    /// Serves a document whatever filing date is stated.
    OVERLOOKS_THE_DATE = "overlooks-the-date-of-pct-documents", violates ["PCT-DOC-06"], observed "accepted";
    /// Says where to fetch a document that is not available.
    SERVES_UNAVAILABLE = "serves-unavailable-pct-documents", violates ["PCT-DOC-07"], observed "accepted";
    /// Says where to fetch a document that is not cleared.
    SERVES_UNCLEARED = "serves-uncleared-pct-documents", violates ["PCT-DOC-08"], observed "accepted";
    /// Serves a download URL to any method.
    ANSWERS_ANY_METHOD = "answers-any-method-at-pct-urls", violates ["PCT-DOC-09"], observed "accepted";
    /// Serves a download URL whose time has passed.
    SERVES_EXPIRED_URLS = "serves-expired-pct-urls", violates ["PCT-DOC-10"], observed "accepted";
    /// Serves a download URL that was altered.
    SERVES_ALTERED_URLS = "serves-altered-pct-urls", violates ["PCT-DOC-11"], observed "accepted";
    /// Demands an access token where the signed URL should do.
    DEMANDS_A_TOKEN_AT_THE_URL = "demands-a-token-at-pct-urls", violates ["PCT-DOC-12"], observed "refused: 401";
    /// Says where a document is although the request lacks details.
    GUESSES_MISSING_DETAILS = "guesses-missing-pct-details", violates ["PCT-DOC-13"], observed "accepted";
    /// Refuses with a body that has no code.
    REFUSES_WITHOUT_DETAILS = "refuses-without-pct-details", violates ["PCT-DOC-14"], observed "details";
    /// Writes the size of a document as text.
    SENDS_SIZES_AS_TEXT = "pct-sends-sizes-as-text", violates ["PCT-DOC-16"], observed "fileSizeQuantity";
    /// Hands out download URLs of plain HTTP.
    HANDS_OUT_OPEN_URLS = "hands-out-open-pct-urls", violates ["PCT-DOC-15"], observed "http";
}
