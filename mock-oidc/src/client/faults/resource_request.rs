//! How the resource is asked.

mock_kit::faults! {
    /// Sends its access token in the query.
    SENDS_TOKENS_IN_THE_QUERY = "client-sends-tokens-in-the-query", violates ["FAPI1-BASE-6.2.2-01"], observed "query";
    /// Writes `x-fapi-auth-date` as RFC 3339 has it.
    WRITES_DATES_IN_ANOTHER_FORM = "client-writes-dates-in-another-form", violates ["FAPI1-BASE-6.2.2-03"], observed "x-fapi-auth-date";
    /// Sends an `x-fapi-customer-ip-address` that is no address.
    NAMES_NO_ADDRESS = "client-names-no-ip-address", violates ["FAPI1-BASE-6.2.2-04"], observed "x-fapi-customer-ip-address";
    /// Sends interaction ids that are no UUID.
    MAKES_IDS_THAT_ARE_NO_UUID = "client-makes-ids-that-are-no-uuid", violates ["FAPI1-BASE-6.2.2-05a"], observed "x-fapi-interaction-id";
}
