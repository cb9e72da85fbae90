//! Where hints are turned into users.

mock_kit::faults! {
    /// Refuses ID tokens for hints as soon as they have expired.
    REFUSES_EXPIRED_ID_TOKEN_HINTS = "refuses-expired-id-token-hints", violates ["CIBA-14-03"], observed "refused";
    /// Takes ID tokens of other servers for hints.
    ACCEPTS_ID_TOKEN_HINTS_OF_OTHER_SERVERS = "accepts-id-token-hints-of-other-servers", violates ["CIBA-14-04"], observed "accepted";
    /// Takes ID tokens for other clients for hints.
    ACCEPTS_ID_TOKEN_HINTS_FOR_OTHER_CLIENTS = "accepts-id-token-hints-for-other-clients", violates ["CIBA-14-04"], observed "accepted";
    /// Takes ID tokens whose signature does not verify for hints.
    ACCEPTS_ID_TOKEN_HINTS_WITH_BROKEN_SIGNATURE = "accepts-id-token-hints-with-broken-signature", violates ["CIBA-14-05"], observed "accepted";
    /// Takes login hint tokens that have expired.
    ACCEPTS_EXPIRED_LOGIN_HINT_TOKENS = "accepts-expired-login-hint-tokens", violates ["CIBA-13-09"], observed "accepted";
    /// Takes login hint tokens that nobody signed.
    ACCEPTS_UNSIGNED_LOGIN_HINT_TOKENS = "accepts-unsigned-login-hint-tokens", violates ["CIBA-14-01"], observed "accepted";
}
