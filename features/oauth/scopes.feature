@requires:client-credentials
Feature: Scopes
  The scope of a token is what its holder may do: no client widens it by asking.
  See RFC 6749, 3.3 and 5.1, and the POST parameters of the WIPO DAS specification.

  Background:
    Given a client registered with the authorization server

  @DAS-AUTH-23
  Rule: The scope granted never exceeds what was asked for and what the client is registered for

    Scenario: A token for the registered scope is issued
      When the client requests a token
      Then the authorization server issues an access token
      And the scope granted is within what the client asked for and is registered for

    Scenario Outline: A token requested <deviation> does not exceed the registration
      When the client requests a token <deviation>
      Then the scope granted is within what the client asked for and is registered for

      Examples: scopes beyond the registration
        | deviation                                             |
        | for a scope that it is not registered for             |
        | for its own and a scope that it is not registered for |
        | for every scope there is                              |

  @RFC6749-5.1-5
  Rule: A scope other than the one asked for is stated

    Scenario Outline: The answer to a token requested <deviation> states what is granted
      When the client requests a token <deviation>
      Then a scope other than the one asked for is stated

      Examples: requests that cannot be granted as they are
        | deviation                                             |
        | for its own and a scope that it is not registered for |
        | without naming a scope                                |
