//! Where ID tokens are made.

mock_kit::faults! {
    /// Answers a token request for openid without ID token.
    OMITS_THE_ID_TOKEN = "omits-the-id-token", violates ["FAPI1-BASE-5.2.2.1-06", "CIBA-10.1.1-01"], observed "id_token";
    /// Leaves c_hash out of ID tokens.
    OMITS_C_HASH = "omits-c-hash", violates ["OIDC-CORE-3.3.2.11-1", "FAPI1-ADV-5.2.2.1-04"], observed "c_hash";
    /// Makes c_hash of another code.
    MISSTATES_C_HASH = "misstates-c-hash", violates ["OIDC-CORE-3.3.2.11-1", "FAPI1-ADV-5.2.2.1-04"], observed "c_hash";
    /// Leaves s_hash out of ID tokens.
    OMITS_S_HASH = "omits-s-hash", violates ["FAPI1-ADV-5.2.2.1-05"], observed "s_hash";
    /// Makes s_hash of the whole digest.
    MISSTATES_S_HASH = "misstates-s-hash", violates ["FAPI1-ADV-5.2.2.1-05", "FAPI1-ADV-5.1.1-02"], observed "s_hash";
    /// Makes s_hash where there is no state.
    STATES_S_HASH_OF_NOTHING = "states-s-hash-of-nothing", violates ["FAPI1-ADV-5.2.2.1-05-NONE"], observed "s_hash";
    /// Makes at_hash of another access token.
    MISSTATES_AT_HASH = "misstates-at-hash", violates ["OIDC-CORE-3.1.3.6-1", "CIBA-10.3.1-04"], observed "at_hash";
    /// Leaves nonce out of ID tokens.
    OMITS_THE_NONCE = "omits-the-nonce", violates ["OIDC-CORE-3.1.2.1-1"], observed "nonce";
    /// Returns only the first characters of the nonce.
    TRUNCATES_THE_NONCE = "truncates-the-nonce", violates ["OIDC-CORE-3.1.2.1-1"], observed "nonce";
    /// Makes ID tokens in the name of another issuer.
    NAMES_ANOTHER_ISSUER_IN_ID_TOKENS = "names-another-issuer-in-id-tokens", violates ["OIDC-CORE-3.1.3.7-1"], observed "iss";
    /// Makes ID tokens for another client.
    NAMES_ANOTHER_AUDIENCE_IN_ID_TOKENS = "names-another-audience-in-id-tokens", violates ["OIDC-CORE-3.1.3.7-1"], observed "aud";
    /// Makes ID tokens that have expired.
    ISSUES_EXPIRED_ID_TOKENS = "issues-expired-id-tokens", violates ["OIDC-CORE-3.1.3.7-1"], observed "exp";
    /// Makes ID tokens that claim to be a week old.
    DATES_ID_TOKENS_BACK_BY_A_WEEK = "dates-id-tokens-back-by-a-week", violates ["OIDC-CORE-3.1.3.7-1"], observed "iat";
    /// Leaves sub out of ID tokens.
    OMITS_THE_SUBJECT_OF_ID_TOKENS = "omits-the-subject-of-id-tokens", violates ["OIDC-CORE-2-1"], observed "sub";
    /// Leaves exp out of ID tokens.
    OMITS_THE_EXPIRY_OF_ID_TOKENS = "omits-the-expiry-of-id-tokens", violates ["OIDC-CORE-2-1"], observed "exp";
    /// Leaves iat out of ID tokens.
    OMITS_THE_TIME_OF_ID_TOKENS = "omits-the-time-of-id-tokens", violates ["OIDC-CORE-2-1"], observed "iat";
    /// Leaves acr out of ID tokens where it was essential.
    OMITS_THE_ACR = "omits-the-acr", violates ["OIDC-CORE-5.5.1.1-1"], observed "acr";
    /// Signs ID tokens with RS256.
    SIGNS_ID_TOKENS_WITH_RS256 = "signs-id-tokens-with-rs256", violates ["FAPI1-ADV-8.6-01-MADE", "FDX-CRYPTO-05"], observed "RS256";
    /// Sends ID tokens with algorithm none.
    SENDS_UNSIGNED_ID_TOKENS = "sends-unsigned-id-tokens", violates ["FAPI1-ADV-5.2.2.1-02", "FAPI1-ADV-8.6-03-MADE", "FDX-CRYPTO-06"], observed "none";
    /// Signs ID tokens with a key that the key set does not hold.
    SIGNS_ID_TOKENS_WITH_AN_UNPUBLISHED_KEY = "signs-id-tokens-with-an-unpublished-key", violates ["FAPI1-ADV-5.2.2.1-02"], observed "signature";
    /// Puts name and mail address into ID tokens of the front channel.
    SHOWS_PERSONAL_DATA_IN_THE_FRONT_CHANNEL = "shows-personal-data-in-the-front-channel", violates ["FAPI1-ADV-5.2.2.1-06"], observed "email";
    /// Does not encrypt ID tokens for clients that registered for it.
    SENDS_ID_TOKENS_IN_THE_CLEAR = "sends-id-tokens-in-the-clear", violates ["OIDC-CORE-10.2-1"], observed "encrypt";
    /// Encrypts ID tokens with RSA1_5.
    ENCRYPTS_WITH_RSA1_5 = "encrypts-with-rsa1-5", violates ["FAPI1-ADV-8.6.1-01"], observed "RSA1_5";
    /// Calls a user by one name in all sectors where subjects are pairwise.
    NAMES_USERS_ALIKE_EVERYWHERE = "names-users-alike-everywhere", violates ["FDX-CRYPTO-11"], observed "sub";
    /// Calls a user by another name each time where subjects are pairwise.
    NAMES_USERS_DIFFERENTLY_EACH_TIME = "names-users-differently-each-time", violates ["FDX-CRYPTO-11-STABLE"], observed "sub";
    /// Calls the user differently at the userinfo endpoint.
    NAMES_ANOTHER_USER_AT_USERINFO = "names-another-user-at-userinfo", violates ["OIDC-CORE-5.3-1"], observed "sub";
    /// Takes access tokens at the userinfo endpoint only where the scheme is written as Bearer.
    INSISTS_ON_THE_CASE_OF_BEARER = "insists-on-the-case-of-bearer", violates ["OIDC-CORE-5.3.1-1"], observed "refused";
    /// Answers at the userinfo endpoint for a token without openid.
    SERVES_USERINFO_WITHOUT_OPENID = "serves-userinfo-without-openid", violates ["OIDC-CORE-5.3-2"], observed "accepted";
    /// Answers at the userinfo endpoint for a token that expired or was revoked.
    SERVES_USERINFO_FOR_DEAD_TOKENS = "serves-userinfo-for-dead-tokens", violates ["OIDC-CORE-5.3.3-1"], observed "accepted";
}
