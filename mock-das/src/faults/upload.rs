//! Faults in upload URLs and uploads.

mock_kit::faults! {
    /// Answers a request for an upload URL without a file id.
    OMITS_THE_FILE_ID = "omits-the-file-id", violates ["DAS-API-UPLOAD-01"], observed "fileId";
    /// Hands out signed URLs with the scheme `http`.
    HANDS_OUT_PLAIN_HTTP_URLS = "hands-out-plain-http-urls", violates ["DAS-NET-04"], observed "http:";
    /// Takes any text for a checksum and any word for a format.
    TAKES_ANY_CHECKSUM_TEXT = "takes-any-checksum-text", violates ["DAS-API-UPLOAD-02"], observed "accepted";
    /// Answers the renewal of an upload URL with the URL of another file.
    FORGETS_THE_FILE_ON_RENEWAL = "forgets-the-file-on-renewal", violates ["DAS-API-UPLOAD-03"], observed "refused";
    /// Demands an access token at the upload URL.
    DEMANDS_A_TOKEN_FOR_UPLOADS = "demands-a-token-for-uploads", violates ["DAS-API-UPLOAD-04"], observed "refused";
    /// Takes content at an upload URL that has expired.
    ACCEPTS_EXPIRED_UPLOAD_URLS = "accepts-expired-upload-urls", violates ["DAS-API-UPLOAD-05"], observed "accepted";
    /// Honours a signed URL for methods that it was not signed for.
    IGNORES_THE_SIGNED_METHOD = "ignores-the-signed-method", violates ["DAS-API-UPLOAD-06"], observed "accepted";
    /// Honours a signed URL for objects that it was not signed for.
    IGNORES_THE_SIGNED_OBJECT = "ignores-the-signed-object", violates ["DAS-API-UPLOAD-06"], observed "accepted";
    /// Takes content of another type than the upload URL was signed for.
    IGNORES_THE_SIGNED_TYPE = "ignores-the-signed-type", violates ["DAS-API-UPLOAD-06"], observed "accepted";
    /// Leaves the expiry of a signed URL out of its signature.
    IGNORES_THE_SIGNED_EXPIRY = "ignores-the-signed-expiry", violates ["DAS-API-UPLOAD-06"], observed "accepted";
    /// Lets a second upload overwrite accepted content.
    OVERWRITES_ACCEPTED_CONTENT = "overwrites-accepted-content", violates ["DAS-API-UPLOAD-07"], observed "accepted";
}
