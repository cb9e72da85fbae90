//! Where the signature of a payload is verified.

mock_kit::faults! {
    /// Stops after successful decryption.
    STOPS_AFTER_DECRYPTION = "consumer-stops-after-decryption", violates ["FDX-E2E-68"], observed "accepted";
    /// Takes a payload whose header says that nobody signed it.
    ACCEPTS_UNSIGNED = "consumer-accepts-unsigned", violates ["FDX-CRYPTO-06-MESSAGE"], observed "accepted";
    /// Takes the bare digest of what should be signed for its signature.
    ACCEPTS_DIGESTS = "consumer-accepts-digests", violates ["FDX-E2E-29"], observed "accepted";
    /// Takes a public key for the secret of a message authentication code.
    TAKES_PUBLIC_KEYS_FOR_SECRETS = "consumer-takes-public-keys-for-secrets", violates ["FDX-CRYPTO-01-MESSAGE"], observed "accepted";
    /// Takes signatures by RS256.
    ACCEPTS_RS256 = "consumer-accepts-rs256", violates ["FDX-CRYPTO-05-MESSAGE"], observed "accepted";
    /// Refuses signatures by PS256.
    REFUSES_PS256 = "consumer-refuses-ps256", violates ["FDX-CRYPTO-02-MESSAGE"], observed "refused";
    /// Refuses signatures by ES256.
    REFUSES_ES256 = "consumer-refuses-es256", violates ["FDX-CRYPTO-03-MESSAGE"], observed "refused";
    /// Refuses signatures by Ed25519.
    REFUSES_ED25519 = "consumer-refuses-ed25519", violates ["FDX-CRYPTO-04-MESSAGE"], observed "refused";
    /// Refuses a signature of one family of keys within an encryption of the other.
    REFUSES_MIXED_FAMILIES = "consumer-refuses-mixed-families", violates ["FDX-E2E-69"], observed "refused";
    /// Takes a payload that was issued whenever.
    OVERLOOKS_THE_TIME = "consumer-overlooks-the-time", violates ["FDX-E2E-37"], observed "accepted";
}
