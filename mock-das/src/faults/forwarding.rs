//! Faults in having documents from the offices that keep them.

mock_kit::faults! {
    /// Registers a document without content for an office that has no digital library.
    REGISTERS_WITHOUT_CONTENT = "registers-without-content", violates ["DAS-API-FWD-01"], observed "accepted";
    /// Takes content for a document that its office keeps.
    REPLACES_WHAT_IT_DOES_NOT_KEEP = "replaces-what-it-does-not-keep", violates ["DAS-API-FWD-02"], observed "accepted";
    /// Forwards no retrieval to anybody.
    NEVER_FORWARDS = "never-forwards", violates ["DAS-API-FWD-03", "DAS-FLOW-OFF-01"], observed "no forwarded request";
    /// Forwards the access code along with the request.
    FORWARDS_THE_ACCESS_CODE = "forwards-the-access-code", violates ["DAS-API-FWD-04"], observed "access code";
    /// Calls an office without an access token.
    FORWARDS_WITHOUT_TOKEN = "forwards-without-token", violates ["DAS-API-FWD-05"], observed "no access token";
    /// Calls an office with a token that was minted for calls to another one.
    PRESENTS_A_TOKEN_FOR_ANOTHER_OFFICE = "presents-a-token-for-another-office", violates ["DAS-API-FWD-05"], observed "minted for";
    /// Signs for whatever token endpoint the authorization server of an office names, on any host.
    SIGNS_FOR_ANY_TOKEN_ENDPOINT = "signs-for-any-token-endpoint", violates ["DAS-API-FWD-17"], observed "another host";
    /// Calls offices and the PCT service whatever certificate they show.
    BELIEVES_ANY_CERTIFICATE = "wipo-believes-any-certificate", violates ["DAS-API-FWD-19"], observed "a request";
    /// Makes use of metadata that name another issuer.
    BELIEVES_ANY_ISSUER = "wipo-believes-any-issuer", violates ["DAS-API-FWD-18"], observed "an assertion";
    /// Gives a retrieval up when the first attempt to forward it fails.
    FORWARDS_ONCE_ONLY = "forwards-once-only", violates ["DAS-API-FWD-06"], observed "error";
    /// Knows a forwarded request only by its own acknowledgement id.
    KNOWS_NO_IDS_OF_OFFICES = "knows-no-ids-of-offices", violates ["DAS-API-FWD-07"], observed "refused";
    /// Knows a forwarded request only by the acknowledgement id of the office.
    KNOWS_NO_IDS_OF_ITS_OWN = "knows-no-ids-of-its-own", violates ["DAS-API-FWD-07"], observed "refused";
    /// Acknowledges notifications about requests that do not exist.
    TAKES_NOTIFICATIONS_OF_NOTHING = "takes-notifications-of-nothing", violates ["DAS-API-FWD-08"], observed "accepted";
    /// Takes a notification from an office that was not asked.
    TAKES_NOTIFICATIONS_OF_STRANGERS = "takes-notifications-of-strangers", violates ["DAS-API-FWD-08"], observed "accepted";
    /// Refuses a notification that it has taken before.
    REFUSES_REPEATED_NOTIFICATIONS = "refuses-repeated-notifications", violates ["DAS-API-FWD-09"], observed "refused";
    /// Fails a retrieval that has succeeded when a later notification says so.
    BELIEVES_THE_LATEST_NOTIFICATION = "believes-the-latest-notification", violates ["DAS-API-FWD-09"], observed "error";
    /// Refuses a notification that arrives before the answer to the forwarded request.
    FORGETS_EARLY_NOTIFICATIONS = "forgets-early-notifications", violates ["DAS-API-FWD-10"], observed "refused";
    /// Puts a code of its own in the place of the one that the office gave.
    REPLACES_THE_CODE_OF_THE_OFFICE = "replaces-the-code-of-the-office", violates ["DAS-API-FWD-11"], observed "-112";
    /// Waits without end for an office that stays silent.
    WAITS_FOREVER = "waits-forever", violates ["DAS-API-FWD-12", "DAS-API-PCT-08"], observed "pending";
}
