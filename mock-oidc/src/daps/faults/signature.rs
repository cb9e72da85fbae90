//! Who has signed a request token.

mock_kit::faults! {
    /// Takes any octets for a signature.
    ACCEPTS_BROKEN_SIGNATURES = "daps-accepts-broken-signatures", violates ["DAPS-REQ-17-DAPS", "DAPS-DAT-01"], observed "accepted";
    /// Takes tokens that say that nobody signed them.
    ACCEPTS_UNSIGNED_TOKENS = "daps-accepts-unsigned-tokens", violates ["DAPS-REQ-17-DAPS"], observed "accepted";
    /// Takes the public key of a connector for a secret.
    TAKES_PUBLIC_KEYS_FOR_SECRETS = "daps-takes-public-keys-for-secrets", violates ["DAPS-REQ-17-DAPS"], observed "accepted";
    /// Verifies a token with the key that it brings along.
    BELIEVES_KEYS_IN_THE_HEADER = "daps-believes-keys-in-the-header", violates ["DAPS-REQ-17-DAPS"], observed "accepted";
    /// Verifies a token with the key of whichever connector fits.
    TRIES_THE_KEYS_OF_ALL_CONNECTORS = "daps-tries-the-keys-of-all-connectors", violates ["DAPS-REQ-03-DAPS"], observed "accepted";
}
