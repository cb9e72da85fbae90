//! Where interactions are named and logged.

mock_kit::faults! {
    /// Answers without `x-fapi-interaction-id`.
    OMITS_INTERACTION_IDS = "resource-omits-interaction-ids", violates ["FAPI1-BASE-6.2.1-11"], observed "x-fapi-interaction-id";
    /// Refuses without `x-fapi-interaction-id`.
    OMITS_INTERACTION_IDS_IN_REFUSALS = "resource-omits-interaction-ids-in-refusals", violates ["FAPI1-BASE-6.2.1-11"], observed "x-fapi-interaction-id";
    /// Answers with an id of its own in the place of the caller's.
    REPLACES_INTERACTION_IDS = "resource-replaces-interaction-ids", violates ["FAPI1-BASE-6.2.1-11"], observed "x-fapi-interaction-id";
    /// Makes ids that are no UUID.
    MAKES_IDS_THAT_ARE_NO_UUID = "resource-makes-ids-that-are-no-uuid", violates ["FAPI1-BASE-6.2.1-11"], observed "x-fapi-interaction-id";
    /// Keeps a log without interaction ids.
    LOGS_NO_INTERACTION_IDS = "resource-logs-no-interaction-ids", violates ["FAPI1-BASE-6.2.1-12"], observed "log";
}
