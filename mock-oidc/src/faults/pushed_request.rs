//! Where authorization requests are pushed, and where they are taken up.

mock_kit::faults! {
    /// Takes a pushed request with a request_uri.
    ACCEPTS_REQUEST_URIS_IN_PUSHED_REQUESTS = "accepts-request-uris-in-pushed-requests", violates ["RFC9126-2.1-1"], observed "accepted";
    /// Answers a pushed request with the status of any success.
    ANSWERS_PUSHED_REQUESTS_WITH_200 = "answers-pushed-requests-with-200", violates ["RFC9126-2.2-1"], observed "200";
    /// Does not say how long a request_uri lives.
    OMITS_EXPIRES_IN_OF_PUSHED_REQUESTS = "omits-expires-in-of-pushed-requests", violates ["RFC9126-2.2-1"], observed "expires_in";
    /// Numbers request URIs one after the other.
    NUMBERS_REQUEST_URIS = "numbers-request-uris", violates ["RFC9126-2.2-2"], observed "request_uri";
    /// Reads pushed requests from the query of a GET.
    ANSWERS_PUSHED_REQUESTS_BY_GET = "answers-pushed-requests-by-get", violates ["RFC9126-2.3-1"], observed "accepted";
    /// Takes the client_id of a pushed request for an authentication.
    SERVES_PUSHED_REQUESTS_WITHOUT_AUTHENTICATION = "serves-pushed-requests-without-authentication", violates ["FDX-AS-05", "RFC9126-2-2"], observed "accepted";
    /// Refuses an assertion for a pushed request that names the issuer as audience.
    REFUSES_THE_ISSUER_AS_AUDIENCE_OF_PUSHED_REQUESTS = "refuses-the-issuer-as-audience-of-pushed-requests", violates ["RFC9126-2-1"], observed "refused";
    /// Refuses an assertion for a pushed request that names the token endpoint as audience.
    REFUSES_THE_TOKEN_ENDPOINT_AS_AUDIENCE_OF_PUSHED_REQUESTS = "refuses-the-token-endpoint-as-audience-of-pushed-requests", violates ["RFC9126-2-1"], observed "refused";
    /// Refuses an assertion for a pushed request that names the endpoint itself as audience.
    REFUSES_THE_ENDPOINT_AS_AUDIENCE_OF_PUSHED_REQUESTS = "refuses-the-endpoint-as-audience-of-pushed-requests", violates ["RFC9126-2-1"], observed "refused";
    /// Takes up a pushed request for another client than the one that pushed it.
    LETS_ANY_CLIENT_USE_A_REQUEST_URI = "lets-any-client-use-a-request-uri", violates ["RFC9126-4-1"], observed "accepted";
    /// Takes up a pushed request whose time has passed.
    ACCEPTS_EXPIRED_REQUEST_URIS = "accepts-expired-request-uris", violates ["RFC9126-4-2"], observed "accepted";
    /// Takes up a pushed request again after it led to an authorization.
    ACCEPTS_USED_REQUEST_URIS = "accepts-used-request-uris", violates ["RFC9126-7.3-1"], observed "accepted";
    /// Takes up a pushed request once, even if nobody logged in.
    USES_UP_REQUEST_URIS_WHEN_LOADED = "uses-up-request-uris-when-loaded", violates ["RFC9126-4-3"], observed "refused";
    /// Refuses a request_uri unless response_type and scope stand beside it.
    DEMANDS_PARAMETERS_BESIDE_A_REQUEST_URI = "demands-parameters-beside-a-request-uri", violates ["RFC9101-5-1"], observed "refused";
    /// Serves an authorization request that was not pushed where that is demanded.
    SERVES_REQUESTS_THAT_WERE_NOT_PUSHED = "serves-requests-that-were-not-pushed", violates ["FDX-AS-03", "FDX-AS-04", "FDX-AS-11", "FDX-REG-30"], observed "accepted";
    /// Lets a request_uri live for an hour.
    LETS_REQUEST_URIS_LIVE_FOR_AN_HOUR = "lets-request-uris-live-for-an-hour", violates ["FDX-AS-05"], observed "expires_in";
}
