//! Which attributes are told, and who says so.

mock_kit::faults! {
    /// Goes on telling the attributes that a connector had at first.
    REMEMBERS_ATTRIBUTES = "daps-remembers-attributes", violates ["DAPS-GEN-03"], observed "the earlier attributes";
    /// Leaves attributes out that the scope stands for.
    LEAVES_ATTRIBUTES_OUT = "daps-leaves-attributes-out", violates ["DAPS-GEN-02"], observed "no transportCertsSha256";
    /// Repeats the security profile that a connector claims for itself.
    REPEATS_WHAT_CONNECTORS_SAY = "daps-repeats-what-connectors-say", violates ["DAPS-DAT-21"], observed "the profile that the connector claims";
    /// Grants every claim that a connector asks for by value.
    GRANTS_ANY_CLAIM = "daps-grants-any-claim", violates ["IDSG-CLAIMS-03", "IDSG-CLAIMS-04", "IDSG-CLAIMS-05"], observed "the value that the connector asked for";
    /// Grants no claim that a connector asks for by value.
    GRANTS_NO_CLAIM = "daps-grants-no-claim", violates ["IDSG-CLAIMS-02"], observed "another value";
}
