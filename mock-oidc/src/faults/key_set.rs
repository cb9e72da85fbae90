//! Where the server's own keys are published.

mock_kit::faults! {
    /// Publishes the private halves of its keys.
    PUBLISHES_PRIVATE_KEYS = "publishes-private-keys", violates ["RFC7517-5-1"], observed "private";
    /// Publishes a second key under a kid that is taken.
    REPEATS_A_KID = "repeats-a-kid", violates ["FAPI1-ADV-8.9-03"], observed "kid";
    /// Publishes a key on a curve of 112 bits.
    PUBLISHES_A_SHORT_KEY = "publishes-a-short-key", violates ["FAPI1-BASE-5.2.2-06", "FDX-CRYPTO-07"], observed "112 bits";
}
