//! Faults in calling DAS.

mock_kit::faults! {
    /// The office calls DAS without an access token.
    CALLS_WITHOUT_A_TOKEN = "office-calls-without-a-token", violates ["DAS-AUTH-05"], observed "no access token";
    /// The office makes every call to DAS once only.
    NEVER_REPEATS_A_CALL = "office-never-repeats-a-call", violates ["DAS-OFFICE-40"], observed "once";
    /// The office calls again at once, whatever `Retry-After` says.
    IGNORES_RETRY_AFTER = "office-ignores-retry-after", violates ["DAS-OFFICE-41"], observed "Retry-After";
    /// The office forgets a notification for which it could not obtain an access token.
    GIVES_UP_WITHOUT_A_TOKEN = "office-gives-up-without-a-token", violates ["DAS-OFFICE-42"], observed "no notification";
    /// The office shows its access token to the storage of DAS.
    SHOWS_ITS_TOKEN_TO_THE_STORAGE = "office-shows-its-token-to-the-storage", violates ["DAS-OFFICE-62"], observed "Authorization";
}
