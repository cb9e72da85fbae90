@requires:client-credentials
Feature: Client authentication
  Nothing but a signed assertion stands between an impostor and the documents of an office.
  See the POST parameters of the WIPO DAS specification, RFC 7521, 4.2, and RFC 7523, 2.2 and 3.2.

  Background:
    Given a client registered with the authorization server

  @DAS-AUTH-02 @FAPI1-BASE-5.2.2-04 @FAPI1-ADV-5.2.2-14
  Rule: private_key_jwt is the only client authentication that is accepted

    Scenario: A client with an assertion of its own making is accepted
      When the client authenticates with a legal client assertion
      Then the authorization server issues an access token

    Scenario Outline: A token requested <deviation> is refused
      When the client requests a token <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: other ways of authenticating
        | deviation                                         |
        | with a client secret in the Basic header          |
        | with a client secret in the body                  |
        | with a client secret and an assertion of no worth |
        | with an assertion keyed with a client secret      |

  @DAS-AUTH-24
  Rule: The type of the assertion is stated, and is that of a JWT

    Scenario Outline: A token requested <deviation> is refused for its assertion type
      When the client requests a token <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: missing and other types
        | deviation                             |
        | without an assertion type             |
        | with an empty assertion type          |
        | with the assertion type of SAML       |
        | with the grant type as assertion type |

  @DAS-AUTH-25
  Rule: Nothing takes the place of a missing or malformed assertion

    @DAS-AUTH-02
    Scenario: A token requested by its client id alone is refused
      When the client requests a token by its client id alone
      Then the authorization server refuses the client
      And no access token is issued

    Scenario Outline: A token requested <deviation> is refused for want of an assertion
      When the client requests a token <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: assertions that are none
        | deviation                                        |
        | without a client assertion                       |
        | with an empty client assertion                   |
        | with a client assertion that is no JWT           |
        | with a client assertion whose parts hold no JSON |

  @RFC7523-2.2-1
  Rule: The assertion parameter holds exactly one JWT

    Scenario Outline: A token requested <deviation> is refused for more than one assertion
      When the client requests a token <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: more than one JWT
        | deviation                                  |
        | with two assertions in one parameter       |
        | with client_assertion twice                |
        | with a forged and a legal client_assertion |

  @RFC7521-4.2-1
  Rule: A client id beside the assertion names the same client

    Scenario: A token requested with its own client id beside its assertion is issued
      When the client requests a token with its own client id beside its assertion
      Then the authorization server issues an access token

    Scenario Outline: A token requested <deviation> is refused for the mismatch
      When the client requests a token <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: names of nobody
        | deviation                                               |
        | with a client id that nobody bears beside its assertion |

      @requires:another-client
      Examples: names of others
        | deviation                                                 |
        | with the client id of another client beside its assertion |

  @RFC7523-3.2-1
  Rule: A refused assertion is answered as a failed client authentication

    Scenario Outline: An assertion <deviation> is answered as a failed authentication
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses with "invalid_client"
      And no access token is issued

      Examples: assertions that can be read and are wrong
        | deviation                                |
        | signed with a key that nobody registered |
        | that has expired                         |
        | whose aud is another server              |
