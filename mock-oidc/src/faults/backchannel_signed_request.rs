//! Where a signed authentication request is opened.

mock_kit::faults! {
    /// Refuses a requested expiry that is a JSON number.
    REFUSES_EXPIRIES_AS_NUMBERS = "refuses-expiries-as-numbers", violates ["CIBA-7.1.1-02"], observed "refused";
    /// Refuses a requested expiry that is a JSON string.
    REFUSES_EXPIRIES_AS_TEXTS = "refuses-expiries-as-texts", violates ["CIBA-7.1.1-02"], observed "refused";
    /// Takes from outside what a signed request lacks.
    COMPLETES_SIGNED_REQUESTS_FROM_OUTSIDE = "completes-signed-requests-from-outside", violates ["CIBA-7.1.1-03"], observed "accepted";
    /// Prefers what stands beside a signed request.
    PREFERS_PARAMETERS_BESIDE_SIGNED_REQUESTS = "prefers-parameters-beside-signed-requests", violates ["CIBA-7.1.1-12"], observed "another user";
    /// Takes signed requests of algorithm none.
    ACCEPTS_UNSIGNED_SIGNED_REQUESTS = "accepts-unsigned-signed-requests", violates ["CIBA-7.1.1-04"], observed "accepted";
    /// Verifies an HMAC with the client's public key as the secret.
    ACCEPTS_HMACS_OF_SIGNED_REQUESTS = "accepts-hmacs-of-signed-requests", violates ["CIBA-7.1.1-04"], observed "accepted";
    /// Takes signed requests for other servers.
    ACCEPTS_SIGNED_REQUESTS_FOR_OTHERS = "accepts-signed-requests-for-others", violates ["CIBA-7.1.1-05"], observed "accepted";
    /// Takes signed requests for nobody.
    ACCEPTS_SIGNED_REQUESTS_FOR_NOBODY = "accepts-signed-requests-for-nobody", violates ["CIBA-7.1.1-05"], observed "accepted";
    /// Takes signed requests in the name of other clients.
    ACCEPTS_SIGNED_REQUESTS_OF_OTHER_ISSUERS = "accepts-signed-requests-of-other-issuers", violates ["CIBA-7.1.1-06"], observed "accepted";
    /// Takes signed requests in nobody's name.
    ACCEPTS_SIGNED_REQUESTS_WITHOUT_ISSUER = "accepts-signed-requests-without-issuer", violates ["CIBA-7.1.1-06"], observed "accepted";
    /// Takes signed requests without expiry.
    ACCEPTS_SIGNED_REQUESTS_WITHOUT_EXPIRY = "accepts-signed-requests-without-expiry", violates ["CIBA-7.1.1-07"], observed "accepted";
    /// Takes signed requests that have expired.
    ACCEPTS_EXPIRED_SIGNED_REQUESTS = "accepts-expired-signed-requests", violates ["CIBA-7.1.1-07", "CIBA-7.2-03"], observed "accepted";
    /// Takes signed requests that do not say when they were made.
    ACCEPTS_SIGNED_REQUESTS_WITHOUT_TIME = "accepts-signed-requests-without-time", violates ["CIBA-7.1.1-08"], observed "accepted";
    /// Takes signed requests without nbf.
    ACCEPTS_SIGNED_REQUESTS_WITHOUT_NOT_BEFORE = "accepts-signed-requests-without-not-before", violates ["CIBA-7.1.1-09"], observed "accepted";
    /// Takes signed requests before their nbf.
    ACCEPTS_SIGNED_REQUESTS_BEFORE_THEIR_TIME = "accepts-signed-requests-before-their-time", violates ["CIBA-7.1.1-09"], observed "accepted";
    /// Takes signed requests without jti.
    ACCEPTS_SIGNED_REQUESTS_WITHOUT_NAME = "accepts-signed-requests-without-name", violates ["CIBA-7.1.1-10"], observed "accepted";
    /// Takes a signed request again.
    ACCEPTS_REPEATED_SIGNED_REQUESTS = "accepts-repeated-signed-requests", violates ["CIBA-7.1.1-10-ONCE"], observed "accepted";
    /// Takes the assertion of the client from within a signed request.
    TAKES_ASSERTIONS_FROM_SIGNED_REQUESTS = "takes-assertions-from-signed-requests", violates ["CIBA-7.1.1-13"], observed "accepted";
    /// Passes over encrypted requests and takes what stands beside them.
    OVERLOOKS_ENCRYPTED_REQUESTS = "overlooks-encrypted-requests", violates ["CIBA-7.1.1-14"], observed "accepted";
    /// Takes signed requests whose signature does not verify.
    ACCEPTS_SIGNED_REQUESTS_WITH_BROKEN_SIGNATURE = "accepts-signed-requests-with-broken-signature", violates ["CIBA-7.2-03"], observed "accepted";
    /// Takes the key of any registered client for the key of this one.
    ACCEPTS_SIGNED_REQUESTS_BY_ANOTHER_CLIENT = "accepts-signed-requests-by-another-client", violates ["CIBA-7.2-03"], observed "accepted";
    /// Takes signed requests of clients that registered no algorithm, or another one.
    ACCEPTS_UNREGISTERED_REQUEST_ALGORITHMS = "accepts-unregistered-request-algorithms", violates ["CIBA-4-12"], observed "accepted";
    /// Serves unsigned requests where they have to be signed.
    SERVES_UNSIGNED_AUTHENTICATION_REQUESTS = "serves-unsigned-authentication-requests", violates ["FAPI-CIBA-5.2.2-06"], observed "accepted";
    /// Takes signed requests that live for more than an hour where that is the limit.
    ACCEPTS_SIGNED_REQUESTS_THAT_LIVE_TOO_LONG = "accepts-signed-requests-that-live-too-long", violates ["FAPI-CIBA-5.2.2-09"], observed "accepted";
    /// Takes signed requests under RS256.
    ACCEPTS_SIGNED_REQUESTS_UNDER_RS256 = "accepts-signed-requests-under-rs256", violates ["FAPI-CIBA-7.6-01"], observed "accepted";
}
