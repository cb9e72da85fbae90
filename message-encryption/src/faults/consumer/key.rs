//! Where the key of a message is found, agreed on and unwrapped.

mock_kit::faults! {
    /// Tries every key where the one that the header names is not its own.
    TRIES_EVERY_KEY = "consumer-tries-every-key", violates ["FDX-E2E-33"], observed "accepted";
    /// Takes content keys that are encrypted with RSAES-PKCS1-v1_5.
    OPENS_RSA1_5 = "consumer-opens-rsa1-5", violates ["FDX-E2E-17-CONSUMER"], observed "accepted";
    /// Computes with an ephemeral point wherever it lies.
    COMPUTES_OFF_THE_CURVE = "consumer-computes-off-the-curve", violates ["FDX-E2E-38"], observed "accepted";
    /// Takes an ephemeral key for one on the curve of its own, whichever it names.
    OVERLOOKS_THE_CURVE = "consumer-overlooks-the-curve", violates ["FDX-E2E-38-NAMED"], observed "accepted";
    /// Leaves what the header says of the two parties out of the agreed key.
    LEAVES_OUT_THE_PARTIES = "consumer-leaves-out-the-parties", violates ["FDX-E2E-56-CONSUMER"], observed "refused";
    /// Derives the agreed key for the content encryption where it is to wrap.
    DERIVES_FOR_ANOTHER_ALGORITHM = "consumer-derives-for-another-algorithm", violates ["FDX-E2E-63-CONSUMER"], observed "refused";
    /// Takes content keys under RSA only.
    KNOWS_RSA_ONLY = "consumer-knows-rsa-only", violates ["FDX-E2E-17-OFFERED"], observed "refused";
}
