@requires:client-credentials
Feature: Headers of client assertions
  The header is read before anything is verified: it must not be able to say what it is verified with.
  See RFC 7515, 4, and RFC 8725, 3.10.

  Background:
    Given a client registered with the authorization server

  @DAS-AUTH-19
  Rule: A header of alg and typ alone is sufficient

    Scenario Outline: An assertion <variation> is accepted
      When the client authenticates with a client assertion <variation>
      Then the authorization server issues an access token

      Examples: headers with less in them
        | variation                          |
        | whose header has only alg and typ  |
        | whose header has only alg          |
        | whose typ is written in lower case |

  @RFC8725-3.10-1
  Rule: Keys offered in the header are never trusted

    Scenario Outline: An assertion <deviation> is not verified with that key
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: keys brought along
        | deviation                                    |
        | that brings the attacker's key along         |
        | that brings the attacker's certificate along |

  @FAPI1-ADV-8.9-02
  Rule: Addresses of keys in the header are not followed

    @requires:client-registration
    Scenario Outline: An assertion <deviation> is refused and nothing is fetched
      Given an attacker that publishes a key set
      When the client authenticates with a client assertion <deviation>
      Then the authorization server fetches nothing from the attacker
      And the authorization server refuses the client
      And no access token is issued

      Examples: addresses of keys
        | deviation                                 |
        | that points to the attacker's key set     |
        | that points to the attacker's certificate |

  @RFC7515-4.1.11-1
  Rule: A critical extension that is not understood is refused

    Scenario Outline: An assertion <deviation> is refused for its extension
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: extensions that nobody knows
        | deviation                           |
        | with an unknown critical extension  |
        | whose critical extension is missing |

  @RFC7515-4-1
  Rule: A header in which a member occurs twice is refused

    Scenario Outline: An assertion <deviation> is refused as ambiguous
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: members that occur twice
        | deviation                                          |
        | whose header states alg twice                      |
        | whose header states alg as none and again as ES256 |
