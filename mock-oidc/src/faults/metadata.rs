//! Where the server describes itself.

mock_kit::faults! {
    /// Advertises client secrets.
    ADVERTISES_CLIENT_SECRETS = "advertises-client-secrets", violates ["DAS-AUTH-02"], observed "client_secret";
    /// Advertises only authentication methods that FAPI Advanced does not allow.
    ADVERTISES_NO_ALLOWED_AUTHENTICATION = "advertises-no-allowed-authentication", violates ["DAS-AUTH-01"], observed "client_secret_jwt";
    /// Has no discovery document.
    OMITS_THE_DISCOVERY_DOCUMENT = "omits-the-discovery-document", violates ["DAS-AUTH-26", "FAPI1-BASE-5.2.2-22"], observed "404";
    /// Names an issuer other than the one whose document it is.
    ADVERTISES_ANOTHER_ISSUER = "advertises-another-issuer", violates ["DAS-AUTH-27", "OIDC-DISC-4.3-1", "FAPI1-BASE-5.2.2-22"], observed "issuer";
    /// Names its issuer with a slash at the end that is not part of it.
    ADVERTISES_ITS_ISSUER_WITH_A_SLASH = "advertises-its-issuer-with-a-slash", violates ["DAS-AUTH-27", "OIDC-DISC-4.3-1", "FAPI1-BASE-5.2.2-22"], observed "issuer";
    /// Does not say where its keys are.
    OMITS_THE_KEY_SET_LOCATION = "omits-the-key-set-location", violates ["OIDC-DISC-3-1", "FAPI1-ADV-8.9-00"], observed "jwks_uri";
    /// Offers to take unsigned assertions.
    ADVERTISES_ALG_NONE = "advertises-alg-none", violates ["RFC8414-2-1"], observed "none";
    /// Names another token endpoint below the well-known prefix than in the discovery document.
    DISAGREES_IN_THE_SECOND_METADATA_DOCUMENT = "disagrees-in-the-second-metadata-document", violates ["RFC8414-3.3-1"], observed "token_endpoint";
    /// Names a token endpoint without TLS.
    ADVERTISES_A_PLAIN_HTTP_TOKEN_ENDPOINT = "advertises-a-plain-http-token-endpoint", violates ["RFC6749-3.2-3"], observed "http:";
}
