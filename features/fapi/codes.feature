Feature: Authorization codes
  A code stands for one grant to one client. Replays let a thief obtain tokens. See RFC 6749, 4.1.2 and 4.1.3, and
  FAPI 1.0 Baseline, 5.2.2, items 13 to 15.

  @FAPI1-BASE-5.2.2-13
  Rule: A code is redeemed at most once

    Scenario: The first redemption yields an access token
      Given the client holds a code
      When the client redeems the code
      Then the authorization server issues an access token

    Scenario: A second redemption is refused
      Given the client has redeemed a code
      When the client redeems the code again
      Then the authorization server refuses with "invalid_grant"
      And no access token is issued

    Scenario: Of two redemptions at once one wins
      When one code is redeemed twice at once
      Then one redemption yields tokens and the other none

  @RFC6749-4.1.2-2
  Rule: A code that is redeemed twice takes its tokens with it

    @requires:introspection
    Scenario: The tokens of a code that is redeemed twice are revoked
      Given the client has redeemed a code
      When the client redeems the code again
      Then the tokens of the first redemption are of no use any more

  @RFC6749-4.1.3-1 @FAPI1-BASE-5.2.2.1-05
  Rule: A code is redeemed only by the client that it was issued to

    @requires:another-client
    Scenario: A code with another client's credentials is refused
      When a code is redeemed with another client's credentials
      Then the authorization server refuses with "invalid_grant"
      And no access token is issued

  @RFC6749-4.1.3-2 @FAPI1-BASE-5.2.2.1-05
  Rule: A code is redeemed with the redirect URI that it was asked for

    Scenario: A code with another redirect URI is refused
      When a code is redeemed with another redirect URI
      Then the authorization server refuses with "invalid_grant"
      And no access token is issued

    Scenario: A code without its redirect URI is refused
      When a code is redeemed without a redirect URI
      Then the authorization server refuses the request
      And no access token is issued

  @FAPI1-BASE-5.2.2-19
  Rule: A request that names two clients is refused

    @requires:another-client
    Scenario: A code with the client id of another client beside the assertion is refused
      When a code is redeemed with the client id of another client beside its own assertion
      Then the authorization server calls the client invalid
      And no access token is issued

  @FDX-AS-08
  Rule: A code ends

    @requires:clock-control
    Scenario: A code that has expired is refused
      When the client redeems a code after its time
      Then the authorization server refuses with "invalid_grant"
      And no access token is issued

  @RFC6749-4.1.2-1
  Rule: A code is refused when its time is over

    @requires:clock-control
    Scenario: A code is refused long after its time
      When the client redeems a code long after its time
      Then no access token is issued

  @RFC6749-5.2-4
  Rule: A refused code is called an invalid grant

    Scenario: A used code is refused by its name
      Given the client has redeemed a code
      When the client redeems the code again
      Then the authorization server refuses with "invalid_grant"

  @FAPI1-ADV-5.2.2-16 @FAPI1-ADV-5.1-01
  Rule: A client without credentials gets no token

    Scenario: A code with nothing but a client id is refused
      When a code is redeemed by the client id alone
      Then no access token is issued

    @requires:client-registration
    Scenario: A client that was registered without credentials gets nothing
      When a client without credentials asks for what a client may have
      Then that client gets no token

  @FAPI1-ADV-5.2.2-14
  Rule: An assertion under a secret authenticates nobody

    Scenario: A code with an assertion under a secret is refused
      When a code is redeemed with an assertion under a secret
      Then no access token is issued

    @requires:client-registration
    Scenario: A client that was registered with a secret gets nothing
      When a client with a secret asks for what a client may have
      Then that client gets no token
