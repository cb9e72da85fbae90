//! Faults in error bodies and request parsing.

mock_kit::faults! {
    /// The office answers application errors without code and details.
    OMITS_ERROR_DETAILS = "office-omits-error-details", violates ["DAS-OFFICE-80"], observed "details";
    /// The office takes the last of duplicate members of a body.
    ACCEPTS_DUPLICATE_MEMBERS = "office-accepts-duplicate-members", violates ["DAS-OFFICE-81"], observed "accepted";
}
