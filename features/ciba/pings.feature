Feature: Pings
  A ping says that there is a result, and to nobody but the client. See CIBA, 9 and 10.2.

  @CIBA-7.1-08 @requires:pinged-client
  Rule: A client that is notified sends a token for that

    Background:
      Given a client that is to be pinged

    Scenario: A request with a notification token is acknowledged
      When the client asks for the authentication of a user
      Then the authentication request is acknowledged

    Scenario: A request without a notification token is refused
      When an authentication request goes out without a notification token
      Then the authentication request is refused

  @CIBA-7.1-09 @requires:pinged-client
  Rule: Notification tokens have 1024 characters at most

    Background:
      Given a client that is to be pinged

    Scenario: A notification token of 1024 characters is taken
      When an authentication request goes out with a notification token of 1024 characters
      Then the authentication request is acknowledged

    Scenario: A notification token of 1025 characters is refused
      When an authentication request goes out with a notification token of 1025 characters
      Then the authentication request is refused

  @CIBA-7.1-10 @requires:pinged-client
  Rule: Notification tokens are bearer tokens

    Background:
      Given a client that is to be pinged

    Scenario Outline: A notification token <form> is refused
      When an authentication request goes out with a notification token <form>
      Then the authentication request is refused

      Examples: forms
        | form               |
        | of two words       |
        | in quotation marks |

  @CIBA-10.2-01 @requires:pinged-client
  Rule: Clients are pinged after each decision

    Background:
      Given a client that is to be pinged
      And the client has asked for the authentication of a user

    Scenario: A client is pinged after an approval
      When the user approves of the request
      Then the client is notified

    Scenario: A client is pinged after a denial
      When the user wants nothing of the request
      Then the client is notified

  @CIBA-9-02 @requires:pinged-client
  Rule: Clients know the server by their own token

    Scenario: A ping carries the token of the client
      Given a client that is to be pinged
      And the client has asked for the authentication of a user
      When the user approves of the request
      Then the notification carries the token of the client

  @CIBA-10.2-02 @requires:pinged-client
  Rule: Pings say nothing but which request has a result

    Scenario: A ping has the name of the request and nothing else
      Given a client that is to be pinged
      And the client has asked for the authentication of a user
      When the user approves of the request
      Then the notification is JSON with the name of the request and nothing else

  @CIBA-10.2-06 @requires:pinged-client
  Rule: A ping that is answered with 200 has arrived

    Scenario: A ping that is answered with a body is not repeated
      Given a client that is to be pinged and answers with 200 and a body
      And the client has asked for the authentication of a user
      When the user approves of the request
      Then the client is not notified a second time

  @CIBA-10.2-08 @requires:pinged-client
  Rule: Redirects of clients are not followed

    Scenario Outline: A ping that is answered with <status> goes nowhere else
      Given a client that is to be pinged and answers with <status>
      And the client has asked for the authentication of a user
      When the user approves of the request
      Then the redirect is not followed

      Examples: redirects
        | status |
        | 301    |
        | 302    |
        | 307    |
        | 308    |

  @CIBA-10.1-14 @requires:pinged-client
  Rule: Clients that are pinged may poll

    Background:
      Given a client that is to be pinged
      And the client has asked for the authentication of a user

    Scenario: A client that polls before its ping is told to wait
      When the client polls
      Then the client is told to wait

    Scenario: A client that polls after its ping gets its tokens
      Given the user has approved the request
      And the client has been notified
      When the client polls
      Then the poll brings tokens

  @CIBA-10.1-14-ANYWAY @requires:pinged-client
  Rule: A client whose ping failed may poll

    Scenario Outline: A client that answered its ping with <answer> gets its tokens
      Given a client that is to be pinged and answers with <answer>
      And the client has asked for the authentication of a user
      And the user has approved the request
      And the client has been notified
      When the client polls
      Then the poll brings tokens

      Examples: answers of clients
        | answer  |
        | 401     |
        | 403     |
        | 500     |
        | nothing |
