Feature: Access tokens at the resource server
  A token is shown in one place, for its time, and nothing else passes for it. See FAPI 1.0 Baseline, 6.2.1, items 2 to 4, and
  RFC 6750, 2 and 3.1.

  Background:
    Given a user has granted the client access to the resource

  @FAPI1-BASE-6.2.1-02 @RFC6750-2.1-1-RS
  Rule: A token in the header opens the resource, however the scheme is capitalised

    Scenario: A token in the header opens the resource
      When the client reads the resource
      Then the resource server serves the request

    Scenario Outline: A token under a scheme in <capitals> opens the resource
      When the client reads the resource, the scheme in <capitals>
      Then the resource server serves the request

      Examples: spellings
        | capitals   |
        | lower case |
        | upper case |
        | mixed case |

    Scenario Outline: A client that shows the resource server <credential> is refused
      When the client reads the resource, showing <credential>
      Then the resource server refuses the request

      Examples: no access token under its scheme
        | credential                               |
        | an empty access token                    |
        | an access token under the scheme Basic   |
        | an access token under the scheme BearerX |

  @FAPI1-BASE-6.2.1-03
  Rule: A token in the query opens nothing

    Scenario: A token that stands in the query alone is not accepted
      When the client reads the resource, showing its access token in the query
      Then the resource server refuses the request

    Scenario: A token in the query does not mend an invalid one in the header
      When the client reads the resource, showing its access token in the query and an invalid one in the header
      Then the resource server refuses the request

  @RFC6750-2-1-RS
  Rule: A request shows one access token

    Scenario: A token in the header followed by an invalid one is refused
      When the client reads the resource, showing its access token followed by an invalid one
      Then the resource server refuses the request

  @FAPI1-BASE-6.2.1-04
  Rule: A token is good for its time, and while nobody has ended it

    @requires:clock-control
    Scenario: A token opens the resource until it expires
      When the client reads the resource with a token that has expired
      Then the resource server refuses the request

    @requires:revocation
    Scenario: A token opens the resource until it is revoked
      When the client reads the resource with a token that its client has revoked
      Then the resource server refuses the request

    Scenario Outline: The resource server is shown <credential> and refuses it
      When the client reads the resource, showing <credential>
      Then the resource server refuses the request

      Examples: forgeries
        | credential                                             |
        | an access token signed with a foreign key              |
        | an access token signed with the key of the client      |
        | an access token whose expiry was changed               |
        | an access token without its signature                  |
        | an access token keyed with the public key as PEM       |
        | an access token with its own key in the header         |
        | an access token with its own certificate in the header |

  @RFC6750-3.1-1-RS
  Rule: What is no access token is refused as an invalid one

    Scenario Outline: The resource server is shown <credential> and refuses it as invalid
      When the client reads the resource, showing <credential>
      Then the resource server refuses the access token as invalid

      Examples: tokens that nobody issued
        | credential                                |
        | an access token that is no JWT            |
        | an access token signed with a foreign key |

    Scenario Outline: The resource server takes <credential> for what it is
      When the client shows the resource <credential> as if it were an access token
      Then the resource server refuses the access token as invalid

      Examples: other credentials of the client
        | credential         |
        | an ID token        |
        | a refresh token    |
        | a client assertion |

  @FDX-CRYPTO-06-RS
  Rule: A token that nobody signed is refused

    Scenario Outline: The resource server refuses <credential>
      When the client reads the resource, showing <credential>
      Then the resource server refuses the request

      Examples: spellings of the algorithm
        | credential                                         |
        | an access token that is unsigned                   |
        | an access token that is unsigned, with a capital   |
        | an access token that is unsigned, in capitals      |
        | an access token that is unsigned, in mixed letters |

  @FAPI1-BASE-7.1-00-RS @FAPI1-ADV-8.5-00-RS
  Rule: A resource is reached over TLS and in no other way

    Scenario: The address of a resource in the clear leads to no resource
      When somebody reads the resource in the clear
      Then the resource is not served in the clear
