//! Where the two layers of a message are told apart.

mock_kit::faults! {
    /// Takes a payload that is signed and not encrypted.
    ACCEPTS_SIGNED_ONLY = "consumer-accepts-signed-only", violates ["FDX-E2E-05-CONSUMER"], observed "accepted";
    /// Takes an encrypted payload that was signed afterwards.
    ACCEPTS_LAYERS_SWAPPED = "consumer-accepts-layers-swapped", violates ["FDX-E2E-05-CONSUMER"], observed "accepted";
    /// Takes an encrypted payload that nobody has signed.
    ACCEPTS_ENCRYPTED_ONLY = "consumer-accepts-encrypted-only", violates ["FDX-E2E-05-CONSUMER", "FDX-E2E-34"], observed "accepted";
}
