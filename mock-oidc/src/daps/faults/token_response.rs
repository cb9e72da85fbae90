//! What is granted, and how a refusal is told.

mock_kit::faults! {
    /// Grants whatever scope is asked for, and all attributes with it.
    GRANTS_ANY_SCOPE = "daps-grants-any-scope", violates ["DAPS-GEN-04", "DAPS-REQ-18-DAPS", "DAPS-DAT-18"], observed "another scope";
    /// Answers a refused request with an empty success.
    REFUSES_WITHOUT_A_WORD = "daps-refuses-without-a-word", violates ["DAPS-DAT-01"], observed "200 without";
    /// Does not say of what type its token is.
    OMITS_TOKEN_TYPE = "daps-omits-token-type", violates ["IDSG-RES-01"], observed "the token type absent";
}
