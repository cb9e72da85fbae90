Feature: Metadata of the authorization server
  A client learns from the metadata where to authenticate and how: whoever can bend them can lead it astray.
  See OpenID Connect Discovery, 3 and 4.3, RFC 8414, and the authentication script of the WIPO DAS specification.

  @DAS-AUTH-26 @FAPI1-BASE-5.2.2-22
  Rule: There is a discovery document

    Scenario: The discovery document can be read
      When the client reads the discovery document
      Then it is a JSON document

  @DAS-AUTH-27 @OIDC-DISC-4.3-1 @FAPI1-BASE-5.2.2-22
  Rule: The discovery document names the issuer below which it stands

    Scenario: The issuer of the discovery document is the one that was asked
      When the client reads the discovery document
      Then it names the issuer under which it was found
      And it names a token endpoint

  @OIDC-DISC-3-1
  Rule: The discovery document states what a client needs to know

    Scenario: The discovery document is complete
      When the client reads the discovery document
      Then it states everything that a client needs to know

  @DAS-AUTH-01
  Rule: At least one client authentication that FAPI Advanced allows is offered

    Scenario: An allowed client authentication is offered
      When the client reads the discovery document
      Then it offers a client authentication that FAPI Advanced allows

  @DAS-AUTH-02
  Rule: private_key_jwt is the only client authentication that is offered

    Scenario: No other client authentication is offered
      When the client reads the discovery document
      Then it offers private_key_jwt and no other client authentication

  @RFC8414-2-1
  Rule: The signing algorithms of client assertions are named, and none is not one

    Scenario: The algorithm none is not offered
      When the client reads the discovery document
      Then it names the signing algorithms of client assertions, none not among them

  @RFC8414-3.3-1
  Rule: Both metadata documents name the same issuer and endpoints

    Scenario: The metadata below the well-known prefix agree with the discovery document
      When the client reads the discovery document
      Then the metadata below the well-known prefix say the same, where there are any

  @RFC6749-3.2-3
  Rule: The token endpoint is served over TLS

    Scenario: The token endpoint is named with an address that is protected
      When the client reads the discovery document
      Then the token endpoint that it names is served over TLS
