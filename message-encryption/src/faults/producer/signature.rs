//! Where a payload is signed.

mock_kit::faults! {
    /// Signs with RS256, as the examples of Part 4 do.
    SIGNS_WITH_RS256 = "producer-signs-with-rs256", violates ["FDX-E2E-27"], observed "RS256";
    /// Puts a digest where the signature belongs.
    SIGNS_WITH_A_DIGEST = "producer-signs-with-a-digest", violates ["FDX-E2E-68-PRODUCER"], observed "does not verify";
}
