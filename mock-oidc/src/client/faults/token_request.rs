//! How codes are redeemed.

mock_kit::faults! {
    /// Redeems codes without the verifier of the challenge.
    OMITS_THE_CODE_VERIFIER = "client-omits-the-code-verifier", violates ["FAPI1-BASE-5.2.3-N1", "FAPI1-BASE-5.2.3-01"], observed "code_verifier";
}
