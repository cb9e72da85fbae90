//! What the server does over the back channel for the sake of judging a client. None of it violates a requirement of its own.

mock_kit::faults! {
    /// Answers polls only when the user has decided, or after thirty seconds.
    LONG_POLLS = "long-polls", violates [], observed "";
    /// Tells clients at each poll to slow down.
    SLOWS_CLIENTS_DOWN = "slows-clients-down", violates [], observed "";
    /// Answers polls with invalid_request.
    CALLS_POLLS_INVALID = "calls-polls-invalid", violates [], observed "";
    /// Answers polls with 503 and a time for coming back.
    ANSWERS_POLLS_WITH_503 = "answers-polls-with-503", violates [], observed "";
    /// Acknowledges requests without auth_req_id.
    OMITS_THE_AUTH_REQ_ID = "omits-the-auth-req-id", violates [], observed "";
    /// Acknowledges requests without interval.
    OMITS_THE_INTERVAL = "omits-the-interval", violates [], observed "";
    /// Acknowledges requests with an interval of half a minute.
    STATES_A_LONG_INTERVAL = "states-a-long-interval", violates [], observed "";
    /// Pushes tokens with an ID token that is about another request.
    MISSTATES_THE_AUTH_REQ_ID_CLAIM = "misstates-the-auth-req-id-claim", violates [], observed "";
    /// Pushes another access token than the one that the ID token vouches for.
    PUSHES_ANOTHER_ACCESS_TOKEN = "pushes-another-access-token", violates [], observed "";
    /// Pushes another refresh token than the one that the ID token vouches for.
    PUSHES_ANOTHER_REFRESH_TOKEN = "pushes-another-refresh-token", violates [], observed "";
    /// Pushes that the request has expired.
    PUSHES_EXPIRED_TOKEN = "pushes-expired-token", violates [], observed "";
}
