//! What a narrow-minded resource refuses although it must not.

mock_kit::faults! {
    /// Answers GET with 405.
    ANSWERS_GET_WITH_405 = "resource-answers-get-with-405", violates ["FAPI1-BASE-6.2.1-01"], observed "405";
    /// Refuses a customer's address of the newer family.
    REFUSES_IPV6 = "resource-refuses-ipv6-customer-addresses", violates ["FAPI1-BASE-6.2.1-13"], observed "refused";
    /// Refuses a customer's address whose zeros are compressed.
    REFUSES_COMPRESSED_IPV6 = "resource-refuses-compressed-customer-addresses", violates ["FAPI1-BASE-6.2.1-13"], observed "refused";
    /// Refuses requests with header fields that it does not know.
    REFUSES_UNKNOWN_FIELDS = "resource-refuses-unknown-header-fields", violates ["RFC9110-5.1-1"], observed "refused";
    /// Answers only callers whose `Accept` is `application/json` and nothing more.
    READS_ACCEPT_WORD_FOR_WORD = "resource-reads-accept-word-for-word", violates ["FAPI1-BASE-6.2.1-09"], observed "406";
}
