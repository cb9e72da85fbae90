//! Faults in error bodies and request parsing.

mock_kit::faults! {
    /// Answers application errors without code and details.
    OMITS_ERROR_DETAILS = "omits-error-details", violates ["DAS-API-ERR-01"], observed "details";
    /// Answers 403 for the ids of others and 404 for those that do not exist.
    TELLS_FOREIGN_FROM_ABSENT = "tells-foreign-from-absent", violates ["DAS-API-ERR-02"], observed "403";
    /// Takes the last of duplicate members of a body.
    ACCEPTS_DUPLICATE_MEMBERS = "accepts-duplicate-members", violates ["DAS-API-ERR-03"], observed "accepted";
    /// Takes bodies of any depth.
    ACCEPTS_DEEP_BODIES = "accepts-deep-bodies", violates ["DAS-API-ERR-03"], observed "accepted";
    /// Refuses bodies with members that it does not know.
    REFUSES_UNKNOWN_MEMBERS = "refuses-unknown-members", violates ["DAS-API-ERR-04"], observed "refused";
    /// Leaves `Allow` out of a 405 answer.
    OMITS_ALLOW = "omits-allow", violates ["RFC9110-15.5.6-1"], observed "Allow";
}
