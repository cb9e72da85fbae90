//! Where it is decided which key a message is encrypted to.

mock_kit::faults! {
    /// Encrypts to keys that are published for signatures.
    ENCRYPTS_TO_SIGNING_KEYS = "producer-encrypts-to-signing-keys", violates ["FDX-E2E-12-PRODUCER"], observed "accepted";
    /// Encrypts to RSA keys of 1024 bits.
    ENCRYPTS_TO_SHORT_KEYS = "producer-encrypts-to-short-keys", violates ["FDX-E2E-26-PRODUCER"], observed "accepted";
    /// Encrypts to a point that does not lie on its curve.
    ENCRYPTS_OFF_THE_CURVE = "producer-encrypts-off-the-curve", violates ["FDX-E2E-38-PRODUCER"], observed "accepted";
    /// Overlooks that the certificate of an encryption key has expired.
    OVERLOOKS_EXPIRED_KEYS = "producer-overlooks-expired-keys", violates ["FDX-E2E-15-PRODUCER"], observed "accepted";
    /// Encrypts to a key whose certificate nobody trusted has issued.
    OVERLOOKS_THE_ISSUER = "producer-overlooks-the-issuer", violates ["FDX-E2E-50-PRODUCER"], observed "accepted";
    /// Fetches the keys of recipients without TLS.
    FETCHES_KEYS_IN_THE_CLEAR = "producer-fetches-keys-in-the-clear", violates ["FDX-E2E-43-PRODUCER"], observed "accepted";
    /// Fetches the keys of recipients from a host whatever certificate it shows.
    TRUSTS_ANY_KEY_HOST = "producer-trusts-any-key-host", violates ["FDX-E2E-44-PRODUCER"], observed "accepted";
}
