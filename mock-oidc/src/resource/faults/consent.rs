//! Where a request is held against the consent behind its token.

mock_kit::faults! {
    /// Shows the accounts of its first customer to a client with a token for itself.
    SERVES_CLIENTS_THEMSELVES = "resource-serves-clients-themselves", violates ["FDX-RS-02"], observed "accepted";
    /// Serves a token of a customer who has not consented.
    SERVES_WITHOUT_CONSENT = "resource-serves-without-consent", violates ["FDX-RS-02"], observed "accepted";
    /// Touches accounts of the customer that the consent does not name.
    LOOKS_BEYOND_THE_CONSENT = "resource-looks-beyond-the-consent", violates ["FDX-RS-04"], observed "accepted";
    /// Lists all accounts of the customer, whichever the consent names.
    LISTS_BEYOND_THE_CONSENT = "resource-lists-beyond-the-consent", violates ["FDX-CRYPTO-12"], observed "beyond the consent";
    /// Overlooks which data clusters were consented to.
    IGNORES_DATA_CLUSTERS = "resource-ignores-data-clusters", violates ["FDX-RS-04"], observed "accepted";
}
