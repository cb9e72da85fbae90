@requires:client-credentials
Feature: Algorithms of client assertions
  Whoever may choose the algorithm chooses the one that is not verified.
  See FAPI 1.0 Advanced, 8.6, RFC 8725, 3.1, and the key generation of the WIPO DAS specification.

  Background:
    Given a client registered with the authorization server

  @DAS-AUTH-08 @FAPI1-ADV-8.6-01 @FDX-CRYPTO-05
  Rule: Assertions are accepted with the algorithms of the profile only

    Scenario: An assertion signed with ES256 is accepted
      When the client authenticates with a legal client assertion
      Then the authorization server issues an access token

    Scenario Outline: An assertion <deviation> is refused
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: other algorithms in the header
        | deviation                               |
        | that says RS256 over an ES256 signature |
        | that says ES384 over an ES256 signature |
        | that says no algorithm                  |
        | signed with ES256K                      |

    @requires:client-registration
    Scenario Outline: An assertion <deviation> is refused although its key is registered
      Given a client whose key set also holds keys for RSA and for P-384
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: other algorithms with a key for them
        | deviation         |
        | signed with RS256 |
        | signed with ES384 |

  @DAS-AUTH-08
  Rule: ES256 is the one algorithm where the profile names no other

    @requires:client-registration
    Scenario: An assertion signed with PS256 is refused where the profile allows ES256 alone
      Given a profile that allows ES256 and nothing else
      And a client whose key set also holds keys for RSA and for P-384
      When the client authenticates with a client assertion signed with PS256
      Then the authorization server refuses the client
      And no access token is issued

  @DAS-AUTH-18 @RFC7518-3.1-1 @FAPI1-ADV-8.6-03 @FDX-CRYPTO-06 @FAPI1-BASE-5.2.2-04.2
  Rule: An unsigned assertion is refused, however none is spelt

    Scenario Outline: An assertion <deviation> is refused as unsigned
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: assertions that nobody signed
        | deviation                                     |
        | that is unsigned, with alg none in lower case |
        | that is unsigned, with alg none capitalised   |
        | that is unsigned, with alg none in upper case |
        | that is unsigned, with alg none in mixed case |
        | that is unsigned, with alg ES256              |
        | that says none over an ES256 signature        |

  @RFC8725-3.1-1
  Rule: A public key is never taken for the secret of an HMAC

    Scenario Outline: An assertion <deviation> is refused as one that anybody can make
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: secrets that everybody knows
        | deviation                                                            |
        | keyed with the client's public key in PEM                            |
        | keyed with the client's public key in PEM without its last line feed |
        | keyed with the client's public key in DER                            |
        | keyed with the client's public point                                 |
        | keyed with the client's public coordinates                           |
        | keyed with the client's public key as a JWK                          |
        | keyed with an empty secret                                           |
