//! Who a connector is.

mock_kit::faults! {
    /// Knows connectors by the common name in their certificate.
    KNOWS_CONNECTORS_BY_NAME = "daps-knows-connectors-by-name", violates ["DAPS-ID-04", "DAPS-REQ-12-DAPS"], observed "accepted";
    /// Knows connectors by the Subject Key Identifier alone.
    KNOWS_CONNECTORS_BY_SUBJECT_KEY = "daps-knows-connectors-by-subject-key", violates ["DAPS-ID-03", "DAPS-ID-04", "DAPS-REQ-12-DAPS"], observed "accepted";
    /// Knows connectors by the Authority Key Identifier before the Subject Key Identifier as well.
    READS_IDENTIFIERS_BACKWARDS = "daps-reads-identifiers-backwards", violates ["DAPS-ID-04"], observed "accepted";
    /// Issues a DAT about the subject of a token that another connector has made.
    ACCEPTS_ANOTHER_SUBJECT = "daps-accepts-another-subject", violates ["DAPS-REQ-04-DAPS"], observed "accepted";
}
