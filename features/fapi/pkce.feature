Feature: Code challenges
  Only whoever asked for a code can redeem it, if it is tied to a secret that never passes the browser. See RFC 7636,
  FAPI 1.0 Baseline, 5.2.2, item 7, and Advanced, 5.2.2, item 18.

  @FAPI1-BASE-5.2.2-07
  Rule: Every request has a code challenge of the method S256

    Scenario: A request with a code challenge of S256 is granted
      When the client asks a user for authorization
      Then the authorization server issues a code

    Scenario: A request without a code challenge is refused
      When the client asks a user for authorization without a code challenge
      Then the authorization server refuses the authorization request

    Scenario: A request with a code challenge of the method plain is refused
      When the client asks a user for authorization with a code challenge of the method plain
      Then the authorization server refuses the authorization request

    Scenario: A request with a code challenge of no stated method is refused
      When the client asks a user for authorization with a code challenge of no stated method
      Then the authorization server refuses the authorization request

  @FAPI1-ADV-5.2.2-18
  Rule: Every pushed request has a code challenge of the method S256

    Background:
      Given a client that pushes its requests

    @requires:pushed-requests
    Scenario: A pushed request with a code challenge of S256 is granted
      When the client asks a user for authorization
      Then the authorization server issues a code

    @requires:pushed-requests
    Scenario: A pushed request without a code challenge is refused
      When the client asks a user for authorization without a code challenge
      Then the authorization server refuses the authorization request

    @requires:pushed-requests
    Scenario: A pushed request with a code challenge of the method plain is refused
      When the client asks a user for authorization with a code challenge of the method plain
      Then the authorization server refuses the authorization request

    @requires:pushed-requests
    Scenario: A pushed request with a code challenge of no stated method is refused
      When the client asks a user for authorization with a code challenge of no stated method
      Then the authorization server refuses the authorization request

  @RFC6749-3.1-1
  Rule: A code challenge that nothing asks for does no harm

    Scenario: A request that brings a code challenge of its own accord is granted
      When the client asks a user for authorization with a code challenge that nothing asks for
      Then the authorization server issues a code

  @RFC7636-4.6-1
  Rule: A code is redeemed only with the verifier of its challenge

    Background:
      Given a client that uses code challenges

    Scenario: A code with its verifier is redeemed
      Given the client holds a code
      When the client redeems the code
      Then the authorization server issues an access token

    Scenario: A code with another verifier is refused
      When a code is redeemed with another code verifier
      Then the authorization server refuses with "invalid_grant"
      And no access token is issued

    Scenario: A code with the challenge as its verifier is refused
      When a code is redeemed with the code challenge as its verifier
      Then the authorization server refuses with "invalid_grant"
      And no access token is issued

  @RFC7636-4.6-2
  Rule: A code that was asked for with a challenge needs a verifier

    Background:
      Given a client that uses code challenges

    Scenario: A code without its verifier is refused
      When a code is redeemed without a code verifier
      Then the authorization server refuses the request
      And no access token is issued
