//! Where the serialization of a message is read.

mock_kit::faults! {
    /// Takes base64 of either alphabet, padded or not.
    READS_ANY_BASE64 = "consumer-reads-any-base64", violates ["FDX-E2E-28"], observed "accepted";
    /// Overlooks what follows the fifth part.
    OVERLOOKS_FURTHER_PARTS = "consumer-overlooks-further-parts", violates ["FDX-E2E-32"], observed "accepted";
}
