//! What is told of registrations.

mock_kit::faults! {
    /// Names no registration endpoint in its metadata.
    OMITS_THE_REGISTRATION_ENDPOINT = "omits-the-registration-endpoint", violates ["FDX-DCR-01"], observed "registration_endpoint";
    /// Answers a registration with the status of any success.
    ANSWERS_REGISTRATIONS_WITH_200 = "answers-registrations-with-200", violates ["RFC7591-3.2.1-1"], observed "200";
    /// Does not say under which id a client is registered.
    OMITS_CLIENT_IDS = "omits-client-ids", violates ["RFC7591-3.2.1-1"], observed "client_id";
    /// Says nothing of what it registered besides what was asked for.
    OMITS_PROVISIONED_METADATA = "omits-provisioned-metadata", violates ["RFC7591-3.2.1-2"], observed "grant_types";
    /// Does not say where a registration can be managed.
    OMITS_MANAGEMENT_FROM_RESPONSES = "omits-management-from-responses", violates ["RFC7592-3-1"], observed "registration_client_uri";
    /// Calls invalid metadata by a name of its own.
    MISNAMES_INVALID_METADATA = "misnames-invalid-metadata", violates ["RFC7591-3.2.2-3"], observed "bad_metadata";
    /// Refuses metadata without saying why.
    REFUSES_METADATA_WITHOUT_WORDS = "refuses-metadata-without-words", violates ["RFC7591-3.2.2-1"], observed "no error code";
    /// Calls invalid redirect URIs by a name of its own.
    MISNAMES_INVALID_REDIRECT_URIS = "misnames-invalid-redirect-uris", violates ["RFC7591-3.2.2-2"], observed "invalid_uri";
    /// Does not keep descriptions.
    DROPS_DESCRIPTIONS = "drops-descriptions", violates ["FDX-INT-08"], observed "description";
    /// Does not keep intermediaries.
    DROPS_INTERMEDIARIES = "drops-intermediaries", violates ["FDX-INT-01"], observed "intermediaries";
    /// Puts the intermediaries of an intermediary beside it.
    FLATTENS_SUB_INTERMEDIARIES = "flattens-sub-intermediaries", violates ["FDX-INT-15-SERVER"], observed "sub_intermediaries";
    /// Says of no registration how far it has come.
    OMITS_STATUSES = "omits-statuses", violates ["FDX-DCR-03"], observed "status absent";
    /// Writes statuses in lower case.
    WRITES_STATUSES_IN_LOWER_CASE = "writes-statuses-in-lower-case", violates ["FDX-INT-09"], observed "approved";
    /// Gives no client id before a registration is approved.
    WITHHOLDS_CLIENT_IDS_WHILE_PENDING = "withholds-client-ids-while-pending", violates ["FDX-INT-14"], observed "client_id";
}
