//! Faults in the way that requests travel.

mock_kit::faults! {
    /// Talks to an authorization server with any certificate.
    TRUSTS_ANY_AUTHORIZATION_SERVER = "trusts-any-authorization-server", violates ["DAS-AUTH-28"], observed "a request";
    /// Talks to a DAS with any certificate.
    TRUSTS_ANY_DAS = "trusts-any-das", violates ["DAS-AUTH-28"], observed "a request";
    /// Talks to a storage with any certificate.
    TRUSTS_ANY_STORAGE = "trusts-any-storage", violates ["DAS-AUTH-28"], observed "a request";
    /// Sends its access token to signed URLs.
    TAKES_THE_TOKEN_TO_STORAGE = "takes-the-token-to-storage", violates ["DAS-CLIENT-02"], observed "Authorization";
    /// Uses signed URLs of the scheme `http`.
    USES_UNENCRYPTED_URLS = "uses-unencrypted-urls", violates ["DAS-NET-04-CLIENT"], observed "plain HTTP";
    /// Follows a redirection to another host, and takes its access token there.
    TAKES_THE_TOKEN_TO_REDIRECTIONS = "takes-the-token-to-redirections", violates ["DAS-CLIENT-14"], observed "Authorization";
    /// Presents a token again and again that DAS has refused.
    REPEATS_A_REFUSED_TOKEN = "repeats-a-refused-token", violates ["DAS-CLIENT-08"], observed "6 times";
    /// Looks again at once at what is not finished yet.
    POLLS_WITHOUT_PAUSE = "polls-without-pause", violates ["DAS-CLIENT-09"], observed "after 0";
    /// Comes back at once when it is asked to come back later.
    IGNORES_RETRY_AFTER = "ignores-retry-after", violates ["DAS-CLIENT-10"], observed "after 0";
    /// Puts values into JSON as they are.
    BUILDS_JSON_WITHOUT_ESCAPING = "builds-json-without-escaping", violates ["DAS-CLIENT-15"], observed "no JSON";
}
