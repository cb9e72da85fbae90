Feature: What web clients ask for
  Whoever can read or replace an authorization request can take part in it, unless each value in it serves once. See FAPI 1.0 Baseline,
  5.2.3, and FAPI 1.0 Advanced, 5.2.3.

  Background:
    Given a web client that signs users in

  @FAPI1-BASE-5.2.3-01
  Rule: The client sends a code challenge, and its verifier with the code

    Scenario: A request has a code challenge, and the token request its verifier
      When a user signs in through the client
      Then the request has a code challenge
      And the token request has the verifier of the code challenge

  @FAPI1-BASE-5.2.3-02
  Rule: The method of the code challenge is S256

    Scenario: A code challenge is a hash of its verifier
      When a user signs in through the client
      Then the code challenge is of the method S256

  @FAPI1-BASE-5.2.3-N1
  Rule: The token request carries the code verifier

    Scenario: A token request has the verifier
      When a user signs in through the client
      Then the token request has the verifier of the code challenge

  @FAPI1-ADV-5.2.3-15
  Rule: A pushed request carries a code challenge of the method S256

    Scenario: A pushed request has a code challenge
      Given a web client that pushes its requests
      When a user signs in through the client
      Then the code challenge is of the method S256

  @FAPI1-ADV-5.2.3-16
  Rule: The client id stands beside the request URI of a pushed request

    Scenario: The browser brings the client id along
      Given a web client that pushes its requests
      When a user signs in through the client
      Then the browser brings the client id beside the request URI

  @FAPI1-ADV-5.2.3-02
  Rule: The authorization request holds request or request_uri

    Scenario: A request is signed or pushed
      When a user signs in through the client
      Then the request is signed or pushed

    Scenario: A request is pushed where nothing can be encrypted
      Given a web client that pushes its requests
      When a user signs in through the client
      Then the user is signed in

  @FAPI1-BASE-5.2.3-03
  Rule: The client has a redirect URI of its own for each authorization server

    Scenario: Two authorization servers are given two redirect URIs
      Given a web client that deals with two authorization servers
      When a user signs in through each of the authorization servers
      Then the redirect URIs differ

  @FAPI1-BASE-5.2.3-07
  Rule: A client that wants to know who the user is asks for openid

    Scenario: A request for an ID token has the scope openid
      When a user signs in through the client
      Then the request has the scope openid

  @FAPI1-ADV-5.2.3.1-01
  Rule: A client that asks for code id_token asks for the scope openid

    Scenario: A request for an ID token beside the code has the scope openid
      Given a web client that asks for an ID token beside the code
      When a user signs in through the client
      Then the request has the scope openid

  @FAPI1-BASE-5.2.3-08
  Rule: Such a client sends a nonce that is new every time

    Scenario: Two requests have two nonces
      When two users sign in through the client
      Then each request has a nonce of its own

  @FAPI1-BASE-5.2.3-09
  Rule: A client that does not ask for openid sends a state

    Scenario: Two requests without openid have two states
      Given a web client that does not ask who the user is
      When two users sign in through the client
      Then each request has a state of its own
