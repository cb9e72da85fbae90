//! Where signatures of the authorization server are verified, on ID tokens and on responses alike.

mock_kit::faults! {
    /// Takes JWTs without a signature.
    TAKES_UNSIGNED_JWTS = "client-takes-unsigned-jwts", violates ["FAPI1-ADV-8.6-03-CLIENT", "FDX-CRYPTO-06-CLIENT", "FAPI1-ADV-5.2.3.1-02"], observed "redeemed the code";
    /// Takes JWTs with whatever algorithm it knows.
    TAKES_ANY_ALGORITHM = "client-takes-any-algorithm", violates ["FAPI1-ADV-8.6-01-CLIENT", "FDX-CRYPTO-05-CLIENT"], observed "redeemed the code";
    /// Fetches keys from where the header of a JWT says.
    FOLLOWS_JKU = "client-follows-jku", violates ["FAPI1-ADV-8.9-02-CLIENT"], observed "jku";
    /// Never asks again for keys that it has fetched once.
    KEEPS_KEYS_FOR_EVER = "client-keeps-keys-for-ever", violates ["OIDC-CORE-10.1.1-1-CLIENT"], observed "stopped";
    /// Tries the first key of a name only, whatever else its name stands for.
    TAKES_THE_FIRST_KEY_OF_A_NAME = "client-takes-the-first-key-of-a-name", violates ["FAPI1-ADV-8.11-02-CLIENT"], observed "stopped";
}
