//! Faults in judging whoever calls the office.

use mock_kit::Fault;

use crate::peer::Lapse;

mock_kit::faults! {
    /// The office serves a caller without any access token.
    SERVES_WITHOUT_TOKEN = "office-serves-without-token", violates ["DAS-OFFICE-01"], observed "accepted";
    /// The office takes a client assertion for an access token.
    ACCEPTS_A_CLIENT_ASSERTION = "office-accepts-a-client-assertion", violates ["DAS-OFFICE-01"], observed "accepted";
    /// The office takes the claims of a token without verifying its signature.
    SKIPS_THE_TOKEN_SIGNATURE = "office-skips-the-token-signature", violates ["DAS-OFFICE-02"], observed "accepted";
    /// The office accepts tokens whose algorithm is `none`.
    ACCEPTS_UNSIGNED_TOKENS = "office-accepts-unsigned-tokens", violates ["DAS-OFFICE-03"], observed "accepted";
    /// The office accepts HS256 tokens keyed with the public key of the issuer.
    ACCEPTS_HMAC_TOKENS = "office-accepts-hmac-tokens", violates ["DAS-OFFICE-03"], observed "accepted";
    /// The office verifies a token with the key in its own header.
    TRUSTS_KEYS_IN_THE_TOKEN_HEADER = "office-trusts-keys-in-the-token-header", violates ["DAS-OFFICE-04"], observed "accepted";
    /// The office lets a token pass whose key it does not know.
    TRUSTS_UNKNOWN_KEYS = "office-trusts-unknown-keys", violates ["DAS-OFFICE-05"], observed "accepted";
    /// The office never fetches the key set of its issuer again.
    KEEPS_THE_FIRST_KEY_SET = "office-keeps-the-first-key-set", violates ["DAS-OFFICE-06", "DAS-OFFICE-07"], observed "refused";
    /// The office fetches the key set several times for one token with an unknown key.
    FETCHES_KEYS_AGAIN_AND_AGAIN = "office-fetches-keys-again-and-again", violates ["DAS-OFFICE-08"], observed "fetched";
    /// The office goes on honouring keys that its issuer has removed.
    KEEPS_REMOVED_KEYS = "office-keeps-removed-keys", violates ["DAS-OFFICE-09"], observed "accepted";
    /// The office accepts tokens whose time has passed.
    ACCEPTS_EXPIRED_TOKENS = "office-accepts-expired-tokens", violates ["DAS-OFFICE-10"], observed "accepted";
    /// The office accepts tokens whose time has not come.
    ACCEPTS_TOKENS_NOT_YET_VALID = "office-accepts-tokens-not-yet-valid", violates ["DAS-OFFICE-11"], observed "accepted";
    /// The office accepts tokens of any issuer whose signature it can verify.
    ACCEPTS_TOKENS_OF_ANOTHER_ISSUER = "office-accepts-tokens-of-another-issuer", violates ["DAS-OFFICE-12"], observed "accepted";
    /// The office accepts tokens that WIPO obtained for calls to another office.
    ACCEPTS_TOKENS_FOR_ANOTHER_OFFICE = "office-accepts-tokens-for-another-office", violates ["DAS-OFFICE-13"], observed "accepted";
    /// The office accepts tokens whose audience is somebody else.
    ACCEPTS_TOKENS_FOR_ANOTHER_AUDIENCE = "office-accepts-tokens-for-another-audience", violates ["DAS-OFFICE-14"], observed "accepted";
    /// The office accepts tokens that do not cover the exchange.
    IGNORES_THE_SCOPE = "office-ignores-the-scope", violates ["DAS-OFFICE-15"], observed "accepted";
    /// The office reads a scope only where it is an array.
    KNOWS_SCOPE_AS_ARRAY_ONLY = "office-knows-scope-as-array-only", violates ["DAS-OFFICE-16"], observed "refused";
    /// The office takes one of several access tokens.
    ACCEPTS_TWO_AUTHORIZATION_HEADERS = "office-accepts-two-authorization-headers", violates ["DAS-OFFICE-17"], observed "accepted";
    /// The office knows the scheme `Bearer` in that spelling only.
    DEMANDS_CAPITAL_BEARER = "office-demands-capital-bearer", violates ["DAS-OFFICE-18"], observed "refused";
    /// The office takes a token from the query.
    ACCEPTS_TOKENS_IN_THE_QUERY = "office-accepts-tokens-in-the-query", violates ["DAS-OFFICE-19"], observed "accepted";
    /// The office leaves `WWW-Authenticate` out of a 401 answer.
    OMITS_THE_CHALLENGE = "office-omits-the-challenge", violates ["DAS-OFFICE-20"], observed "WWW-Authenticate";
    /// The office answers an invalid token with 400.
    ANSWERS_INVALID_TOKENS_WITH_400 = "office-answers-invalid-tokens-with-400", violates ["DAS-OFFICE-21"], observed "400";
    /// The office answers a token without the scope with 400.
    ANSWERS_MISSING_SCOPE_WITH_400 = "office-answers-missing-scope-with-400", violates ["DAS-OFFICE-22"], observed "400";
    /// The office takes calls from any network address.
    SERVES_ANY_ADDRESS = "office-serves-any-address", violates ["DAS-OFFICE-23"], observed "accepted";
}

/// Which fault lets what pass.
pub static LAPSES: &[(Lapse, &Fault)] = &[
    (Lapse::NoToken, &SERVES_WITHOUT_TOKEN),
    (Lapse::ClientAssertion, &ACCEPTS_A_CLIENT_ASSERTION),
    (Lapse::UnverifiedSignature, &SKIPS_THE_TOKEN_SIGNATURE),
    (Lapse::Unsigned, &ACCEPTS_UNSIGNED_TOKENS),
    (Lapse::KeyedWithThePublicKey, &ACCEPTS_HMAC_TOKENS),
    (Lapse::KeyInTheHeader, &TRUSTS_KEYS_IN_THE_TOKEN_HEADER),
    (Lapse::Expired, &ACCEPTS_EXPIRED_TOKENS),
    (Lapse::NotYetValid, &ACCEPTS_TOKENS_NOT_YET_VALID),
    (Lapse::AnotherIssuer, &ACCEPTS_TOKENS_OF_ANOTHER_ISSUER),
    (Lapse::AnotherClient, &ACCEPTS_TOKENS_FOR_ANOTHER_OFFICE),
    (Lapse::AnotherAudience, &ACCEPTS_TOKENS_FOR_ANOTHER_AUDIENCE),
    (Lapse::WithoutScope, &IGNORES_THE_SCOPE),
];
