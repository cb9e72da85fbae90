Feature: Requests of clients of the back channel
  What a client asks with decides who is asked, and who may learn of it. See CIBA, 7.1.

  @CIBA-7.1-03
  Rule: Assertions are made for the issuer

    Scenario: The client proves who it is to the issuer
      Given a client under test that polls
      When a user is authenticated through the client
      Then the assertion of the client is made for the issuer

  @CIBA-7.1-11
  Rule: Notification tokens cannot be guessed

    Scenario: The tokens of two requests cannot be guessed
      Given a client under test that is pinged
      When two users are authenticated through the client
      Then its notification tokens cannot be guessed

  @FAPI-CIBA-5.2.3-01
  Rule: Every request is signed

    Scenario: The client signs its request
      Given a client under test that polls
      When a user is authenticated through the client
      Then its request is signed

  @FAPI-CIBA-5.2.3-02
  Rule: Requests that nothing else tells from others have a binding message

    Scenario: The client sends a binding message
      Given a client under test that polls
      When a user is authenticated through the client
      Then its request has a binding message

  @CIBA-7.1-20
  Rule: Binding messages are short and plain

    Scenario: The binding message fits on every device
      Given a client under test that polls
      When a user is authenticated through the client
      Then its binding message is short and plain

  @CIBA-7.1-21
  Rule: User codes are sent by clients that registered for them

    Scenario: A client that did not register for user codes sends none
      Given a client under test that polls
      When a user is authenticated through the client
      Then it sends no user code

  @CIBA-7.1-24-CLIENT
  Rule: There is one hint

    Scenario: The client gives one hint
      Given a client under test that polls
      When a user is authenticated through the client
      Then it sends one hint

  @CIBA-7.1-16
  Rule: A hint is an ID token that the server can read

    Scenario: The client decrypts its ID token before it gives it for a hint
      Given a client under test that gives the encrypted ID tokens that it gets for hints
      When two users are authenticated through the client
      Then its last hint is an ID token that is not encrypted
      And the client has its tokens

  @CIBA-7.1.1-12-CLIENT
  Rule: Nothing stands beside a signed request

    Scenario: The client puts everything into its signed request
      Given a client under test that polls and signs its requests
      When a user is authenticated through the client
      Then no parameter stands beside its signed request

  @CIBA-7.1.1-10-CLIENT
  Rule: A signed request says whose it is, for whom and for when

    Scenario: The signed request has all its claims
      Given a client under test that polls and signs its requests
      When a user is authenticated through the client
      Then its signed request has all claims that such requests have

  @CIBA-7.4-01
  Rule: An acknowledgement that lacks something is not used

    Scenario: An acknowledgement that lacks nothing is used
      Given a client under test that polls
      When a user is authenticated through the client
      Then the client has its tokens

    Scenario: An acknowledgement without auth_req_id is not used
      Given a client under test that polls
      When a user is authenticated through the client while the acknowledgement has no auth_req_id
      Then the client does not poll

    Scenario: An acknowledgement without expires_in is not used
      Given a client under test that polls
      When a user is authenticated through the client while the acknowledgement has no expires_in
      Then the client does not poll
