//! Where content is encrypted.

mock_kit::faults! {
    /// Encrypts every message with the same content key.
    KEEPS_THE_CONTENT_KEY = "producer-keeps-the-content-key", violates ["FDX-E2E-20"], observed "the same content key";
    /// Encrypts every message with the same content key and initialization vector, as the examples of Part 4 do.
    KEEPS_KEY_AND_VECTOR = "producer-keeps-key-and-vector", violates ["FDX-E2E-20"], observed "the same content key";
    /// Makes initialization vectors of 128 bits, as the sketches of Part 4 have them.
    MAKES_LONG_VECTORS = "producer-makes-long-vectors", violates ["FDX-E2E-31-PRODUCER"], observed "16 octets";
}
