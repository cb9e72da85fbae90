//! Faults in notifications to offices.

mock_kit::faults! {
    /// Never notifies anybody.
    NEVER_NOTIFIES = "never-notifies", violates ["DAS-FLOW-REG-03"], observed "no notification";
    /// Notifies before the document can be fetched.
    NOTIFIES_TOO_EARLY = "notifies-too-early", violates ["DAS-FLOW-REG-03"], observed "too early";
    /// Cites an acknowledgement id that the office never received.
    CITES_ANOTHER_ACKNOWLEDGEMENT = "cites-another-acknowledgement", violates ["DAS-API-NOT-01"], observed "requestAckId";
    /// Notifies without an access token.
    NOTIFIES_WITHOUT_TOKEN = "notifies-without-token", violates ["DAS-API-NOT-02"], observed "no access token";
    /// Gives up after the first attempt to notify.
    NEVER_REPEATS_A_NOTIFICATION = "never-repeats-a-notification", violates ["DAS-API-NOT-03"], observed "once";
    /// Fails the retrieval whose notification cannot be delivered at the second attempt either.
    FAILS_THE_RETRIEVAL_WITH_THE_NOTIFICATION = "fails-the-retrieval-with-the-notification", violates ["DAS-API-NOT-04"], observed "error";
    /// Tells offices of retrievals that have succeeded and of no others.
    NEVER_NOTIFIES_OF_FAILURES = "never-notifies-of-failures", violates ["DAS-API-NOT-06"], observed "no notification";
    /// Tells an office that its retrieval has failed, and not why.
    NOTIFIES_WITHOUT_THE_REASON = "notifies-without-the-reason", violates ["DAS-API-NOT-06"], observed "errorCode";
    /// Notifies of a failure what has succeeded, and the other way round.
    CONTRADICTS_POLLING = "contradicts-polling", violates ["DAS-API-NOT-07"], observed "requestStatusCategory";
    /// Tells the access code in the notification.
    TELLS_THE_ACCESS_CODE = "tells-the-access-code", violates ["DAS-API-NOT-05"], observed "dasAccessCode";
}
