//! Where the scope of an access token is looked at.

mock_kit::faults! {
    /// Shows accounts for an access token of any scope.
    IGNORES_THE_SCOPE = "resource-ignores-the-scope", violates ["FAPI1-BASE-6.2.1-05", "FDX-RS-03"], observed "accepted";
    /// Makes payments for an access token of any scope.
    PAYS_WITHOUT_THE_SCOPE = "resource-pays-without-the-scope", violates ["FAPI1-BASE-6.2.1-05", "FDX-RS-03"], observed "accepted";
    /// Makes a payment first, and refuses it afterwards.
    PAYS_BEFORE_IT_CHECKS = "resource-pays-before-it-checks", violates ["FAPI1-BASE-6.2.1-05"], observed "payment";
}
