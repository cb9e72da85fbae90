@requires:client-credentials
Feature: Token responses
  A client can only use, keep and protect a token that it is told about in the agreed form.
  See RFC 6749, 5.1 and 5.2.

  Background:
    Given a client registered with the authorization server

  @RFC6749-5.1-1 @FAPI1-BASE-5.2.2-14
  Rule: A token response names the access token and its type

    Scenario: The token response names the access token and its type
      When the client requests a token
      Then the token response names the access token and its type

  @RFC6749-5.1-2
  Rule: A token response states the lifetime of the token

    Scenario: The token response states the lifetime of the token
      When the client requests a token
      Then the token response states the lifetime of the token

  @RFC6749-5.1-3 @FAPI1-BASE-5.2.2-14
  Rule: A token response is marked as not to be stored

    Scenario: The token response is not to be stored
      When the client requests a token
      Then the token response is not to be stored

  @RFC6749-5.1-4 @FAPI1-BASE-5.2.2-14
  Rule: A token response is JSON

    Scenario: The token response is JSON
      When the client requests a token
      Then the token response is JSON

  @RFC6749-5.2-1
  Rule: A refused token request is answered with a 4xx status and an error code in JSON

    Scenario Outline: The refusal of a token requested <deviation> is in the agreed form
      When the client requests a token <deviation>
      Then the authorization server refuses the request
      And the refusal has a status of its own and an error code in JSON

      Examples: requests to be refused
        | deviation                              |
        | with a grant type that nobody knows    |
        | without a client assertion             |
        | with a client assertion that is no JWT |

  @RFC6749-5.2-3
  Rule: Error code and description keep to the permitted characters

    Scenario Outline: The error for a token requested <deviation> keeps to the permitted characters
      When the client requests a token <deviation>
      Then the authorization server refuses the request
      And the error keeps to the permitted characters

      Examples: requests to be refused
        | deviation                                 |
        | with a grant type that nobody knows       |
        | with a client assertion that is no JWT    |
        | for a scope with quotes and umlauts in it |
