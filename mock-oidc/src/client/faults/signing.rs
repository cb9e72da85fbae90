//! With what the client signs.

mock_kit::faults! {
    /// Signs with RS256.
    SIGNS_WITH_RS256 = "client-signs-with-rs256", violates ["FAPI1-ADV-8.6-01-CLIENT", "FDX-CRYPTO-05-CLIENT"], observed "RS256";
    /// Sends JWTs without a signature.
    SIGNS_NOTHING = "client-signs-nothing", violates ["FAPI1-ADV-8.6-03-CLIENT", "FDX-CRYPTO-06-CLIENT"], observed "none";
    /// Signs with an RSA key of 1024 bits.
    SIGNS_WITH_A_SHORT_KEY = "client-signs-with-a-short-key", violates ["FAPI1-BASE-5.2.4-02"], observed "1024 bits";
    /// Says in its headers where its keys are.
    POINTS_TO_ITS_KEYS = "client-points-to-its-keys", violates ["FAPI1-ADV-8.9-02-CLIENT"], observed "jku";
}
