//! What DAS and its storage do for the sake of judging an office's client. None of it violates a requirement of their own.

mock_kit::faults! {
    /// Refuses the access token that comes with a registration or a request for a download URL, here and from then on.
    REFUSES_A_TOKEN_IN_MID_FLOW = "refuses-a-token-in-mid-flow", violates [], observed "";
    /// Lets the first upload URL expire before it is used.
    LETS_AN_UPLOAD_URL_EXPIRE = "lets-an-upload-url-expire", violates [], observed "";
    /// Refuses every upload as too large.
    REFUSES_UPLOADS_AS_TOO_LARGE = "refuses-uploads-as-too-large", violates [], observed "";
    /// Breaks down at every upload.
    BREAKS_DOWN_AT_UPLOADS = "breaks-down-at-uploads", violates [], observed "";
    /// Says at the first look that a file or a retrieval is not finished yet.
    TAKES_ITS_TIME = "takes-its-time", violates [], observed "";
    /// Serves every download with its first octet changed.
    CORRUPTS_DOWNLOADS = "corrupts-downloads", violates [], observed "";
    /// Breaks every download off in the middle.
    BREAKS_DOWNLOADS_OFF = "breaks-downloads-off", violates [], observed "";
    /// States a checksum with every download URL that is not that of the document.
    MISSTATES_CHECKSUMS = "misstates-checksums", violates [], observed "";
    /// Answers registrations and retrievals for some seconds with 429 and `Retry-After`.
    IS_BUSY_FOR_A_WHILE = "is-busy-for-a-while", violates [], observed "";
    /// Answers registrations and retrievals for some seconds with 503 and `Retry-After`.
    IS_DOWN_FOR_A_WHILE = "is-down-for-a-while", violates [], observed "";
    /// Redirects registrations and retrievals to another host.
    REDIRECTS_ELSEWHERE = "redirects-elsewhere", violates [], observed "";
    /// Refuses every registration and every retrieval for reasons that it names.
    REFUSES_EVERYTHING = "refuses-everything", violates [], observed "";
}
