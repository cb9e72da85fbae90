//! What may befall a good service, and what DAS has to cope with. Nothing here violates a requirement of the service.

mock_kit::faults! {
    /// Answers every request with 503 and `Retry-After`.
    IS_UNAVAILABLE = "answers-service-unavailable", violates [], observed "503";
    /// Answers with 503 and `Retry-After` for fifty seconds from the first request on.
    IS_UNAVAILABLE_FOR_A_WHILE = "is-unavailable-for-a-while", violates [], observed "503";
    /// Takes twenty seconds of its clock for each answer.
    IS_SLOW = "is-slow", violates [], observed "200";
    /// Hands out download URLs on a host other than its own.
    HANDS_OUT_URLS_ON_ANOTHER_HOST = "hands-out-urls-on-another-host", violates [], observed "127.0.0.1";
    /// Ends the connection in the middle of the content.
    BREAKS_OFF_THE_CONTENT = "breaks-off-the-content", violates [], observed "no answer";
}
