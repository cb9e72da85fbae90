@requires:client-credentials
Feature: Token requests
  A request that can be read in two ways, or that asks for something else, is no request for a token.
  See RFC 6749, 3.2 and 4.4.2, and the POST parameters of the WIPO DAS specification.

  Background:
    Given a client registered with the authorization server

  @DAS-AUTH-21
  Rule: Token requests are made by POST

    Scenario: A token requested by POST is issued
      When the client requests a token
      Then the authorization server issues an access token

    Scenario: A token requested by GET is refused
      When the client requests a token by GET
      Then the authorization server refuses the request
      And no access token is issued

  @DAS-AUTH-22
  Rule: A token is issued for the client credentials grant and for no other

    Scenario Outline: A token requested <deviation> is refused for its grant
      When the client requests a token <deviation>
      Then the authorization server refuses the request
      And no access token is issued

      Examples: other grants
        | deviation                         |
        | with the password grant           |
        | with the refresh token grant      |
        | with the authorization code grant |
        | with the JWT bearer grant         |
        | with its grant type in capitals   |
        | without a grant type              |

  @RFC6749-5.2-2
  Rule: An unsupported grant is refused as such

    Scenario: A grant type that nobody knows is refused as unsupported
      When the client requests a token with a grant type that nobody knows
      Then the authorization server refuses with "unsupported_grant_type"
      And no access token is issued

  @RFC6749-3.2-1
  Rule: Parameters sent more than once are refused

    Scenario Outline: A token requested <deviation> is refused as ambiguous
      When the client requests a token <deviation>
      Then the authorization server refuses the request
      And no access token is issued

      Examples: parameters that occur twice
        | deviation                              |
        | with grant_type twice                  |
        | with another grant_type before its own |
        | with scope twice                       |
        | with client_assertion_type twice       |

  @RFC6749-3.2-2
  Rule: Parameters that are not recognised are ignored

    Scenario: A token requested with a parameter that nobody knows is issued
      When the client requests a token with a parameter that nobody knows
      Then the authorization server issues an access token
