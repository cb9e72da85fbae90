//! Where responses of the authorization endpoint are checked.

mock_kit::faults! {
    /// Takes a response for the flow that began last, whoever's browser brings it.
    IGNORES_THE_SESSION = "client-ignores-the-session", violates ["FAPI1-BASE-5.2.3-06"], observed "redeemed the code";
    /// Does not compare the state.
    IGNORES_THE_STATE = "client-ignores-the-state", violates ["FAPI1-BASE-5.2.3-06"], observed "redeemed the code";
    /// Takes responses at any address.
    PROCESSES_RESPONSES_ANYWHERE = "client-processes-responses-anywhere", violates ["FAPI1-BASE-5.2.3-04"], observed "redeemed the code";
    /// Takes no response with a parameter that it does not know.
    REFUSES_UNKNOWN_PARAMETERS = "client-refuses-unknown-parameters", violates ["RFC6749-4.1.2-4"], observed "stopped";
    /// Takes a response as often as it is brought.
    TAKES_RESPONSES_AGAIN = "client-takes-responses-again", violates ["RFC6749-4.1.2-5"], observed "2 token requests";
    /// Takes responses that name another issuer.
    OVERLOOKS_THE_ISSUER = "client-overlooks-the-issuer-of-responses", violates ["FAPI1-ADV-8.3.3-01", "FAPI1-ADV-5.2.3.2-01"], observed "redeemed the code";
    /// Takes responses that are not within a JWT, though it has asked for one.
    TAKES_BARE_RESPONSES = "client-takes-bare-responses", violates ["FAPI1-ADV-5.2.3.2-01"], observed "redeemed the code";
    /// Takes responses within a JWT that the server has not signed.
    OVERLOOKS_THE_SIGNATURE = "client-overlooks-the-signature-of-responses", violates ["FAPI1-ADV-5.2.3.2-01"], observed "redeemed the code";
    /// Takes responses within a JWT for another client.
    OVERLOOKS_THE_AUDIENCE = "client-overlooks-the-audience-of-responses", violates ["FAPI1-ADV-5.2.3.2-01"], observed "redeemed the code";
    /// Takes responses within a JWT that has expired.
    OVERLOOKS_THE_EXPIRY = "client-overlooks-the-expiry-of-responses", violates ["FAPI1-ADV-5.2.3.2-01"], observed "redeemed the code";
}
