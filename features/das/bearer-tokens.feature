Feature: Bearer tokens
  DAS serves only callers that show an access token, and takes it in one place: the Authorization header.
  WIPO DAS REST API, security, https://www3.wipo.int/confluence/display/dascg/dascg; RFC 6750, sections 2 and 3.

  @DAS-NET-03 @requires:another-client
  Rule: No operation of the API answers a caller without authorization

    Scenario: An office with an access token is answered
      Given an office that holds an access token
      When the office polls its retrievals
      Then DAS serves the request

    Scenario Outline: Without an access token, <operation> is refused
      Given an exchange in progress between two offices
      When a caller without an access token asks for <operation>
      Then DAS refuses the request

      Examples: operations of the API
        | operation                      |
        | an upload URL                  |
        | a renewed upload URL           |
        | the state of a file            |
        | a registration                 |
        | a correction                   |
        | a withdrawal                   |
        | a certificate                  |
        | the availability of a document |
        | a retrieval                    |
        | the states of retrievals       |
        | a download URL                 |
        | the deletion of a file         |

  @DAS-AUTH-04
  Rule: Only an access token opens the API

    Scenario: An access token opens the API
      Given an office that holds an access token
      When the office polls its retrievals
      Then DAS serves the request

    Scenario Outline: A caller with <credential> is refused
      Given an office that holds an access token
      When the office polls its retrievals with <credential>
      Then DAS refuses the request

      Examples: what does not stand in for an access token
        | credential                                   |
        | no access token                              |
        | an empty access token                        |
        | a client assertion                           |
        | its client id and its assertion as password  |
        | an access token under the scheme Basic       |

  @RFC6750-2-1
  Rule: A request with more than one access token is refused

    Scenario: A request with one access token is served
      Given an office that holds an access token
      When the office polls its retrievals
      Then DAS serves the request

    Scenario Outline: A request with <credential> is refused
      Given an office that holds an access token
      When the office polls its retrievals with <credential>
      Then DAS refuses the request

      Examples: several Authorization headers
        | credential                                      |
        | its access token followed by an invalid one     |
        | an invalid access token followed by its own     |
        | its access token and that of another office     |

  @RFC6750-2.1-1
  Rule: A token in the Authorization header is accepted, however the scheme name is capitalised

    Scenario Outline: The scheme spelt in <capitals> is accepted
      Given an office that holds an access token
      When the office polls its retrievals, the scheme in <capitals>
      Then DAS serves the request

      Examples: spellings of the scheme
        | capitals        |
        | lower case      |
        | upper case      |
        | mixed case      |

    Scenario: A scheme that only begins like Bearer is refused
      Given an office that holds an access token
      When the office polls its retrievals with an access token under the scheme BearerX
      Then DAS refuses the request

  @RFC6750-2.3-1
  Rule: A token in the query string is not accepted

    Scenario: The same token in the header is accepted
      Given an office that holds an access token
      When the office polls its retrievals
      Then DAS serves the request

    Scenario Outline: A caller with <credential> is not served
      Given an office that holds an access token
      When the office polls its retrievals with <credential>
      Then DAS refuses the request

      Examples: tokens in the query
        | credential                                                   |
        | its access token in the query                                |
        | its access token in the query and an invalid one in the header |

  @RFC6750-3-1
  Rule: A refused caller is told how to authenticate

    Scenario: A caller that is served gets no challenge
      Given an office that holds an access token
      When the office polls its retrievals
      Then DAS serves the request
      And the answer carries no challenge

    Scenario Outline: A caller with <credential> is challenged
      Given an office that holds an access token
      When the office polls its retrievals with <credential>
      Then DAS refuses the request
      And the refusal carries a challenge

      Examples: callers to be challenged
        | credential                               |
        | no access token                          |
        | an access token that is no JWT           |
        | an access token signed with a foreign key |

  @RFC6750-3.1-1
  Rule: An invalid token is refused with 401 and the error invalid_token

    Scenario: A valid token is no error
      Given an office that holds an access token
      When the office polls its retrievals
      Then DAS serves the request

    Scenario Outline: A caller with <credential> learns that the token is invalid
      Given an office that holds an access token
      When the office polls its retrievals with <credential>
      Then DAS refuses the access token as invalid

      Examples: tokens that are invalid by themselves
        | credential                                |
        | an access token that is no JWT            |
        | an access token signed with a foreign key |

      @requires:clock-control
      Examples: tokens that have become invalid
        | credential                                |
        | an access token that has expired          |

  @RFC6750-3.1-2 @requires:authorization-server-faults
  Rule: A token without the needed scope is refused with 403

    Scenario: A token with the needed scope is served
      Given an office that holds an access token
      When the office polls its retrievals
      Then DAS serves the request

    Scenario: A token without scope is refused with 403
      Given an office that holds an access token
      When the office polls its retrievals with an access token without scope
      Then DAS refuses the access token for its scope
