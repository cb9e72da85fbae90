//! What the DAPS says of itself.

mock_kit::faults! {
    /// Offers no metadata.
    OFFERS_NO_METADATA = "daps-offers-no-metadata", violates ["IDSG-META-01"], observed "404";
    /// Spells its issuer in the metadata otherwise than in DATs.
    SPELLS_ITS_ISSUER_IN_TWO_WAYS = "daps-spells-its-issuer-in-two-ways", violates ["IDSG-META-03"], observed "the metadata say";
}
