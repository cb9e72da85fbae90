@requires:client-credentials
Feature: Keys of clients
  However a client has made its public key known, that key and no other verifies its assertions.
  See the key script of the WIPO DAS specification, OpenID Connect Core, 10.1.1, and FAPI 1.0 Advanced, 8.11.

  @DAS-AUTH-10
  Rule: A client is registered by the certificate that the key script makes

    @requires:client-registration
    Scenario: A client registered by its certificate is accepted
      Given a client registered by the certificate that the key script makes
      When the client authenticates with a legal client assertion
      Then the authorization server issues an access token

    @requires:client-registration
    Scenario: An assertion by another key than that of the certificate is refused
      Given a client registered by the certificate that the key script makes
      When the client authenticates with a client assertion signed with a key that nobody registered
      Then the authorization server refuses the client
      And no access token is issued

  @DAS-AUTH-10-EXPIRY
  Rule: The end of its certificate ends a client where the profile has it so, and nowhere else

    @requires:client-registration @requires:clock-control
    Scenario: A client whose certificate has ended is treated as the profile has it
      Given a client whose certificate has ended since it was registered
      When the client authenticates with a legal client assertion
      Then the authorization server treats the end of the certificate as the profile has it

  @FAPI1-ADV-8.11-02
  Rule: Keys of one name are told apart by their other members

    @requires:client-registration
    Scenario: A client whose keys of different kinds bear one name is accepted
      Given a client whose key set gives one name to keys of different kinds
      When the client authenticates with a legal client assertion
      Then the authorization server issues an access token

  @OIDC-CORE-10.1.1-1
  Rule: A key that is not known makes the server fetch the key set of the client again

    @requires:client-registration
    Scenario: A client that has added a key to its key set is accepted with it
      Given a client whose key set lies at an address, where a second key is added later
      When the client authenticates with the key that it has added since
      Then the authorization server issues an access token
      And the key set of the client has been fetched again
