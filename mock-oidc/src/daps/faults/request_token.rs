//! What a request token consists of.

mock_kit::faults! {
    /// Does not look at the JSON-LD context.
    ACCEPTS_TOKENS_WITHOUT_CONTEXT = "daps-accepts-tokens-without-context", violates ["DAPS-REQ-01-DAPS"], observed "accepted";
    /// Does not look at the type.
    ACCEPTS_TOKENS_WITHOUT_TYPE = "daps-accepts-tokens-without-type", violates ["DAPS-REQ-02-DAPS"], observed "accepted";
    /// Takes the first of several members of one name.
    TAKES_THE_FIRST_OF_DUPLICATE_MEMBERS = "daps-takes-the-first-of-duplicate-members", violates ["DAPS-REQ-14"], observed "accepted";
    /// Takes the last of several members of one name.
    TAKES_THE_LAST_OF_DUPLICATE_MEMBERS = "daps-takes-the-last-of-duplicate-members", violates ["DAPS-REQ-14-LAST"], observed "accepted";
    /// Takes the first of several values of a claim.
    TAKES_THE_FIRST_OF_SEVERAL_VALUES = "daps-takes-the-first-of-several-values", violates ["DAPS-REQ-14"], observed "accepted";
}
