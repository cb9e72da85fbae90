//! Where the result of an authentication is asked for.

mock_kit::faults! {
    /// Takes the grant by the name that it had in drafts.
    ACCEPTS_THE_FORMER_CIBA_GRANT = "accepts-the-former-ciba-grant", violates ["CIBA-4-01"], observed "accepted";
    /// Issues tokens before the user has decided.
    ISSUES_TOKENS_BEFORE_THE_USER_DECIDES = "issues-tokens-before-the-user-decides", violates ["CIBA-8-01", "CIBA-10.1.1-03"], observed "accepted";
    /// Calls a decision that is still to come an invalid grant.
    MISNAMES_PENDING_DECISIONS = "misnames-pending-decisions", violates ["CIBA-11-02"], observed "invalid_grant";
    /// Issues tokens although the user denied the request.
    ISSUES_TOKENS_IN_SPITE_OF_A_DENIAL = "issues-tokens-in-spite-of-a-denial", violates ["CIBA-8-01"], observed "accepted";
    /// Goes on calling a request pending that the user has denied.
    LEAVES_DENIALS_PENDING = "leaves-denials-pending", violates ["CIBA-11-06"], observed "authorization_pending";
    /// Issues tokens for requests whose time has passed.
    ACCEPTS_EXPIRED_AUTH_REQ_IDS = "accepts-expired-auth-req-ids", violates ["CIBA-7.3-07"], observed "accepted";
    /// Calls an expired request pending.
    LEAVES_EXPIRED_REQUESTS_PENDING = "leaves-expired-requests-pending", violates ["CIBA-11-05"], observed "authorization_pending";
    /// Issues tokens once more for a request.
    ACCEPTS_USED_AUTH_REQ_IDS = "accepts-used-auth-req-ids", violates ["CIBA-10.1.1-02"], observed "accepted";
    /// Takes a moment between looking at a request and marking it as used.
    REDEEMS_AUTH_REQ_IDS_SLOWLY = "redeems-auth-req-ids-slowly", violates ["CIBA-10.1.1-02"], observed "2 access tokens";
    /// Issues tokens for requests of other clients.
    ACCEPTS_AUTH_REQ_IDS_OF_OTHER_CLIENTS = "accepts-auth-req-ids-of-other-clients", violates ["CIBA-10.1-17"], observed "accepted";
    /// Issues tokens for an auth_req_id that it never gave out.
    ACCEPTS_UNKNOWN_AUTH_REQ_IDS = "accepts-unknown-auth-req-ids", violates ["CIBA-10.1-18"], observed "accepted";
    /// Calls an auth_req_id that it never gave out pending.
    MISNAMES_UNKNOWN_AUTH_REQ_IDS = "misnames-unknown-auth-req-ids", violates ["CIBA-11-07"], observed "authorization_pending";
    /// Answers polls that come too early with a code that nobody knows.
    MISNAMES_HASTY_POLLS = "misnames-hasty-polls", violates ["CIBA-11-01"], observed "too_hasty";
    /// Refuses polls of clients that are to be pinged.
    REFUSES_POLLS_OF_PING_CLIENTS = "refuses-polls-of-ping-clients", violates ["CIBA-10.1-14"], observed "unauthorized_client";
    /// Refuses polls of clients whose ping failed.
    GIVES_UP_CLIENTS_WHOSE_PING_FAILED = "gives-up-clients-whose-ping-failed", violates ["CIBA-10.1-14-ANYWAY"], observed "invalid_grant";
    /// Holds each poll for a minute.
    HOLDS_POLLS_FOR_A_MINUTE = "holds-polls-for-a-minute", violates ["CIBA-10.1-05"], observed "no answer";
    /// Lets clients that are to be pushed to ask for tokens.
    LETS_PUSH_CLIENTS_POLL = "lets-push-clients-poll", violates ["CIBA-10-01", "CIBA-11-11"], observed "accepted";
}
