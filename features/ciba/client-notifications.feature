Feature: Notifications of clients of the back channel
  Anybody can call the endpoint of a client. See CIBA, 10.2, 10.3.1 and 12.

  @CIBA-10.1-13
  Rule: A client that is pinged asks for its tokens

    Scenario: After its ping the client polls
      Given a client under test that is pinged
      When a user is authenticated through the client
      Then the client polls after its notification

  @CIBA-10.2-03
  Rule: A client believes pings with its token only

    Scenario: A stranger's ping is not believed
      Given a client under test that is pinged
      When a stranger notifies the client of its request
      Then the client does not believe it

  @CIBA-10.2-04
  Rule: A stranger's ping is answered with 401

    Scenario: A stranger that pings is told that it is one
      Given a client under test that is pinged
      When a stranger notifies the client of its request
      Then the stranger is answered with 401

  @CIBA-7.4-02
  Rule: A client believes pings of its own requests only

    Scenario: A ping of a request that was never made is not believed
      Given a client under test that is pinged
      When the client is notified of a request that it did not make
      Then the client does not believe it

  @CIBA-10.2-05
  Rule: Pings are answered with 204

    Scenario: The client answers its ping with 204
      Given a client under test that is pinged
      When a user is authenticated through the client
      Then the notification is answered with 204

  @CIBA-10.2-07
  Rule: Pings are not answered with redirects

    Scenario: The client sends its ping nowhere else
      Given a client under test that is pinged
      When a user is authenticated through the client
      Then the notification is not answered with a redirect

  @CIBA-10.3.1-08
  Rule: A client believes pushes with its token only

    Scenario: A stranger's push is not believed
      Given a client under test that is pushed to
      When a stranger notifies the client of its request
      Then the client does not believe it

  @CIBA-10.3.1-09
  Rule: A stranger's push is answered with 401

    Scenario: A stranger that pushes is told that it is one
      Given a client under test that is pushed to
      When a stranger notifies the client of its request
      Then the stranger is answered with 401

  @CIBA-10.3.1-14
  Rule: Pushes are answered with 204

    Scenario: The client answers its push with 204
      Given a client under test that is pushed to
      When a user is authenticated through the client
      Then the notification is answered with 204

  @CIBA-10.3.1-16
  Rule: Pushes are not answered with redirects

    Scenario: The client sends its push nowhere else
      Given a client under test that is pushed to
      When a user is authenticated through the client
      Then the notification is not answered with a redirect

  @CIBA-10.3.1-10
  Rule: A pushed ID token is signed by the server

    Scenario: Tokens that the server vouches for are taken
      Given a client under test that is pushed to
      When a user is authenticated through the client
      Then the client has its tokens

    Scenario: Tokens that nobody vouches for are not taken
      Given a client under test that is pushed to
      When a user is authenticated through the client while the pushed ID token is signed by nobody
      Then the client does not take the tokens

    Scenario: Tokens that another key vouches for are not taken
      Given a client under test that is pushed to
      When a user is authenticated through the client while the pushed ID token is signed with another key under the usual name
      Then the client does not take the tokens

  @CIBA-10.3.1-11
  Rule: A pushed ID token is about the request

    Scenario: Tokens for another request are not taken
      Given a client under test that is pushed to
      When a user is authenticated through the client while the pushed ID token is about another request
      Then the client does not take the tokens

  @CIBA-10.3.1-12
  Rule: A pushed ID token vouches for the access token

    Scenario: An access token that was exchanged is not taken
      Given a client under test that is pushed to
      When a user is authenticated through the client while another access token is pushed
      Then the client does not take the tokens

  @CIBA-10.3.1-13
  Rule: A pushed ID token vouches for the refresh token

    Scenario: A refresh token that was exchanged is not taken
      Given a client under test that is pushed to
      When a user is authenticated through the client while another refresh token is pushed
      Then the client does not take the tokens

  @CIBA-11-10
  Rule: A client that is pushed to does not poll

    Scenario: The client waits for its push
      Given a client under test that is pushed to
      When a user is authenticated through the client
      Then the client does not poll

  @CIBA-12-08
  Rule: A client understands that its request has expired

    Scenario: A push that tells of the end is understood
      Given a client under test that is pushed to
      When a user denies a request of the client while the end of the request is pushed
      Then the client knows that it is over
