//! The deviations that this client can be told to commit: rows only.

use mock_kit::Fault;

/// Where it asks for users.
pub mod request {
    mock_kit::faults! {
        /// Makes its assertions for the backchannel endpoint.
        ASSERTS_TO_THE_BACKCHANNEL_ENDPOINT = "ciba-client-asserts-to-the-backchannel-endpoint", violates ["CIBA-7.1-03"], observed "aud";
        /// Sends a notification token that can be guessed.
        SENDS_GUESSABLE_NOTIFICATION_TOKENS = "ciba-client-sends-guessable-notification-tokens", violates ["CIBA-7.1-11"], observed "can be guessed";
        /// Does not sign its requests.
        SENDS_UNSIGNED_REQUESTS = "ciba-client-sends-unsigned-requests", violates ["FAPI-CIBA-5.2.3-01"], observed "unsigned";
        /// Sends no binding message.
        OMITS_THE_BINDING_MESSAGE = "ciba-client-omits-the-binding-message", violates ["FAPI-CIBA-5.2.3-02"], observed "no binding_message";
        /// Sends a letter for a binding message.
        SENDS_LONG_BINDING_MESSAGES = "ciba-client-sends-long-binding-messages", violates ["CIBA-7.1-20"], observed "binding_message";
        /// Sends a user code although it is not registered for that.
        SENDS_USER_CODES_UNASKED = "ciba-client-sends-user-codes-unasked", violates ["CIBA-7.1-21"], observed "user_code";
        /// Sends two hints.
        SENDS_TWO_HINTS = "ciba-client-sends-two-hints", violates ["CIBA-7.1-24-CLIENT"], observed "2 hints";
        /// Repeats parameters beside its signed request.
        REPEATS_PARAMETERS_BESIDE_THE_SIGNED_REQUEST = "ciba-client-repeats-parameters-beside-the-signed-request", violates ["CIBA-7.1.1-12-CLIENT"], observed "beside";
        /// Signs requests without jti.
        SIGNS_REQUESTS_WITHOUT_NAME = "ciba-client-signs-requests-without-name", violates ["CIBA-7.1.1-10-CLIENT"], observed "jti";
        /// Goes on although the acknowledgement has no auth_req_id.
        NEEDS_NO_AUTH_REQ_ID = "ciba-client-needs-no-auth-req-id", violates ["CIBA-7.4-01"], observed "polled";
        /// Goes on although the acknowledgement has no expires_in.
        NEEDS_NO_EXPIRES_IN = "ciba-client-needs-no-expires-in", violates ["CIBA-7.4-01"], observed "polled";
    }
}

/// Where it asks for results.
pub mod poll {
    mock_kit::faults! {
        /// Asks again after a second.
        POLLS_TOO_FAST = "ciba-client-polls-too-fast", violates ["CIBA-7.3-09"], observed "after 1 s";
        /// Asks again after a second where it was told no interval.
        NEEDS_NO_INTERVAL = "ciba-client-needs-no-interval", violates ["CIBA-7.3-10"], observed "after 1 s";
        /// Asks again before it has its answer.
        OVERLAPS_ITS_POLLS = "ciba-client-overlaps-its-polls", violates ["CIBA-10.1-07"], observed "2 polls at once";
        /// Waits for an answer for ten seconds only.
        GIVES_UP_LONG_POLLS = "ciba-client-gives-up-long-polls", violates ["CIBA-10.1-04"], observed "stopped";
        /// Does not look at Retry-After.
        IGNORES_RETRY_AFTER = "ciba-client-ignores-retry-after", violates ["CIBA-10.1-09"], observed "after 5 s";
        /// Asks with JSON.
        POLLS_WITH_JSON = "ciba-client-polls-with-json", violates ["CIBA-10.1-15"], observed "application/json";
        /// Asks under the name in small letters.
        ALTERS_THE_AUTH_REQ_ID = "ciba-client-alters-the-auth-req-id", violates ["CIBA-7.3-05"], observed "another auth_req_id";
        /// Goes on at its pace when it is told to slow down.
        KEEPS_ITS_PACE = "ciba-client-keeps-its-pace", violates ["CIBA-11-03"], observed "after 5 s";
        /// Stops when it is told to slow down.
        STOPS_WHEN_SLOWED_DOWN = "ciba-client-stops-when-slowed-down", violates ["CIBA-11-04"], observed "stopped";
        /// Goes on when its polls are called invalid.
        POLLS_ON_AFTER_INVALID_REQUEST = "ciba-client-polls-on-after-invalid-request", violates ["CIBA-11-09"], observed "polled again";
        /// Asks for tokens that will be pushed.
        POLLS_FOR_PUSHED_TOKENS = "ciba-client-polls-for-pushed-tokens", violates ["CIBA-11-10"], observed "polled";
        /// Takes every refusal for the end.
        TAKES_EVERY_REFUSAL_FOR_THE_END = "ciba-client-takes-every-refusal-for-the-end", violates ["CIBA-11-12"], observed "stopped";
    }
}

/// Where it is notified.
pub mod notification {
    mock_kit::faults! {
        /// Does nothing when it is pinged.
        IGNORES_PINGS = "ciba-client-ignores-pings", violates ["CIBA-10.1-13"], observed "no poll";
        /// Believes whoever sends it a notification.
        BELIEVES_ANY_TOKEN = "ciba-client-believes-any-token", violates ["CIBA-10.2-03", "CIBA-10.2-04", "CIBA-10.3.1-08", "CIBA-10.3.1-09"], observed "believed";
        /// Believes notifications of requests that it did not make.
        BELIEVES_ANY_REQUEST = "ciba-client-believes-any-request", violates ["CIBA-7.4-02"], observed "believed";
        /// Answers notifications with 202.
        ANSWERS_WITH_202 = "ciba-client-answers-with-202", violates ["CIBA-10.2-05", "CIBA-10.3.1-14"], observed "202";
        /// Sends whoever notifies it elsewhere.
        REDIRECTS_NOTIFICATIONS = "ciba-client-redirects-notifications", violates ["CIBA-10.2-07", "CIBA-10.3.1-16"], observed "302";
        /// Does not verify the signature of a pushed ID token.
        OVERLOOKS_THE_SIGNATURE_OF_PUSHES = "ciba-client-overlooks-the-signature-of-pushes", violates ["CIBA-10.3.1-10"], observed "done";
        /// Does not look for which request a pushed ID token is.
        OVERLOOKS_THE_AUTH_REQ_ID = "ciba-client-overlooks-the-auth-req-id", violates ["CIBA-10.3.1-11"], observed "done";
        /// Does not look whether a pushed ID token vouches for the access token.
        OVERLOOKS_THE_AT_HASH = "ciba-client-overlooks-the-at-hash", violates ["CIBA-10.3.1-12"], observed "done";
        /// Does not look whether a pushed ID token vouches for the refresh token.
        OVERLOOKS_THE_RT_HASH = "ciba-client-overlooks-the-rt-hash", violates ["CIBA-10.3.1-13"], observed "done";
        /// Waits on when it is told that its request has expired.
        WAITS_ON_AFTER_THE_END = "ciba-client-waits-on-after-the-end", violates ["CIBA-12-08"], observed "still waits";
    }
}

/// Where it reads ID tokens, and gives them for hints.
pub mod id_token {
    mock_kit::faults! {
        /// Does not look who has issued an ID token.
        OVERLOOKS_THE_ISSUER = "ciba-client-overlooks-the-issuer", violates ["CIBA-10.1.1-01-ISS", "CIBA-10.3.1-10-ISS"], observed "done";
        /// Does not look for whom an ID token is.
        OVERLOOKS_THE_AUDIENCE = "ciba-client-overlooks-the-audience", violates ["CIBA-10.1.1-01-AUD", "CIBA-10.3.1-10-AUD"], observed "done";
        /// Does not look until when an ID token is good.
        OVERLOOKS_THE_EXPIRY = "ciba-client-overlooks-the-expiry", violates ["CIBA-10.1.1-01-EXP", "CIBA-10.3.1-10-EXP"], observed "done";
        /// Takes ID tokens under algorithms that need no key of the server.
        TAKES_ANY_ALGORITHM = "ciba-client-takes-any-algorithm", violates ["CIBA-10.1.1-01-ALG", "CIBA-10.3.1-10-ALG"], observed "done";
        /// Takes no ID token without a nonce.
        DEMANDS_A_NONCE = "ciba-client-demands-a-nonce", violates ["CIBA-10.1.1-01-NONCE", "CIBA-10.3.1-10-NONCE"], observed "stopped";
        /// Gives encrypted ID tokens for hints.
        GIVES_ENCRYPTED_HINTS = "ciba-client-gives-encrypted-hints", violates ["CIBA-7.1-16"], observed "encrypted";
    }
}

/// Every seam with its rows.
pub static SEAMS: &[&[&Fault]] = &[
    request::ROWS,
    poll::ROWS,
    notification::ROWS,
    id_token::ROWS,
];
