//! Where content keys are encrypted.

mock_kit::faults! {
    /// Encrypts content keys with RSAES-PKCS1-v1_5.
    ENCRYPTS_WITH_RSA1_5 = "producer-encrypts-with-rsa1-5", violates ["FDX-E2E-17"], observed "RSA1_5";
    /// Agrees with the same ephemeral key each time.
    KEEPS_THE_EPHEMERAL_KEY = "producer-keeps-the-ephemeral-key", violates ["FDX-E2E-62"], observed "the same ephemeral key";
    /// Signs with the ephemeral key of the agreement, as the example of Part 4 does.
    SIGNS_WITH_THE_EPHEMERAL_KEY = "producer-signs-with-the-ephemeral-key", violates ["FDX-E2E-14"], observed "also signs";
    /// Derives the agreed key for the content encryption where it is to wrap.
    DERIVES_FOR_ANOTHER_ALGORITHM = "producer-derives-for-another-algorithm", violates ["FDX-E2E-63"], observed "cannot be opened";
}
