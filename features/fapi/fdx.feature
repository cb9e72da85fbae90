Feature: What FDX narrows
  FDX leaves one way through FAPI 1.0 Advanced: a pushed request, and a code in a signed response. See the FDX security
  profile, authorization server.

  @FDX-AS-03 @FDX-AS-04 @FDX-AS-11
  Rule: Requests are pushed, and there is no other way

    Scenario: A pushed request is granted
      When the client asks a user for authorization
      Then the authorization server issues a code

    Scenario Outline: A request <carriage> is refused
      When the client asks a user for authorization <carriage>
      Then the authorization server refuses the authorization request

      Examples: other carriages
        | carriage                          |
        | in plain parameters of the query  |
        | in a request object of the query  |

  @FDX-AS-06
  Rule: A code in a signed response is the only response

    Scenario: A request for a signed response is granted
      Given a client that asks for a signed response
      When the client asks a user for authorization
      Then the authorization server issues a code

    Scenario Outline: A request <response> is refused
      When the client asks a user for authorization <response>
      Then the authorization server refuses the authorization request

      Examples: other responses
        | response                              |
        | for a code and an ID token            |
        | for a code without a signed response  |

  @FDX-AS-01 @FDX-INT-10 @FDX-INT-11 @FDX-INT-12 @FDX-INT-13
  Rule: Only clients that are approved, for good or for the time being, are served

    @requires:client-registration
    Scenario Outline: A client whose registration is <status> is served
      Given a client whose registration is <status>
      When the client asks a user for authorization
      Then the authorization server issues a code

      Examples: served
        | status    |
        | approved  |
        | tentative |

    @requires:client-registration
    Scenario Outline: A client whose registration is <status> is not served
      Given a client whose registration is <status>
      When the client asks a user for authorization
      Then the authorization server refuses the authorization request

      Examples: not served
        | status   |
        | pending  |
        | rejected |
        | inactive |
