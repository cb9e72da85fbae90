//! How answers are written.

mock_kit::faults! {
    /// Calls an encrypted payload JSON.
    CALLS_PAYLOADS_JSON = "producer-calls-payloads-json", violates ["FDX-E2E-22"], observed "application/json";
    /// Calls a document with encrypted fields a JWT.
    CALLS_DOCUMENTS_JWT = "producer-calls-documents-jwt", violates ["FDX-E2E-23"], observed "application/jwt";
    /// Writes every message as JSON.
    WRITES_JSON_UNASKED = "producer-writes-json-unasked", violates ["FDX-E2E-64"], observed "no compact form";
    /// Calls its errors JWTs, and encodes them.
    ENCODES_ERRORS = "producer-encodes-errors", violates ["FDX-E2E-65"], observed "no JSON";
    /// Tells the customer's name in its errors.
    NAMES_CUSTOMERS_IN_ERRORS = "producer-names-customers-in-errors", violates ["FDX-E2E-65-NAMES"], observed "of the customer";
}
