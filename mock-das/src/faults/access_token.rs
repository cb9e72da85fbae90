//! Faults in judging access tokens.

mock_kit::faults! {
    /// Serves an office at any network address, whatever was agreed with it.
    SERVES_ANY_ADDRESS = "serves-offices-at-any-address", violates ["DAS-NET-01"], observed "accepted";
    /// Serves a caller without any access token, as the first office on its list.
    SERVES_WITHOUT_TOKEN = "serves-without-token", violates ["DAS-AUTH-04", "DAS-NET-03"], observed "accepted";
    /// Tells the state of a file to a caller without an access token.
    LEAVES_FILE_STATUS_OPEN = "leaves-file-status-open", violates ["DAS-NET-03"], observed "accepted";
    /// Takes a client assertion for an access token.
    ACCEPTS_A_CLIENT_ASSERTION_AS_TOKEN = "accepts-a-client-assertion-as-token", violates ["DAS-AUTH-04"], observed "accepted";
    /// Takes the claims of an access token without verifying its signature.
    SKIPS_THE_TOKEN_SIGNATURE = "skips-the-token-signature", violates ["DAS-AUTH-32"], observed "accepted";
    /// Accepts access tokens whose algorithm is `none`, however it is spelt.
    ACCEPTS_UNSIGNED_TOKENS = "accepts-unsigned-tokens", violates ["RFC8725-3.1-2", "DAS-AUTH-32"], observed "accepted";
    /// Accepts HS256 access tokens keyed with the public key of the authorization server.
    ACCEPTS_HMAC_TOKENS = "accepts-hmac-tokens", violates ["RFC8725-3.1-2", "DAS-AUTH-32"], observed "accepted";
    /// Verifies an access token with the key that stands in its own header.
    TRUSTS_KEYS_IN_THE_TOKEN_HEADER = "trusts-keys-in-the-token-header", violates ["RFC8725-3.10-2", "DAS-AUTH-32"], observed "accepted";
    /// Lets an access token pass whose key it does not know.
    TRUSTS_UNKNOWN_KEYS = "trusts-unknown-keys", violates ["DAS-API-KEY-01"], observed "accepted";
    /// Never fetches the key set of the authorization server again.
    KEEPS_THE_FIRST_KEY_SET = "keeps-the-first-key-set", violates ["DAS-API-KEY-02", "DAS-API-KEY-03"], observed "refused";
    /// Fetches the key set several times for one access token with an unknown key.
    FETCHES_KEYS_AGAIN_AND_AGAIN = "fetches-keys-again-and-again", violates ["DAS-API-KEY-04"], observed "fetched";
    /// Goes on honouring keys that the authorization server has removed.
    KEEPS_REMOVED_KEYS = "keeps-removed-keys", violates ["DAS-API-KEY-05"], observed "accepted";
    /// Accepts access tokens whose `exp` has passed.
    ACCEPTS_EXPIRED_TOKENS = "accepts-expired-tokens", violates ["DAS-AUTH-33"], observed "accepted";
    /// Accepts access tokens whose `nbf` lies ahead.
    ACCEPTS_TOKENS_NOT_YET_VALID = "accepts-tokens-not-yet-valid", violates ["DAS-AUTH-33"], observed "accepted";
    /// Accepts access tokens whose `iss` is not the authorization server.
    ACCEPTS_TOKENS_OF_ANOTHER_ISSUER = "accepts-tokens-of-another-issuer", violates ["DAS-AUTH-34"], observed "accepted";
    /// Accepts access tokens whose `aud` names somebody else.
    ACCEPTS_TOKENS_FOR_ANOTHER_AUDIENCE = "accepts-tokens-for-another-audience", violates ["DAS-AUTH-34"], observed "accepted";
    /// Accepts access tokens whose scope does not cover the exchange.
    IGNORES_THE_SCOPE = "ignores-the-scope", violates ["DAS-AUTH-35"], observed "accepted";
    /// Serves clients that were never on its list.
    SERVES_UNLISTED_CLIENTS = "serves-unlisted-clients", violates ["DAS-AUTH-36"], observed "accepted";
    /// Goes on serving a client that was taken off its list.
    KEEPS_SERVING_DELISTED_CLIENTS = "keeps-serving-delisted-clients", violates ["DAS-AUTH-37"], observed "accepted";
    /// Takes the first of several `Authorization` headers.
    ACCEPTS_TWO_AUTHORIZATION_HEADERS = "accepts-two-authorization-headers", violates ["RFC6750-2-1"], observed "accepted";
    /// Knows the scheme `Bearer` in that spelling only.
    DEMANDS_CAPITAL_BEARER = "demands-capital-bearer", violates ["RFC6750-2.1-1"], observed "refused";
    /// Takes an access token from the query parameter `access_token`.
    ACCEPTS_TOKENS_IN_THE_QUERY = "accepts-tokens-in-the-query", violates ["RFC6750-2.3-1"], observed "accepted";
    /// Leaves `WWW-Authenticate` out of a 401 answer.
    OMITS_THE_CHALLENGE = "omits-the-challenge", violates ["RFC6750-3-1"], observed "WWW-Authenticate";
    /// Answers an invalid access token with 400.
    ANSWERS_INVALID_TOKENS_WITH_400 = "answers-invalid-tokens-with-400", violates ["RFC6750-3.1-1"], observed "400";
    /// Answers an access token without the scope with 400.
    ANSWERS_MISSING_SCOPE_WITH_400 = "answers-missing-scope-with-400", violates ["RFC6750-3.1-2"], observed "400";
}
