//! Where it is decided whose key a signing key is.

mock_kit::faults! {
    /// Verifies with a key that the message brings along.
    TRUSTS_EMBEDDED_KEYS = "consumer-trusts-embedded-keys", violates ["FDX-E2E-19"], observed "accepted";
    /// Fetches keys from wherever the signed header points to.
    FOLLOWS_ANY_ADDRESS = "consumer-follows-any-address", violates ["FDX-E2E-35"], observed "accepted";
    /// Fetches keys from wherever a header points to that nothing protects.
    FOLLOWS_UNPROTECTED_ADDRESSES = "consumer-follows-unprotected-addresses", violates ["FDX-E2E-70"], observed "accepted";
    /// Fetches keys without TLS.
    FETCHES_KEYS_IN_THE_CLEAR = "consumer-fetches-keys-in-the-clear", violates ["FDX-E2E-43"], observed "accepted";
    /// Fetches keys from a host whatever certificate it shows.
    TRUSTS_ANY_KEY_HOST = "consumer-trusts-any-key-host", violates ["FDX-E2E-44"], observed "accepted";
    /// Looks neither at who issued a certificate nor at its time.
    TRUSTS_ANY_CERTIFICATE = "consumer-trusts-any-certificate", violates ["FDX-E2E-36", "FDX-E2E-36-REVOKED", "FDX-E2E-50"], observed "accepted";
    /// Overlooks that a certificate has expired.
    OVERLOOKS_THE_EXPIRY_OF_CERTIFICATES = "consumer-overlooks-the-expiry-of-certificates", violates ["FDX-E2E-36"], observed "accepted";
    /// Does not ask whether a certificate was revoked.
    OVERLOOKS_REVOCATIONS = "consumer-overlooks-revocations", violates ["FDX-E2E-36-REVOKED"], observed "accepted";
    /// Is content where any certificate of a chain holds the key.
    LOOKS_THROUGH_THE_WHOLE_CHAIN = "consumer-looks-through-the-whole-chain", violates ["FDX-E2E-49-CONSUMER"], observed "accepted";
    /// Verifies signatures with keys that are published for encryption.
    VERIFIES_WITH_ENCRYPTION_KEYS = "consumer-verifies-with-encryption-keys", violates ["FDX-E2E-14-CONSUMER"], observed "accepted";
    /// Verifies signatures with RSA keys of 1024 bits.
    VERIFIES_WITH_SHORT_KEYS = "consumer-verifies-with-short-keys", violates ["FDX-E2E-26-CONSUMER"], observed "accepted";
}
