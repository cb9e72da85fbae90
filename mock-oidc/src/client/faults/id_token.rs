//! Where ID tokens are decrypted and checked.

mock_kit::faults! {
    /// Understands no encrypted ID tokens.
    DECRYPTS_NOTHING = "client-decrypts-nothing", violates ["FAPI1-ADV-5.2.3.1-05"], observed "stopped";
    /// Decrypts ID tokens with RSA1_5.
    DECRYPTS_RSA1_5 = "client-decrypts-rsa1-5", violates ["FAPI1-ADV-8.6.1-01-CLIENT"], observed "asked for the accounts";
    /// Takes ID tokens that the server has not signed.
    OVERLOOKS_THE_SIGNATURE = "client-overlooks-the-signature-of-id-tokens", violates ["FAPI1-ADV-5.2.3.1-02", "OIDC-CORE-3.1.3.7-6"], observed "asked for the accounts";
    /// Takes no ID token with a claim that it does not understand.
    REFUSES_UNKNOWN_CLAIMS = "client-refuses-unknown-claims", violates ["OIDC-CORE-2-2"], observed "stopped";
    /// Takes ID tokens of another issuer.
    OVERLOOKS_THE_ISSUER = "client-overlooks-the-issuer-of-id-tokens", violates ["OIDC-CORE-3.1.3.7-2", "FAPI1-ADV-8.3.3-01"], observed "asked for the accounts";
    /// Takes ID tokens of no issuer.
    NEEDS_NO_ISSUER = "client-needs-no-issuer-in-id-tokens", violates ["OIDC-CORE-3.1.3.7-2"], observed "asked for the accounts";
    /// Takes ID tokens for another client.
    OVERLOOKS_THE_AUDIENCE = "client-overlooks-the-audience-of-id-tokens", violates ["OIDC-CORE-3.1.3.7-3"], observed "asked for the accounts";
    /// Takes ID tokens for nobody.
    NEEDS_NO_AUDIENCE = "client-needs-no-audience-in-id-tokens", violates ["OIDC-CORE-3.1.3.7-3"], observed "asked for the accounts";
    /// Takes ID tokens for somebody else beside it.
    OVERLOOKS_OTHER_AUDIENCES = "client-overlooks-other-audiences-of-id-tokens", violates ["OIDC-CORE-3.1.3.7-3"], observed "asked for the accounts";
    /// Takes no ID token whose audience stands in an array.
    REFUSES_AUDIENCES_IN_AN_ARRAY = "client-refuses-audiences-in-an-array", violates ["OIDC-CORE-3.1.3.7-3"], observed "stopped";
    /// Takes ID tokens that have expired.
    OVERLOOKS_THE_EXPIRY = "client-overlooks-the-expiry-of-id-tokens", violates ["OIDC-CORE-3.1.3.7-9"], observed "asked for the accounts";
    /// Takes ID tokens that never expire.
    NEEDS_NO_EXPIRY = "client-needs-no-expiry-in-id-tokens", violates ["OIDC-CORE-3.1.3.7-9"], observed "asked for the accounts";
    /// Takes ID tokens however old they are.
    OVERLOOKS_THE_AGE = "client-overlooks-the-age-of-id-tokens", violates ["OIDC-CORE-3.1.3.7-10"], observed "asked for the accounts";
    /// Takes ID tokens with the nonce of another request.
    OVERLOOKS_THE_NONCE = "client-overlooks-the-nonce", violates ["OIDC-CORE-3.1.3.7-11"], observed "asked for the accounts";
    /// Takes ID tokens without a nonce.
    NEEDS_NO_NONCE = "client-needs-no-nonce", violates ["OIDC-CORE-3.1.3.7-11"], observed "asked for the accounts";
    /// Redeems codes that the ID token beside them does not vouch for.
    OVERLOOKS_THE_C_HASH = "client-overlooks-the-c-hash", violates ["FAPI1-ADV-5.2.3.1-03"], observed "redeemed the code";
    /// Takes responses whose state the ID token does not vouch for.
    OVERLOOKS_THE_S_HASH = "client-overlooks-the-s-hash", violates ["FAPI1-ADV-5.2.3.1-04"], observed "redeemed the code";
    /// Takes responses whose ID token says nothing of the state.
    NEEDS_NO_S_HASH = "client-needs-no-s-hash", violates ["FAPI1-ADV-5.2.3.1-04"], observed "redeemed the code";
    /// Compares the hash of the state whatever the case of its letters.
    COMPARES_S_HASHES_WITHOUT_CASE = "client-compares-s-hashes-without-case", violates ["FAPI1-ADV-5.1.1-03"], observed "redeemed the code";
    /// Takes no ID token of the token endpoint without at_hash.
    DEMANDS_AT_HASH = "client-demands-at-hash", violates ["OIDC-CORE-3.1.3.6-1-CLIENT"], observed "stopped";
    /// Goes on where the user was authenticated less strongly than it needs.
    OVERLOOKS_THE_ACR = "client-overlooks-the-acr", violates ["FAPI1-ADV-5.2.3-03"], observed "asked for the accounts";
}
