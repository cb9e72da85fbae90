@requires:client-credentials
Feature: Token introspection
  Whoever asks about a token must learn the truth, and whoever may not ask must learn nothing.
  See RFC 7662, 2.

  Background:
    Given a client registered with the authorization server
    And the client holds an access token

  @RFC7662-2.2-1 @requires:introspection
  Rule: A live token is reported as active

    Scenario: The access token just issued is active
      When the client introspects its access token
      Then the token is reported as active

  @RFC7662-2.2-2 @requires:introspection
  Rule: A token that is unknown, forged or expired is reported as inactive

    Scenario Outline: An access token <flaw> is inactive
      When the client introspects an access token <flaw>
      Then the token is reported as inactive

      Examples: tokens that the server did not issue
        | flaw                        |
        | that was never issued       |
        | whose signature was changed |
        | whose claims were changed   |
        | that an attacker has signed |
        | that is not signed          |

      @requires:clock-control
      Examples: tokens whose time is over
        | flaw             |
        | that has expired |

  @RFC7662-2.2-3 @requires:introspection
  Rule: Nothing else is said about an inactive token

    Scenario Outline: An access token <flaw> is not described
      When the client introspects an access token <flaw>
      Then nothing else is said about it

      Examples: tokens that are inactive
        | flaw                        |
        | that was never issued       |
        | whose signature was changed |

  @RFC7662-2.1-1 @requires:introspection
  Rule: The introspection endpoint answers only an authenticated caller

    Scenario: A caller that does not authenticate learns nothing
      When somebody introspects the access token without authenticating
      Then the introspection endpoint tells the caller nothing

    Scenario: A caller with a forged assertion learns nothing
      When somebody introspects the access token with an assertion of another key
      Then the introspection endpoint tells the caller nothing
