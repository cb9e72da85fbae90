//! Whom a request token is for.

mock_kit::faults! {
    /// Takes tokens that are for nobody.
    ACCEPTS_TOKENS_WITHOUT_AUDIENCE = "daps-accepts-tokens-without-audience", violates ["DAPS-REQ-11-DAPS"], observed "accepted";
    /// Takes tokens that are for another DAPS.
    ACCEPTS_TOKENS_FOR_OTHERS = "daps-accepts-tokens-for-others", violates ["DAPS-REQ-11-DAPS"], observed "accepted";
}
