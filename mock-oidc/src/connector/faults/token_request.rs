//! How the connector asks for DATs.

mock_kit::faults! {
    /// Asks under the grant of assertions.
    ASKS_UNDER_ANOTHER_GRANT = "connector-asks-under-another-grant", violates ["DAPS-REQ-15"], observed "grant-type:jwt-bearer";
    /// Says that its request token is a SAML assertion.
    NAMES_ANOTHER_ASSERTION_TYPE = "connector-names-another-assertion-type", violates ["DAPS-REQ-16"], observed "saml2-bearer";
    /// Asks for no scope.
    ASKS_FOR_NO_SCOPE = "connector-asks-for-no-scope", violates ["DAPS-REQ-18"], observed "no scope";
    /// Asks in JSON.
    SENDS_JSON = "connector-sends-json", violates ["DAPS-REQ-19"], observed "application/json";
    /// Breaks lines before ampersands, as the example does for readers.
    BREAKS_LINES = "connector-breaks-lines", violates ["DAPS-REQ-20"], observed "a line break";
}
