Feature: Metadata of servers with users
  What a server says about itself decides what clients do there. See OpenID Connect Discovery, 3, RFC 8414, 2, and the clauses
  named with each rule.

  @FAPI1-BASE-5.2.2-01
  Rule: Clients that hold credentials are supported

    Scenario: The metadata offer a client authentication
      When the client reads the discovery document
      Then the metadata offer a client authentication other than "none"

  @FAPI1-BASE-5.2.2-04 @FDX-GEN-03
  Rule: Secrets that travel are not offered

    Scenario Outline: The metadata do not offer <method>
      When the client reads the discovery document
      Then the metadata do not offer "<method>" as "token_endpoint_auth_methods_supported"

      Examples: secrets that travel
        | method              |
        | client_secret_basic |
        | client_secret_post  |

  @FAPI1-ADV-5.2.2-14
  Rule: Secrets are not offered at all

    Scenario Outline: The metadata of Advanced do not offer <method>
      When the client reads the discovery document
      Then the metadata do not offer "<method>" as "token_endpoint_auth_methods_supported"

      Examples: secrets
        | method              |
        | client_secret_basic |
        | client_secret_post  |
        | client_secret_jwt   |

  @FAPI1-ADV-5.2.2-16
  Rule: Public clients are not offered

    Scenario: The metadata do not offer to do without client authentication
      When the client reads the discovery document
      Then the metadata do not offer "none" as "token_endpoint_auth_methods_supported"

  @FAPI1-ADV-5.2.2-06
  Rule: Tokens that are bound to certificates are offered

    Scenario: The metadata say that tokens are bound
      When the client reads the discovery document
      Then the metadata say yes to "tls_client_certificate_bound_access_tokens"

  @FAPI1-ADV-5.2.2.1-01-NAMED
  Rule: OpenID Connect is offered

    Scenario: The metadata offer the scope openid
      When the client reads the discovery document
      Then the metadata offer "openid" as "scopes_supported"

  @FAPI1-ADV-5.2.2.1-03
  Rule: Encrypted ID tokens are offered

    Scenario: The metadata name algorithms for the encryption of ID tokens
      When the client reads the discovery document
      Then the metadata name "id_token_encryption_alg_values_supported"

  @FAPI1-ADV-8.6-02
  Rule: RS256 is not offered for what clients sign

    Scenario: The metadata do not offer RS256 for request objects
      When the client reads the discovery document
      Then the metadata do not offer "RS256" as "request_object_signing_alg_values_supported"

  @FAPI1-ADV-8.6.1-01
  Rule: RSA1_5 is not offered

    Scenario: The metadata do not offer RSA1_5 for ID tokens
      When the client reads the discovery document
      Then the metadata do not offer "RSA1_5" as "id_token_encryption_alg_values_supported"

  @FAPI1-ADV-8.9-01 @FAPI1-ADV-8.9-00
  Rule: The key set is published over TLS

    Scenario: The key set that the metadata name is served over TLS
      When the client reads the discovery document
      Then the address of "jwks_uri" in the metadata is one of HTTPS

  @FDX-AS-03
  Rule: The metadata say that requests have to be pushed

    Scenario: The metadata name where requests are pushed
      When the client reads the discovery document
      Then the metadata name "pushed_authorization_request_endpoint"

    Scenario: The metadata say that there is no other way than to push requests
      When the client reads the discovery document
      Then the metadata say yes to "require_pushed_authorization_requests"

  @FDX-AS-07
  Rule: The metadata name no other response than the one that is served

    Scenario: The metadata offer the response type code alone
      When the client reads the discovery document
      Then the metadata offer nothing but "code" as "response_types_supported"

    Scenario: The metadata offer the response mode jwt alone
      When the client reads the discovery document
      Then the metadata offer nothing but "jwt" as "response_modes_supported"

  @FDX-AS-09
  Rule: The metadata name where tokens are revoked

    Scenario: There is a revocation endpoint
      When the client reads the discovery document
      Then the metadata name "revocation_endpoint"

  @FDX-CRYPTO-11
  Rule: Clients of different sectors know a user by different names

    Scenario: The metadata offer pairwise subjects
      When the client reads the discovery document
      Then the metadata offer "pairwise" as "subject_types_supported"
