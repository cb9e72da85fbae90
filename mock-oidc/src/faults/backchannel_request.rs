//! Where an authentication request is taken.

mock_kit::faults! {
    /// Reads authentication requests from the query of a GET.
    ANSWERS_AUTHENTICATION_REQUESTS_BY_GET = "answers-authentication-requests-by-get", violates ["CIBA-7.1-01"], observed "accepted";
    /// Reads authentication requests from JSON.
    READS_AUTHENTICATION_REQUESTS_AS_JSON = "reads-authentication-requests-as-json", violates ["CIBA-7.1-25"], observed "accepted";
    /// Takes the name of the client for proof of who it is.
    SERVES_UNPROVEN_AUTHENTICATION_REQUESTS = "serves-unproven-authentication-requests", violates ["CIBA-7.1-02"], observed "accepted";
    /// Takes certificates for proof at the token endpoint only.
    REFUSES_CERTIFICATES_AT_THE_BACKCHANNEL_ENDPOINT = "refuses-certificates-at-the-backchannel-endpoint", violates ["CIBA-4-08"], observed "refused";
    /// Takes no assertion that is made for the issuer.
    REFUSES_THE_ISSUER_AS_AUDIENCE_OF_AUTHENTICATION_REQUESTS = "refuses-the-issuer-as-audience-of-authentication-requests", violates ["CIBA-7.1-04"], observed "refused";
    /// Takes no assertion that is made for the token endpoint.
    REFUSES_THE_TOKEN_ENDPOINT_AS_AUDIENCE_OF_AUTHENTICATION_REQUESTS = "refuses-the-token-endpoint-as-audience-of-authentication-requests", violates ["CIBA-7.1-04"], observed "refused";
    /// Takes no assertion that is made for the backchannel endpoint.
    REFUSES_THE_ENDPOINT_AS_AUDIENCE_OF_AUTHENTICATION_REQUESTS = "refuses-the-endpoint-as-audience-of-authentication-requests", violates ["CIBA-7.1-04"], observed "refused";
    /// Refuses authentication requests with parameters that it does not know.
    REFUSES_UNKNOWN_AUTHENTICATION_PARAMETERS = "refuses-unknown-authentication-parameters", violates ["CIBA-7.2-08"], observed "refused";
    /// Serves authentication requests without scope.
    SERVES_AUTHENTICATION_REQUESTS_WITHOUT_SCOPE = "serves-authentication-requests-without-scope", violates ["CIBA-7.1-06"], observed "accepted";
    /// Serves clients that are to be notified and sent no token for that.
    SERVES_REQUESTS_WITHOUT_NOTIFICATION_TOKEN = "serves-requests-without-notification-token", violates ["CIBA-7.1-08"], observed "accepted";
    /// Takes notification tokens of any length.
    ACCEPTS_LONG_NOTIFICATION_TOKENS = "accepts-long-notification-tokens", violates ["CIBA-7.1-09"], observed "accepted";
    /// Refuses notification tokens of more than 256 characters.
    REFUSES_NOTIFICATION_TOKENS_OF_LEGAL_LENGTH = "refuses-notification-tokens-of-legal-length", violates ["CIBA-7.1-09"], observed "refused";
    /// Takes notification tokens that no Authorization header can carry.
    ACCEPTS_MALFORMED_NOTIFICATION_TOKENS = "accepts-malformed-notification-tokens", violates ["CIBA-7.1-10"], observed "accepted";
    /// Leaves acr out of ID tokens although the client asked for a level of assurance.
    OMITS_THE_ACR_ASKED_FOR = "omits-the-acr-asked-for", violates ["CIBA-7.1-13", "FAPI-CIBA-5.2.2-08"], observed "acr";
    /// Takes the first of several hints.
    ACCEPTS_SEVERAL_HINTS = "accepts-several-hints", violates ["CIBA-7.1-24"], observed "accepted";
    /// Authenticates the first user it knows where there is no hint.
    ACCEPTS_REQUESTS_WITHOUT_HINT = "accepts-requests-without-hint", violates ["CIBA-7.1-24"], observed "accepted";
    /// Calls several hints an error of its own.
    MISNAMES_SEVERAL_HINTS = "misnames-several-hints", violates ["CIBA-7.2-04"], observed "unknown_user_id";
    /// Acknowledges requests for users that it does not know.
    ACKNOWLEDGES_REQUESTS_FOR_NOBODY = "acknowledges-requests-for-nobody", violates ["CIBA-7.2-05"], observed "accepted";
    /// Calls an unknown user an unauthorized client.
    MISNAMES_UNKNOWN_USERS = "misnames-unknown-users", violates ["CIBA-13-10"], observed "unauthorized_client";
    /// Calls a scope that it does not grant an unknown user.
    MISNAMES_A_SCOPE_THAT_IS_NOT_GRANTED = "misnames-a-scope-that-is-not-granted", violates ["CIBA-13-08"], observed "unknown_user_id";
    /// Grants scope values that the client is not registered for.
    GRANTS_UNREGISTERED_SCOPES_OVER_THE_BACK_CHANNEL = "grants-unregistered-scopes-over-the-back-channel", violates ["CIBA-13-08"], observed "granted";
    /// Calls a requested expiry that is no positive integer an unknown user.
    MISNAMES_MALFORMED_EXPIRIES = "misnames-malformed-expiries", violates ["CIBA-13-07"], observed "unknown_user_id";
    /// Serves clients that are not registered for the back channel.
    SERVES_CLIENTS_OUTSIDE_THE_BACK_CHANNEL = "serves-clients-outside-the-back-channel", violates ["CIBA-13-11"], observed "accepted";
    /// Calls a user code that is missing an unknown user.
    MISNAMES_MISSING_USER_CODES = "misnames-missing-user-codes", violates ["CIBA-13-12"], observed "unknown_user_id";
    /// Takes any user code.
    ACCEPTS_WRONG_USER_CODES = "accepts-wrong-user-codes", violates ["CIBA-13-13"], observed "accepted";
    /// Calls a binding message that it does not take an unknown user.
    MISNAMES_UNACCEPTABLE_BINDING_MESSAGES = "misnames-unacceptable-binding-messages", violates ["CIBA-13-14"], observed "unknown_user_id";
    /// Takes any binding message where it is bound to refuse requests without context of their own.
    SERVES_REQUESTS_WITHOUT_CONTEXT = "serves-requests-without-context", violates ["FAPI-CIBA-5.2.2-02"], observed "accepted";
    /// Shows no binding message on the device.
    HIDES_BINDING_MESSAGES = "hides-binding-messages", violates ["CIBA-7.1-18"], observed "without the binding message";
    /// Uses error codes that no specification lists.
    USES_ERROR_CODES_OF_ITS_OWN = "uses-error-codes-of-its-own", violates ["CIBA-13-02"], observed "not_today";
    /// Puts a space into the address that explains an error.
    PUTS_SPACES_INTO_ERROR_URIS = "puts-spaces-into-error-uris", violates ["CIBA-13-06"], observed "error_uri";
}
