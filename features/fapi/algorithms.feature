Feature: Algorithms for what clients sign
  See the FDX security profile, cryptography, item 2, and FAPI 1.0 Baseline, 5.2.2, item 5.

  @FDX-CRYPTO-02
  Rule: PS256 is accepted

    @requires:client-registration
    Scenario: A request object signed with PS256 is accepted
      Given a client with keys for PS256, ES256 and EdDSA
      When the client asks a user for authorization with a request object signed with PS256
      Then the authorization server issues a code

  @FDX-CRYPTO-03
  Rule: ES256 is accepted

    @requires:client-registration
    Scenario: A request object signed with ES256 is accepted
      Given a client with keys for PS256, ES256 and EdDSA
      When the client asks a user for authorization
      Then the authorization server issues a code

  @FDX-CRYPTO-04
  Rule: EdDSA is accepted

    @requires:client-registration
    Scenario: A request object signed with EdDSA is accepted
      Given a client with keys for PS256, ES256 and EdDSA
      When the client asks a user for authorization with a request object signed with EdDSA
      Then the authorization server issues a code

  @FAPI1-BASE-5.2.2-05
  Rule: RSA keys have 2048 bits or more

    @requires:client-registration
    Scenario: An assertion under an RSA key of 1024 bits is refused
      Given a client with a second key, an RSA key of 1024 bits
      When a code is redeemed with an assertion under an RSA key of 1024 bits
      Then no access token is issued

  @FAPI1-BASE-5.2.2-06 @FDX-CRYPTO-07
  Rule: Elliptic-curve keys have 160 bits or more

    Scenario: The server publishes no short key
      When the client reads the key set of the authorization server
      Then no key of the key set on an elliptic curve is short
