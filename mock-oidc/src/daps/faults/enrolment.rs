//! Who becomes known to the DAPS.

mock_kit::faults! {
    /// Enrols a second certificate under an identifier that is in use.
    ENROLS_IDENTIFIERS_TWICE = "daps-enrols-identifiers-twice", violates ["DAPS-ID-02"], observed "enrolled";
    /// Makes an identifier up for a certificate that has none.
    ENROLS_CERTIFICATES_WITHOUT_IDENTIFIERS = "daps-enrols-certificates-without-identifiers", violates ["DAPS-ID-01-DAPS"], observed "enrolled";
}
