//! Where the server describes what it offers to resource owners and their clients.

mock_kit::faults! {
    /// Advertises no way for clients to authenticate.
    ADVERTISES_PUBLIC_CLIENTS_ONLY = "advertises-public-clients-only", violates ["FAPI1-BASE-5.2.2-01"], observed "none";
    /// Advertises public clients where they are not served.
    ADVERTISES_PUBLIC_CLIENTS = "advertises-public-clients", violates ["FAPI1-ADV-5.2.2-16"], observed "none";
    /// Advertises secrets among the ways for clients to authenticate.
    ADVERTISES_BARRED_CLIENT_METHODS = "advertises-barred-client-methods", violates ["FAPI1-BASE-5.2.2-04", "FAPI1-ADV-5.2.2-14", "FDX-GEN-03"], observed "client_secret";
    /// Advertises that access tokens are not bound.
    DENIES_BINDING_TOKENS = "denies-binding-tokens", violates ["FAPI1-ADV-5.2.2-06"], observed "tls_client_certificate_bound_access_tokens";
    /// Does not say where requests are pushed.
    OMITS_THE_PUSHED_REQUEST_ENDPOINT = "omits-the-pushed-request-endpoint", violates ["FDX-AS-03"], observed "pushed_authorization_request_endpoint";
    /// Does not say that requests have to be pushed.
    ADVERTISES_REQUESTS_THAT_WERE_NOT_PUSHED = "advertises-requests-that-were-not-pushed", violates ["FDX-AS-03"], observed "require_pushed_authorization_requests";
    /// Advertises response types and modes that it does not serve.
    ADVERTISES_OTHER_RESPONSES = "advertises-other-responses", violates ["FDX-AS-07"], observed "response";
    /// Does not say where tokens are revoked.
    OMITS_THE_REVOCATION_ENDPOINT = "omits-the-revocation-endpoint", violates ["FDX-AS-09"], observed "revocation_endpoint";
    /// Does not advertise openid.
    OMITS_OPENID_FROM_SCOPES = "omits-openid-from-scopes", violates ["FAPI1-ADV-5.2.2.1-01-NAMED"], observed "openid";
    /// Does not advertise that it encrypts ID tokens.
    OMITS_ID_TOKEN_ENCRYPTION = "omits-id-token-encryption", violates ["FAPI1-ADV-5.2.2.1-03"], observed "id_token_encryption_alg_values_supported";
    /// Advertises RS256 for request objects.
    ADVERTISES_RS256 = "advertises-rs256", violates ["FAPI1-ADV-8.6-02"], observed "RS256";
    /// Advertises RSA1_5 for ID tokens.
    ADVERTISES_RSA1_5 = "advertises-rsa1-5", violates ["FAPI1-ADV-8.6.1-01"], observed "RSA1_5";
    /// Names a key set without TLS.
    ADVERTISES_A_PLAIN_HTTP_KEY_SET = "advertises-a-plain-http-key-set", violates ["FAPI1-ADV-8.9-01"], observed "http:";
    /// Advertises that users are called alike in all sectors.
    ADVERTISES_PUBLIC_SUBJECTS_ONLY = "advertises-public-subjects-only", violates ["FDX-CRYPTO-11"], observed "pairwise";
}
