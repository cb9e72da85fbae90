//! How the client proves who it is.

mock_kit::faults! {
    /// Sends the same assertion again and again.
    REPEATS_ASSERTIONS = "client-repeats-assertions", violates ["FAPI1-BASE-5.2.4-01.2"], observed "jti";
    /// Makes assertions without a name of their own.
    ASSERTS_WITHOUT_JTI = "client-asserts-without-jti", violates ["FAPI1-BASE-5.2.4-01.2"], observed "jti";
    /// Makes assertions that never expire.
    ASSERTS_FOR_EVER = "client-asserts-for-ever", violates ["FAPI1-BASE-5.2.4-01.2"], observed "exp";
    /// Addresses assertions to a server that they are not sent to.
    ADDRESSES_ASSERTIONS_ELSEWHERE = "client-addresses-assertions-elsewhere", violates ["FAPI1-BASE-5.2.4-01.2"], observed "aud";
    /// Names another client as the issuer of its assertions.
    ASSERTS_AS_ANOTHER = "client-asserts-as-another", violates ["FAPI1-BASE-5.2.4-01.2"], observed "iss";
    /// Sends a secret beside its assertion.
    SENDS_A_SECRET = "client-sends-a-secret", violates ["FAPI1-BASE-5.2.4-01.2"], observed "client_secret";
}
