//! How DATs are asked for.

mock_kit::faults! {
    /// Reads the parameters of a query.
    ANSWERS_QUERIES = "daps-answers-queries", violates ["DAPS-REQ-19-DAPS"], observed "accepted";
    /// Reads parameters out of a JSON object.
    ACCEPTS_JSON = "daps-accepts-json", violates ["DAPS-REQ-19-DAPS"], observed "accepted";
    /// Issues a DAT under any grant, or none.
    ACCEPTS_ANY_GRANT = "daps-accepts-any-grant", violates ["DAPS-REQ-15-DAPS"], observed "accepted";
    /// Takes any type of assertion for that of RFC 7523.
    ACCEPTS_ANY_ASSERTION_TYPE = "daps-accepts-any-assertion-type", violates ["DAPS-REQ-16-DAPS"], observed "accepted";
}
