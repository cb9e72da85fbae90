Feature: Access tokens for an office's API
  Whoever passes for WIPO can have an office send it any priority document. The office verifies every token by itself, against the
  published keys of the authorization server that it trusts. WIPO DAS exchange API, forwarded requests; RFC 6750; RFC 7519; RFC 8725.

  Background:
    Given an office with an API that keeps a document

  @DAS-OFFICE-01
  Rule: Only an access token opens the API of an office

    Scenario: WIPO with its access token is served
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario Outline: Without an access token, <operation> is refused
      Given a DAS that takes the reports of the office
      And WIPO has forwarded a retrieval to the office
      And the office has reported the document as prepared
      When a caller without an access token asks the office for <operation>
      Then the office refuses the request

      Examples: operations of an office
        | operation      |
        | a retrieval    |
        | a notification |
        | a download URL |

    Scenario Outline: A caller with <credential> is not served
      When WIPO forwards a retrieval, showing the office <credential>
      Then the office refuses the request

      Examples: what does not stand in for an access token
        | credential                                      |
        | an empty access token                           |
        | a client assertion                              |
        | its client id and its assertion as password     |
        | an access token under the scheme Basic          |
        | an access token under the scheme BearerX        |
        | an access token that is no JWT                  |

  @DAS-OFFICE-02
  Rule: The signature of an access token is verified with a published key

    Scenario: A token that the authorization server has signed is accepted
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario Outline: A caller with <credential> is refused
      When WIPO forwards a retrieval, showing the office <credential>
      Then the office refuses the request

      Examples: broken signatures
        | credential                                        |
        | an access token whose subject was changed         |
        | an access token whose expiry was changed          |
        | an access token signed with a foreign key         |
        | an access token signed with the key of the client |
        | an access token with the signature of another one |
        | an access token without its signature             |

  @DAS-OFFICE-03
  Rule: A token that is unsigned, or keyed with the public key, is refused

    Scenario: A token with the algorithm of the authorization server is accepted
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario Outline: A caller with <credential> is turned away
      When WIPO forwards a retrieval, showing the office <credential>
      Then the office refuses the request

      Examples: algorithms that prove nothing
        | credential                                               |
        | an access token that is unsigned                         |
        | an access token that is unsigned, with a capital         |
        | an access token that is unsigned, in capitals            |
        | an access token that is unsigned, in mixed letters       |
        | an access token keyed with the public key as PEM         |
        | an access token keyed with the public key as DER         |
        | an access token keyed with the modulus of the public key |

  @DAS-OFFICE-04
  Rule: Keys in the header of a token are never trusted

    Scenario: A token under a published key is accepted
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario Outline: A caller with <credential> is not trusted
      When WIPO forwards a retrieval, showing the office <credential>
      Then the office refuses the request

      Examples: keys that the caller brings along
        | credential                                             |
        | an access token with its own key in the header         |
        | an access token with its own certificate in the header |

  @DAS-OFFICE-10 @requires:clock-control
  Rule: An expired token is refused

    Scenario: A token that has not expired is accepted
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario: A token that has expired is refused
      When WIPO forwards a retrieval, showing the office an access token that has expired
      Then the office refuses the request

    @requires:authorization-server-faults
    Scenario: A token that had expired when it was issued is refused
      When WIPO forwards a retrieval, showing the office an access token issued after its expiry
      Then the office refuses the request

  @DAS-OFFICE-11 @requires:clock-control
  Rule: A token is refused before its time

    Scenario: A token whose time has come is accepted
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario: A token whose time has not come is refused
      When WIPO forwards a retrieval, showing the office an access token that is not yet valid
      Then the office refuses the request

  @DAS-OFFICE-14 @requires:authorization-server-faults
  Rule: A token for another audience is refused

    Scenario: A token for the right audience is accepted
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario: A token whose audience is somebody else is refused
      When WIPO forwards a retrieval, showing the office an access token for another audience
      Then the office refuses the request

  @DAS-OFFICE-15 @requires:authorization-server-faults
  Rule: A token whose scope does not cover the exchange is refused

    Scenario: A token that covers the exchange is accepted
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario: A token without any scope is refused
      When WIPO forwards a retrieval, showing the office an access token without scope
      Then the office refuses the request

  @DAS-OFFICE-16 @requires:authorization-server-faults
  Rule: A scope is understood as an array and as a text

    Scenario: A scope written as an array is understood
      Given an authorization server that writes scopes as an array
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario: A scope written as a text is understood
      Given an authorization server that writes scopes as text
      When WIPO forwards a retrieval to the office
      Then the office takes the request

  @DAS-OFFICE-17
  Rule: Two access tokens are one too many

    Scenario: One access token is enough
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario Outline: A caller with <credential> gets nothing
      When WIPO forwards a retrieval, showing the office <credential>
      Then the office refuses the request

      Examples: several tokens
        | credential                                      |
        | its access token followed by an invalid one     |
        | an invalid access token followed by its own     |

  @DAS-OFFICE-18
  Rule: The scheme is known in any capitals

    Scenario Outline: The scheme in <capitals> is known
      When WIPO forwards a retrieval to the office, the scheme in <capitals>
      Then the office takes the request

      Examples: spellings
        | capitals   |
        | lower case |
        | upper case |
        | mixed case |

  @DAS-OFFICE-19
  Rule: A token in the query is not accepted

    Scenario: A token in the header is accepted
      When WIPO forwards a retrieval to the office
      Then the office takes the request

    Scenario: A token in the query opens nothing
      When WIPO forwards a retrieval, showing the office its access token in the query
      Then the office refuses the request

  @DAS-OFFICE-20
  Rule: A refusal for want of a valid token says how to authenticate

    Scenario Outline: A caller with <credential> is challenged
      When WIPO forwards a retrieval, showing the office <credential>
      Then the office refuses the request
      And the refusal of the office carries a challenge

      Examples: callers to be challenged
        | credential                                |
        | no access token                           |
        | an access token signed with a foreign key |

  @DAS-OFFICE-21
  Rule: An invalid token is refused with 401 and invalid_token

    Scenario: A forged token is refused as invalid
      When WIPO forwards a retrieval, showing the office an access token signed with a foreign key
      Then the office refuses the access token as invalid

    @requires:clock-control
    Scenario: An expired token is refused as invalid
      When WIPO forwards a retrieval, showing the office an access token that has expired
      Then the office refuses the access token as invalid

  @DAS-OFFICE-22 @requires:authorization-server-faults
  Rule: A token without the needed scope is refused with 403

    Scenario: A token without scope is answered with 403
      When WIPO forwards a retrieval, showing the office an access token without scope
      Then the office refuses the access token for its scope
