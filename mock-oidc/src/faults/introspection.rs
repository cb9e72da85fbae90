//! Where tokens are introspected.

mock_kit::faults! {
    /// Answers callers that did not authenticate.
    INTROSPECTS_FOR_ANYONE = "introspects-for-anyone", violates ["RFC7662-2.1-1"], observed "accepted";
    /// Reports live tokens as inactive.
    REPORTS_LIVE_TOKENS_AS_INACTIVE = "reports-live-tokens-as-inactive", violates ["RFC7662-2.2-1"], observed "inactive";
    /// Believes whatever a token says, whoever signed it.
    REPORTS_FORGED_TOKENS_AS_ACTIVE = "reports-forged-tokens-as-active", violates ["RFC7662-2.2-2"], observed "active";
    /// Reports tokens as active after their expiry.
    REPORTS_EXPIRED_TOKENS_AS_ACTIVE = "reports-expired-tokens-as-active", violates ["RFC7662-2.2-2"], observed "active";
    /// Tells more about inactive tokens than that they are.
    DESCRIBES_INACTIVE_TOKENS = "describes-inactive-tokens", violates ["RFC7662-2.2-3"], observed "client_id";
}
