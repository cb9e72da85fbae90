//! What the client asks for.

mock_kit::faults! {
    /// Has the responses of all authorization servers sent to the same address.
    USES_ONE_REDIRECT_URI = "client-uses-one-redirect-uri", violates ["FAPI1-BASE-5.2.3-03"], observed "redirect_uri";
    /// Sends no code challenge.
    OMITS_THE_CODE_CHALLENGE = "client-omits-the-code-challenge", violates ["FAPI1-BASE-5.2.3-01", "FAPI1-ADV-5.2.3-15"], observed "code_challenge";
    /// Sends the code verifier itself as the challenge.
    SENDS_PLAIN_CHALLENGES = "client-sends-plain-challenges", violates ["FAPI1-BASE-5.2.3-02", "FAPI1-ADV-5.2.3-15"], observed "code_challenge_method";
    /// Wants an ID token, and does not ask for openid.
    ASKS_WITHOUT_OPENID = "client-asks-without-openid", violates ["FAPI1-BASE-5.2.3-07", "FAPI1-ADV-5.2.3.1-01"], observed "openid";
    /// Sends no nonce.
    OMITS_THE_NONCE = "client-omits-the-nonce", violates ["FAPI1-BASE-5.2.3-08"], observed "nonce";
    /// Sends the same nonce every time.
    REPEATS_THE_NONCE = "client-repeats-the-nonce", violates ["FAPI1-BASE-5.2.3-08"], observed "nonce";
    /// Sends no state.
    OMITS_THE_STATE = "client-omits-the-state", violates ["FAPI1-BASE-5.2.3-09"], observed "state";
    /// Sends its parameters in the query, neither signed nor pushed.
    SENDS_THE_REQUEST_BARE = "client-sends-the-request-bare", violates ["FAPI1-ADV-5.2.3-02"], observed "request";
    /// Sends the browser with nothing but the address of the pushed request.
    OMITS_THE_CLIENT_ID = "client-omits-the-client-id-beside-a-request-uri", violates ["FAPI1-ADV-5.2.3-16"], observed "client_id";
}
