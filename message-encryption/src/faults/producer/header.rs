//! What the header of a message says.

mock_kit::faults! {
    /// Does not say that the content is a JWT.
    OMITS_THE_CONTENT_TYPE = "producer-omits-the-content-type", violates ["FDX-E2E-30"], observed "without cty";
    /// Names no algorithm.
    OMITS_THE_ALGORITHM = "producer-omits-the-algorithm", violates ["FDX-E2E-39-PRODUCER"], observed "without alg";
    /// Does not say what the content is encrypted with.
    OMITS_THE_CONTENT_ENCRYPTION = "producer-omits-the-content-encryption", violates ["FDX-E2E-40-PRODUCER"], observed "without enc";
    /// Says nothing of the two parties.
    OMITS_THE_PARTIES = "producer-omits-the-parties", violates ["FDX-E2E-56-PARTIES"], observed "without apu";
    /// Leaves out the ephemeral key.
    OMITS_THE_EPHEMERAL_KEY = "producer-omits-the-ephemeral-key", violates ["FDX-E2E-56"], observed "without epk";
    /// Writes the coordinates of ephemeral keys as numbers, without leading zeros.
    DROPS_LEADING_ZEROS = "producer-drops-leading-zeros", violates ["FDX-E2E-56-COORDINATES"], observed "octets, and P-";
    /// Pads its base64.
    PADS_BASE64 = "producer-pads-base64", violates ["FDX-E2E-28-PRODUCER"], observed "base64url";
    /// Puts the certificate of the authority first.
    PUTS_THE_AUTHORITY_FIRST = "producer-puts-the-authority-first", violates ["FDX-E2E-49"], observed "first certificate";
    /// Says nothing of the key that it signs with.
    CONVEYS_NO_SIGNING_KEY = "producer-conveys-no-signing-key", violates ["FDX-E2E-19-PRODUCER"], observed "neither";
}
