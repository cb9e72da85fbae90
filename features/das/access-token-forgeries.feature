Feature: Forged access tokens
  Whoever can forge an access token can read every priority document. DAS verifies signature, validity, issuer, audience and
  scope of each token. WIPO DAS REST API, security, checks by the DAS API; RFC 8725.

  Background:
    Given an office that holds an access token

  @DAS-AUTH-32
  Rule: The signature of an access token is verified with a key of the authorization server

    Scenario: A token signed by the authorization server is accepted
      When the office polls its retrievals
      Then DAS serves the request

    Scenario Outline: A caller with <credential> is refused
      When the office polls its retrievals with <credential>
      Then DAS refuses the request

      Examples: broken signatures
        | credential                                              |
        | an access token whose subject was changed               |
        | an access token whose expiry was changed                |
        | an access token signed with a foreign key               |
        | an access token signed with the key of the client       |
        | an access token with the signature of another one       |
        | an access token without its signature                   |
        | an access token that is unsigned                        |
        | an access token keyed with the public key as PEM        |
        | an access token with its own key in the header          |

  @RFC8725-3.1-2
  Rule: An access token that is unsigned, or keyed with the public key, is refused

    Scenario: A token with the algorithm of the authorization server is accepted
      When the office polls its retrievals
      Then DAS serves the request

    Scenario Outline: An office with <credential> is turned away
      When the office polls its retrievals with <credential>
      Then DAS refuses the request

      Examples: algorithms that prove nothing
        | credential                                              |
        | an access token that is unsigned                        |
        | an access token that is unsigned, with a capital         |
        | an access token that is unsigned, in capitals           |
        | an access token that is unsigned, in mixed letters       |
        | an access token keyed with the public key as PEM        |
        | an access token keyed with the public key as DER        |
        | an access token keyed with the modulus of the public key |

  @RFC8725-3.10-2
  Rule: Keys offered in the header of an access token are never trusted

    Scenario: A token signed with a published key is accepted
      When the office polls its retrievals
      Then DAS serves the request

    Scenario Outline: An office with <credential> is not trusted
      When the office polls its retrievals with <credential>
      Then DAS refuses the request

      Examples: keys that the caller brings along
        | credential                                              |
        | an access token with its own key in the header          |
        | an access token with its own certificate in the header  |

  @DAS-AUTH-33
  Rule: An access token outside its validity period is refused

    @requires:clock-control
    Scenario: A token within its validity is accepted
      When the office polls its retrievals
      Then DAS serves the request

    @requires:clock-control
    Scenario: A token that has expired is refused
      When the office polls its retrievals with an access token that has expired
      Then DAS refuses the request

    @requires:clock-control @requires:authorization-server-faults
    Scenario: A token that is not yet valid is refused
      When the office polls its retrievals with an access token that is not yet valid
      Then DAS refuses the request

    @requires:authorization-server-faults
    Scenario: A token that had expired when it was issued is refused
      When the office polls its retrievals with an access token issued after its expiry
      Then DAS refuses the request

  @DAS-AUTH-34 @requires:authorization-server-faults
  Rule: An access token of another issuer, or for another audience, is refused

    Scenario: A token of the right issuer for the right audience is accepted
      When the office polls its retrievals
      Then DAS serves the request

    Scenario Outline: An office with <credential> is refused
      When the office polls its retrievals with <credential>
      Then DAS refuses the request

      Examples: tokens for other purposes
        | credential                           |
        | an access token of another issuer    |
        | an access token for another audience |

  @DAS-AUTH-35 @requires:authorization-server-faults
  Rule: An access token whose scope does not cover the exchange is refused

    Scenario: A token with the scope of the exchange is accepted
      When the office polls its retrievals
      Then DAS serves the request

    Scenario: A token without scope is refused
      When the office polls its retrievals with an access token without scope
      Then DAS refuses the request
