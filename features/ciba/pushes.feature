Feature: Pushes
  Tokens that are pushed are vouched for by the ID token that comes along. See CIBA, 10.3.1 and 12.

  @CIBA-10.3.1-01 @CIBA-10.3.1-03 @CIBA-10.3.1-04 @CIBA-10.3.1-05 @CIBA-10.3.1-06 @requires:client-registration
  Rule: A push brings tokens, and says for which request they are

    Background:
      Given a client that is to be pushed to
      And the client has asked for the authentication of a user

    Scenario: After an approval tokens are pushed
      When the user approves of the request
      Then the client is pushed an access token and an ID token
      And the push names the request
      And the pushed ID token names the request
      And the pushed ID token covers the access token
      And the pushed ID token covers the refresh token, if there is one
      And the notification carries the token of the client

  @CIBA-10.3.1-02 @CIBA-12-01 @CIBA-12-03 @CIBA-12-04 @CIBA-12-05 @CIBA-12-06 @requires:client-registration
  Rule: A push tells of an error, and for which request

    Scenario: After a denial an error is pushed
      Given a client that is to be pushed to
      And the client has asked for the authentication of a user
      When the user wants nothing of the request
      Then the client is pushed an error as JSON
      And the error that is pushed is "access_denied"
      And its description has permitted characters only
      And the push names the request

  @CIBA-10.3.1-15 @requires:client-registration
  Rule: A push that is answered with 200 has arrived

    Scenario: A push that is answered with a body is not repeated
      Given a client that is to be pushed to and answers with 200 and a body
      And the client has asked for the authentication of a user
      When the user approves of the request
      Then the client is not notified a second time

  @CIBA-10.3.1-17 @requires:client-registration
  Rule: Redirects of pushes are not followed

    Scenario Outline: A push that is answered with <status> goes nowhere else
      Given a client that is to be pushed to and answers with <status>
      And the client has asked for the authentication of a user
      When the user approves of the request
      Then the redirect is not followed

      Examples: redirects
        | status |
        | 302    |
        | 307    |

  @CIBA-11-11 @CIBA-10-01 @requires:client-registration
  Rule: Clients that are pushed to do not poll

    Scenario: A client that is pushed to and polls is refused
      Given a client that is to be pushed to
      And the client has asked for the authentication of a user
      And the user has approved the request
      And the client has been notified
      When the client polls
      Then the poll is refused with "unauthorized_client"

  @CIBA-10-01 @requires:client-registration
  Rule: Clients that are pushed to are told nothing about polls

    Scenario: Clients that are pushed to are told no interval
      Given a client that is to be pushed to
      When the client asks for the authentication of a user
      Then its interval, if there is one, is a positive number of seconds
