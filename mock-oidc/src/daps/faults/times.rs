//! When a request token is valid.

mock_kit::faults! {
    /// Takes tokens without an expiry.
    ACCEPTS_TOKENS_WITHOUT_EXP = "daps-accepts-tokens-without-exp", violates ["DAPS-REQ-05-DAPS"], observed "accepted";
    /// Takes tokens whose time is over.
    ACCEPTS_EXPIRED_TOKENS = "daps-accepts-expired-tokens", violates ["DAPS-REQ-05-EXPIRED"], observed "accepted";
    /// Takes tokens that do not say when they were made.
    ACCEPTS_TOKENS_WITHOUT_IAT = "daps-accepts-tokens-without-iat", violates ["DAPS-REQ-07-DAPS"], observed "accepted";
    /// Takes tokens that do not say from when they are valid.
    ACCEPTS_TOKENS_WITHOUT_NBF = "daps-accepts-tokens-without-nbf", violates ["DAPS-REQ-08-DAPS"], observed "accepted";
    /// Takes tokens before their time.
    ACCEPTS_TOKENS_OF_THE_FUTURE = "daps-accepts-tokens-of-the-future", violates ["DAPS-REQ-10"], observed "accepted";
}
