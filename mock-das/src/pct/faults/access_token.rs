//! Faults in judging the access tokens of DAS.

use mock_kit::Fault;

use crate::peer::Lapse;

mock_kit::faults! {
    /// Hands documents of RO/IB to callers without an access token.
    PCT_SERVES_WITHOUT_TOKEN = "hands-pct-documents-to-anyone", violates ["PCT-AUTH-01"], observed "accepted";
    /// Refuses a caller without saying how to authenticate.
    SENDS_NO_CHALLENGE = "sends-no-pct-challenge", violates ["PCT-AUTH-02"], observed "WWW-Authenticate";
    /// Hands out documents of RO/IB for tokens that nobody has signed.
    PCT_VERIFIES_NOTHING = "verifies-no-pct-token", violates ["PCT-AUTH-03"], observed "accepted";
    /// Hands out documents of RO/IB for tokens whose algorithm is `none`.
    PCT_ACCEPTS_UNSIGNED = "takes-unsigned-tokens-for-pct-documents", violates ["PCT-AUTH-03"], observed "accepted";
    /// Hands out documents of RO/IB for HS256 tokens keyed with the public key of the authorization server.
    PCT_ACCEPTS_HMAC = "takes-hmac-tokens-for-pct-documents", violates ["PCT-AUTH-03"], observed "accepted";
    /// Hands out documents of RO/IB for tokens that bring their own key.
    PCT_TRUSTS_THE_HEADER = "trusts-token-headers-for-pct-documents", violates ["PCT-AUTH-03"], observed "accepted";
    /// Hands out documents of RO/IB for tokens whose time has passed.
    PCT_ACCEPTS_EXPIRED = "takes-expired-tokens-for-pct-documents", violates ["PCT-AUTH-04"], observed "accepted";
    /// Hands out documents of RO/IB for tokens whose time has not come.
    PCT_ACCEPTS_EARLY = "takes-early-tokens-for-pct-documents", violates ["PCT-AUTH-04"], observed "accepted";
    /// Hands out documents of RO/IB for tokens of any authorization server.
    PCT_ACCEPTS_ANY_ISSUER = "takes-tokens-of-any-issuer-for-pct-documents", violates ["PCT-AUTH-05"], observed "accepted";
    /// Hands out documents of RO/IB for tokens that name another audience.
    PCT_IGNORES_THE_AUDIENCE = "ignores-the-audience-for-pct-documents", violates ["PCT-AUTH-06"], observed "accepted";
    /// Hands out documents of RO/IB to any client of the authorization server.
    PCT_ADMITS_ANY_CLIENT = "hands-pct-documents-to-any-client", violates ["PCT-AUTH-07"], observed "accepted";
    /// Hands out documents of RO/IB for tokens of any scope.
    PCT_IGNORES_THE_SCOPE = "ignores-the-scope-for-pct-documents", violates ["PCT-AUTH-08"], observed "accepted";
    /// Takes a client assertion for an access token.
    PCT_ACCEPTS_ASSERTIONS = "takes-client-assertions-for-pct-documents", violates ["PCT-AUTH-09"], observed "accepted";
}

/// Which fault lets what pass.
pub static LAPSES: &[(Lapse, &Fault)] = &[
    (Lapse::NoToken, &PCT_SERVES_WITHOUT_TOKEN),
    (Lapse::UnverifiedSignature, &PCT_VERIFIES_NOTHING),
    (Lapse::Unsigned, &PCT_ACCEPTS_UNSIGNED),
    (Lapse::KeyedWithThePublicKey, &PCT_ACCEPTS_HMAC),
    (Lapse::KeyInTheHeader, &PCT_TRUSTS_THE_HEADER),
    (Lapse::Expired, &PCT_ACCEPTS_EXPIRED),
    (Lapse::NotYetValid, &PCT_ACCEPTS_EARLY),
    (Lapse::AnotherIssuer, &PCT_ACCEPTS_ANY_ISSUER),
    (Lapse::AnotherAudience, &PCT_IGNORES_THE_AUDIENCE),
    (Lapse::AnotherClient, &PCT_ADMITS_ANY_CLIENT),
    (Lapse::WithoutScope, &PCT_IGNORES_THE_SCOPE),
    (Lapse::ClientAssertion, &PCT_ACCEPTS_ASSERTIONS),
];
