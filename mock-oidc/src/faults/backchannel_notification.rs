//! Where clients are notified.

mock_kit::faults! {
    /// Never pings.
    OMITS_PINGS = "omits-pings", violates ["CIBA-10.2-01"], observed "no notification";
    /// Pings of approvals only.
    OMITS_PINGS_OF_DENIALS = "omits-pings-of-denials", violates ["CIBA-10.2-01"], observed "no notification";
    /// Notifies without the token of the client.
    NOTIFIES_WITHOUT_THE_TOKEN_OF_THE_CLIENT = "notifies-without-the-token-of-the-client", violates ["CIBA-9-02"], observed "Authorization";
    /// Notifies with another token than that of the client.
    NOTIFIES_WITH_ANOTHER_TOKEN = "notifies-with-another-token", violates ["CIBA-9-02"], observed "Authorization";
    /// Says in pings who the user is.
    NAMES_THE_USER_IN_PINGS = "names-the-user-in-pings", violates ["CIBA-10.2-02"], observed "sub";
    /// Sends a notification again that was answered with 200.
    REPEATS_NOTIFICATIONS_ANSWERED_WITH_200 = "repeats-notifications-answered-with-200", violates ["CIBA-10.2-06", "CIBA-10.3.1-15"], observed "2 notifications";
    /// Follows redirects of notification endpoints.
    FOLLOWS_REDIRECTS_OF_NOTIFICATIONS = "follows-redirects-of-notifications", violates ["CIBA-10.2-08", "CIBA-10.3.1-17"], observed "followed";
    /// Pushes tokens without ID token.
    PUSHES_NO_ID_TOKEN = "pushes-no-id-token", violates ["CIBA-10.3.1-01"], observed "id_token";
    /// Pushes tokens and no errors.
    PUSHES_NO_ERRORS = "pushes-no-errors", violates ["CIBA-10.3.1-02"], observed "no notification";
    /// Pushes tokens without saying for which request.
    PUSHES_NO_AUTH_REQ_ID = "pushes-no-auth-req-id", violates ["CIBA-10.3.1-03"], observed "auth_req_id";
    /// Pushes ID tokens that do not say for which request.
    OMITS_THE_AUTH_REQ_ID_CLAIM = "omits-the-auth-req-id-claim", violates ["CIBA-10.3.1-05"], observed "auth_req_id";
    /// Pushes ID tokens that vouch for another refresh token.
    MISSTATES_RT_HASH = "misstates-rt-hash", violates ["CIBA-10.3.1-06"], observed "rt_hash";
    /// Pushes ID tokens that vouch for no refresh token.
    OMITS_RT_HASH = "omits-rt-hash", violates ["CIBA-10.3.1-06"], observed "rt_hash";
    /// Pushes errors as plain text.
    PUSHES_ERRORS_AS_PLAIN_TEXT = "pushes-errors-as-plain-text", violates ["CIBA-12-01"], observed "text/plain";
    /// Puts quotation marks and other forbidden characters into the description of a pushed error.
    PUSHES_FORBIDDEN_CHARACTERS = "pushes-forbidden-characters", violates ["CIBA-12-03"], observed "error_description";
    /// Pushes errors without code.
    PUSHES_ERRORS_WITHOUT_CODE = "pushes-errors-without-code", violates ["CIBA-12-04"], observed "error";
    /// Pushes errors without saying for which request.
    PUSHES_ERRORS_WITHOUT_AUTH_REQ_ID = "pushes-errors-without-auth-req-id", violates ["CIBA-12-05"], observed "auth_req_id";
    /// Calls a denial a failed transaction.
    MISNAMES_PUSHED_DENIALS = "misnames-pushed-denials", violates ["CIBA-12-06"], observed "transaction_failed";
}
