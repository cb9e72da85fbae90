//! Where a payload gets its two layers.

mock_kit::faults! {
    /// Encrypts a payload that it has not signed.
    ENCRYPTS_ONLY = "producer-encrypts-only", violates ["FDX-E2E-05"], observed "no JWS";
    /// Encrypts first and signs what comes of it.
    SWAPS_THE_LAYERS = "producer-swaps-the-layers", violates ["FDX-E2E-05"], observed "no JWE";
    /// Signs a payload and leaves it in the clear.
    SIGNS_ONLY = "producer-signs-only", violates ["FDX-E2E-05"], observed "no JWE";
    /// Encrypts fields that it has not signed.
    ENCRYPTS_FIELDS_ONLY = "producer-encrypts-fields-only", violates ["FDX-E2E-06"], observed "no JWS";
}
