@requires:client-credentials
Feature: Encoding of client assertions
  Two readers of one assertion must see the same assertion: whatever one of them tolerates, a filter in front may read differently.
  See RFC 7515, 2 and 7.1, and the private_key_jwt assertion of the WIPO DAS specification.

  Background:
    Given a client registered with the authorization server

  @DAS-AUTH-20 @RFC7515-2-1
  Rule: The parts of an assertion are base64url with nothing else in it

    Scenario: An assertion in plain base64url is accepted
      When the client authenticates with a legal client assertion
      Then the authorization server issues an access token

    Scenario Outline: An assertion <deviation> is refused
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: padding
        | deviation                 |
        | whose header is padded    |
        | whose claims are padded   |
        | whose signature is padded |

      Examples: characters that do not belong there
        | deviation                                   |
        | whose signature is in the standard alphabet |
        | with a line break within its claims         |
        | with a space within its signature           |

  @DAS-AUTH-20
  Rule: An assertion has exactly three parts

    Scenario Outline: An assertion <deviation> is refused for the number of its parts
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: other numbers of parts
        | deviation                 |
        | with a fourth part        |
        | with an empty fourth part |
        | with two parts            |
        | in the JSON serialization |
