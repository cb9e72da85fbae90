@requires:signed-requests
Feature: Signed authentication requests
  A signature ties a request to its client, its server and its moment. See CIBA, 7.1.1, and FAPI-CIBA, 5.2.2.

  Background:
    Given a client of the back channel

  @CIBA-7.2-03
  Rule: The signature is verified

    Scenario: A signed request is acknowledged
      When an authentication request goes out with a signed request
      Then the authentication request is acknowledged

    Scenario Outline: <request> is refused
      When an authentication request goes out <deviation>
      Then the authentication request is refused

      Examples: signatures of others, and broken ones
        | request                                       | deviation                                                        |
        | A signed request with one bit flipped         | with a signed request whose signature has one bit flipped        |
        | A signed request of another client's key      | with a signed request signed with another client's key           |
        | A signed request of an unregistered key       | with a signed request signed with a key that nobody registered   |
        | A signed request that expired ten minutes ago | with a signed request that expired ten minutes ago               |

  @CIBA-7.1.1-04
  Rule: The signature is asymmetric

    Scenario Outline: A request <signed how> is refused
      When an authentication request goes out with a signed request <algorithm>
      Then the authentication request is refused

      Examples: algorithms
        | signed how                      | algorithm                       |
        | without a signature             | of algorithm none               |
        | unsigned, in mixed letters      | of algorithm nOnE               |
        | under an HMAC of the public key | under an HMAC of the public key |

  @CIBA-4-12 @requires:client-registration
  Rule: The algorithm is the registered one

    Scenario: A signed request of a client that registered no algorithm is refused
      Given a client of the back channel that registered no algorithm for its requests
      When that client signs a request after another client has signed one
      Then the authentication request is refused

  @CIBA-7.1.1-05
  Rule: The audience is the server

    Scenario: A signed request for several servers is acknowledged
      When an authentication request goes out with a signed request for several servers
      Then the authentication request is acknowledged

    Scenario: A signed request for another server is refused
      When an authentication request goes out with a signed request for another server
      Then the authentication request is refused

    Scenario: A signed request for nobody is refused
      When an authentication request goes out with a signed request without aud
      Then the authentication request is refused

  @CIBA-7.1.1-06
  Rule: The issuer is the client

    Scenario: A signed request of another issuer is refused
      When an authentication request goes out with a signed request of another issuer
      Then the authentication request is refused

    Scenario: A signed request of no issuer is refused
      When an authentication request goes out with a signed request without iss
      Then the authentication request is refused

  @CIBA-7.1.1-07
  Rule: The request ends

    Scenario: A signed request without an end is refused
      When an authentication request goes out with a signed request without exp
      Then the authentication request is refused

    Scenario: A signed request after its end is refused
      When an authentication request goes out with a signed request that expired ten minutes ago
      Then the authentication request is refused

  @CIBA-7.1.1-08
  Rule: The request says when it was made

    Scenario: A signed request that does not say when it was made is refused
      When an authentication request goes out with a signed request without iat
      Then the authentication request is refused

  @CIBA-7.1.1-09
  Rule: The request begins

    Scenario: A signed request without a beginning is refused
      When an authentication request goes out with a signed request without nbf
      Then the authentication request is refused

    Scenario: A signed request before its beginning is refused
      When an authentication request goes out with a signed request that is valid an hour from now
      Then the authentication request is refused

  @CIBA-7.1.1-10
  Rule: The request has a name

    Scenario: A signed request without a name is refused
      When an authentication request goes out with a signed request without jti
      Then the authentication request is refused

  @CIBA-7.1.1-10-ONCE
  Rule: The request comes once

    Scenario: A signed request that came before is refused
      When the client sends its signed request twice
      Then the authentication request is refused

  @CIBA-7.1.1-02
  Rule: The requested expiry has either JSON type

    Scenario Outline: A requested expiry <type> is taken
      When an authentication request goes out with a requested expiry <type> within its signed request
      Then the authentication request is acknowledged

      Examples: types
        | type        |
        | as a number |
        | as a text   |

  @CIBA-7.1.1-03
  Rule: What a signed request lacks is not taken from beside it

    Scenario: A signed request with its hint beside it is refused
      When an authentication request goes out with its hint beside its signed request only
      Then the authentication request is refused

  @CIBA-7.1.1-12
  Rule: What stands beside a signed request does not count

    Scenario: A hint at another user beside a signed request changes nothing
      When an authentication request goes out with another user's hint beside its signed request
      Then the user of the ID token is the one of the signed request

  @CIBA-7.1.1-13
  Rule: The proof of who asks stands beside the signed request

    Scenario: A signed request with the assertion of the client in it is refused
      When an authentication request goes out with its assertion within its signed request
      Then the authentication request is refused

  @CIBA-7.1.1-14
  Rule: Encrypted requests are not taken

    Scenario: An encrypted request is refused, whatever stands beside it
      When an authentication request goes out with an encrypted request beside the same parameters
      Then the authentication request is refused

  @FAPI-CIBA-5.2.2-06
  Rule: Requests that are not signed are refused

    Scenario: A request that is not signed is refused where signatures are demanded
      When an authentication request goes out without signing the request
      Then the authentication request is refused

  @FAPI-CIBA-5.2.2-09
  Rule: Signed requests live for an hour at most

    Scenario Outline: A signed request whose <limit> is refused where an hour is the limit
      When an authentication request goes out with a signed request whose <limit>
      Then the authentication request is refused

      Examples: limits
        | limit                            |
        | exp lies 70 minutes after nbf    |
        | nbf lies 70 minutes back         |

  @FAPI-CIBA-7.6-01 @requires:client-registration
  Rule: Signed requests are under PS256 or ES256

    Scenario: A signed request under RS256 is refused
      Given a client of the back channel with an RSA key beside its own
      When an authentication request goes out with a signed request under RS256
      Then the authentication request is refused
