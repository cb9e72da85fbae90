@requires:client-credentials
Feature: Signatures of client assertions
  The signature is all that tells a client from an impostor: whoever gets a forged assertion past it is that client.
  See RFC 7523, 3, item 9, RFC 7518, 3.4, and the JWT client assertion of the WIPO DAS specification.

  Background:
    Given a client registered with the authorization server

  @DAS-AUTH-03 @RFC7523-3-9 @FAPI1-BASE-5.2.2-04.2 @FAPI1-ADV-5.2.2-14.2
  Rule: A token is issued only after the signature of the assertion has been verified

    Scenario: An assertion signed by the client is accepted
      When the client authenticates with a legal client assertion
      Then the authorization server issues an access token

    Scenario Outline: An assertion <deviation> is refused
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: signatures that do not verify
        | deviation                                |
        | whose signature has one bit flipped      |
        | whose claims were changed after signing  |
        | whose header was changed after signing   |
        | signed with a key that nobody registered |

  @DAS-AUTH-07
  Rule: A registered key authenticates only the client that it was registered for

    @requires:another-client
    Scenario: Another client is accepted with its own key
      Given another client registered with the authorization server
      When another client authenticates with a legal client assertion
      Then the authorization server issues an access token

    @requires:another-client
    Scenario Outline: An assertion <deviation> authenticates nobody
      Given another client registered with the authorization server
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: keys of another client
        | deviation                                          |
        | signed with another client's key                   |
        | signed by the client in the name of another client |

  @DAS-AUTH-18 @RFC7518-3.4-1
  Rule: An ES256 signature is the raw 64 octets of r and s

    Scenario: An assertion whose signature has the higher of the two values of s is accepted
      When the client authenticates with a client assertion whose signature has the higher of the two values of s
      Then the authorization server issues an access token

    Scenario Outline: An assertion <deviation> is refused for its form
      When the client authenticates with a client assertion <deviation>
      Then the authorization server refuses the client
      And no access token is issued

      Examples: other forms of r and s
        | deviation                                    |
        | whose signature is DER encoded               |
        | whose signature is all zeros                 |
        | whose signature has extra leading zeros      |
        | whose signature lacks its last octet         |
        | whose signature is followed by another octet |
        | whose signature is cut in half               |

  @DAS-AUTH-30 @RFC7518-3.4-1
  Rule: A signature that has lost its leading zeros is refused

    Scenario: An assertion whose signature has lost its leading zeros is refused
      When the client authenticates with a client assertion whose signature has lost its leading zeros
      Then the authorization server refuses the client
      And no access token is issued
