Feature: Clients with secrets, and clients without
  See FAPI 1.0 Baseline, 5.2.2, items 2 and 4.

  @FAPI1-BASE-5.2.2-04.2
  Rule: An assertion under a secret authenticates a client only if it is the client's own

    @requires:client-registration
    Scenario: A client with an assertion under its secret is accepted
      Given a client that authenticates with a shared secret
      And the client holds a code
      When the client redeems the code
      Then the authorization server issues an access token

    @requires:client-registration
    Scenario: A client with an assertion under another secret is refused
      Given a client that authenticates with a shared secret
      When a code is redeemed with an assertion under another secret
      Then no access token is issued

  @FAPI1-BASE-5.2.2-02
  Rule: Public clients are supported

    @requires:client-registration
    Scenario: A public client gets a token for its code
      Given a public client
      And the client holds a code
      When the client redeems the code
      Then the authorization server issues an access token

  @FAPI1-BASE-5.2.2-03
  Rule: A secret that can be guessed is not registered

    @requires:client-registration
    Scenario: A secret of eight characters is not registered
      When a client is to be registered with a short secret
      Then the client is not registered
