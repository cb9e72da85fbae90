//! Faults in encrypting unpublished content to the office that fetches it.

mock_kit::faults! {
    /// Sends unpublished content as it is.
    SENDS_UNPUBLISHED_CONTENT_IN_THE_CLEAR = "sends-unpublished-content-in-the-clear", violates ["DAS-API-ENC-01"], observed "no JWE";
    /// Encrypts content to a key that the office does not have.
    ENCRYPTS_CONTENT_TO_ANOTHER_KEY = "encrypts-content-to-another-key", violates ["DAS-API-ENC-02"], observed "cannot be opened";
    /// Encrypts content that it has not signed.
    ENCRYPTS_UNSIGNED_CONTENT = "encrypts-unsigned-content", violates ["DAS-API-ENC-03"], observed "no JWS";
    /// Signs content with a key that it does not publish.
    SIGNS_CONTENT_WITH_AN_UNPUBLISHED_KEY = "signs-content-with-an-unpublished-key", violates ["DAS-API-ENC-03"], observed "does not verify";
    /// Calls the encrypted JWS a PDF.
    CALLS_SIGNED_CONTENT_PDF = "calls-signed-content-pdf", violates ["DAS-API-ENC-04"], observed "cty";
    /// Encrypts something else than was registered.
    ENCRYPTS_OTHER_CONTENT = "encrypts-other-content", violates ["DAS-API-ENC-05"], observed "other content";
    /// Sends content as it is where it cannot be encrypted.
    FALLS_BACK_TO_PLAIN_CONTENT = "falls-back-to-plain-content", violates ["DAS-API-ENC-06"], observed "accepted";
    /// Encrypts what may be published as well.
    ENCRYPTS_PUBLISHED_CONTENT = "encrypts-published-content", violates ["DAS-API-ENC-07"], observed "other content";
}
