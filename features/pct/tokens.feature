Feature: Access tokens for the PCT service
  Documents of RO/IB are highly confidential. WIPO's own call is the only one that the service answers, and it proves itself by a
  token that was made for this purpose. WIPO DAS REST API, storage and retention; RFC 6750; RFC 8725.

  Background:
    Given the PCT service keeps a document

  @PCT-AUTH-01
  Rule: A caller without an access token learns nothing of a document

    Scenario: WIPO with its access token is told where the document is
      When WIPO asks the PCT service for the document
      Then the PCT service says where the document is

    Scenario Outline: A caller with <credential> is not told
      When WIPO asks the PCT service for the document, showing <credential>
      Then the PCT service refuses the request

      Examples: what is no access token
        | credential                               |
        | no access token                          |
        | an empty access token                    |
        | an access token that is no JWT           |
        | an access token under the scheme Basic   |
        | an access token under the scheme BearerX |
        | its access token in the query            |

  @PCT-AUTH-02
  Rule: A refusal for want of authentication says how to authenticate

    Scenario Outline: A caller with <credential> is challenged
      When WIPO asks the PCT service for the document, showing <credential>
      Then the PCT service refuses the request
      And the refusal of the PCT service carries a challenge

      Examples: credentials that do not do
        | credential                     |
        | no access token                |
        | an access token that is no JWT |

  @PCT-AUTH-03
  Rule: The signature of an access token is verified with a published key of the authorization server

    Scenario: A token of the authorization server opens the service
      When WIPO asks the PCT service for the document
      Then the PCT service says where the document is

    Scenario Outline: A caller with <credential> is refused
      When WIPO asks the PCT service for the document, showing <credential>
      Then the PCT service refuses the request

      Examples: forgeries
        | credential                                               |
        | an access token signed with a foreign key                |
        | an access token signed with the key of the client        |
        | an access token whose subject was changed                |
        | an access token whose expiry was changed                 |
        | an access token with the signature of another one        |
        | an access token without its signature                    |
        | an access token that is unsigned                         |
        | an access token that is unsigned, in mixed letters       |
        | an access token keyed with the public key as PEM         |
        | an access token keyed with the public key as DER         |
        | an access token keyed with the modulus of the public key |
        | an access token with its own key in the header           |
        | an access token with its own certificate in the header   |

  @PCT-AUTH-04
  Rule: An access token is good for its time and no longer

    Scenario: Within its time a token is good
      When WIPO asks the PCT service for the document
      Then the PCT service says where the document is

    @requires:clock-control
    Scenario Outline: Out of its time, <credential> is refused
      When WIPO asks the PCT service for the document, showing <credential>
      Then the PCT service refuses the request

      Examples: times
        | credential                            |
        | an access token that has expired      |
        | an access token that is not yet valid |

  @PCT-AUTH-05 @requires:authorization-server-faults
  Rule: An access token of another issuer is refused

    Scenario: The token of another issuer does not open the service
      When WIPO asks the PCT service for the document, showing an access token of another issuer
      Then the PCT service refuses the request

  @PCT-AUTH-06 @requires:authorization-server-faults
  Rule: An access token for another audience is refused

    Scenario: The token for another audience does not open the service
      When WIPO asks the PCT service for the document, showing an access token for another audience
      Then the PCT service refuses the request

  @PCT-AUTH-07 @requires:another-client
  Rule: Only the client that is dedicated to the service is served

    Scenario: The dedicated client is served
      When WIPO asks the PCT service for the document
      Then the PCT service says where the document is

    Scenario Outline: A valid token of <stranger> is refused
      When the PCT service is asked for the document by <stranger>
      Then the PCT service refuses the request

      Examples: clients of the same authorization server
        | stranger                                   |
        | the client that WIPO dedicates to an office |
        | an office that DAS serves                  |

  @PCT-AUTH-08 @requires:authorization-server-faults
  Rule: An access token whose scope does not cover the exchange is refused

    Scenario: A token without scope does not open the service
      When WIPO asks the PCT service for the document, showing an access token without scope
      Then the PCT service refuses the request

  @PCT-AUTH-09
  Rule: A client assertion does not pass for an access token

    Scenario: A client assertion does not open the service
      When WIPO asks the PCT service for the document, showing a client assertion
      Then the PCT service refuses the request
