//! Where content is decrypted.

mock_kit::faults! {
    /// Decrypts without looking at the authentication tag.
    OVERLOOKS_THE_TAG = "consumer-overlooks-the-tag", violates ["FDX-E2E-20-CONSUMER", "FDX-E2E-24"], observed "accepted";
    /// Takes an initialization vector of any length.
    ACCEPTS_LONG_VECTORS = "consumer-accepts-long-vectors", violates ["FDX-E2E-31"], observed "accepted";
    /// Takes an authentication tag that was cut short.
    ACCEPTS_SHORT_TAGS = "consumer-accepts-short-tags", violates ["FDX-E2E-31"], observed "accepted";
    /// Inflates whatever comes of it.
    INFLATES_WITHOUT_LIMIT = "consumer-inflates-without-limit", violates ["FDX-E2E-41"], observed "accepted";
}
