Feature: Authorization requests
  What a client may ask a user for, and what a request has to say. A request that says less or other than it must is an
  attacker's foothold. See FAPI 1.0 Baseline, 5.2.2, RFC 6749, 3.1 and 4.1.1, and OpenID Connect Core, 3.1.2.

  @FAPI1-BASE-5.2.2.1-01 @FAPI1-BASE-5.2.2.1-04 @FAPI1-BASE-5.2.2-01
  Rule: A request in order that the user agrees to yields a code

    Scenario: A request that a user agrees to is answered with a code
      When the client asks a user for authorization
      Then the authorization server issues a code

  @OIDC-CORE-3.1.2.6-1 @FAPI1-BASE-5.2.2.1-04
  Rule: A request that the user denies yields an error

    @requires:user-denial
    Scenario: A request that a user denies is answered with access_denied
      When the client asks a user who denies it
      Then the client is told "access_denied"
      And the authorization server refuses the authorization request

  @FAPI1-BASE-5.2.2.1-02
  Rule: A request without a required parameter is refused

    Scenario: A request with all its parameters is granted
      When the client asks a user for authorization
      Then the authorization server issues a code

    Scenario: A request without a response type is refused
      When the client asks a user for authorization without a response type
      Then the authorization server refuses the authorization request

    Scenario: A request with a response type that nobody knows is refused
      When the client asks a user for authorization with a response type that nobody knows
      Then the authorization server refuses the authorization request

    Scenario: A request of a client that nobody knows is refused
      When the client asks a user for authorization with a client id that nobody knows
      Then the authorization server refuses the authorization request

  @RFC6749-3.1-2
  Rule: A parameter is sent once

    Scenario: A request with a parameter sent twice is refused
      When the client asks a user for authorization with a parameter sent twice
      Then the authorization server refuses the authorization request

  @FAPI1-BASE-5.2.2.2-01
  Rule: A request for openid has a nonce

    Scenario: A request with a nonce of 64 characters is granted
      When the client asks a user for authorization with a nonce of 64 characters
      Then the authorization server issues a code

    Scenario: A long nonce comes back whole or is refused
      When the client asks a user for authorization with a nonce of 384 characters
      Then the nonce inside comes back whole or the request is refused

    Scenario: A request without a nonce is refused
      When the client asks a user for authorization without nonce
      Then the authorization server refuses the authorization request

  @FAPI1-BASE-5.2.2.3-01
  Rule: A request without openid has a state

    Scenario: A request without openid and nonce, with a state, is granted
      When the client asks a user for authorization without nonce and without the scope openid
      Then the authorization server issues a code, unless it issues none without openid

    Scenario: A request without openid and without a state is refused
      When the client asks a user for authorization without state, without nonce and without the scope openid
      Then the authorization server refuses the authorization request

  @RFC6749-4.1.2-3
  Rule: The state of the request comes back as it was

    Scenario: The state comes back
      When the client asks a user for authorization
      Then the response carries the state that was sent

    Scenario: A state of every kind of character comes back
      When the client asks a user for authorization with a state of every kind of character
      Then the state is returned whole or the request is refused

    Scenario: A long state comes back or is refused
      When the client asks a user for authorization with a state of 1000 characters
      Then the state is returned whole or the request is refused

    Scenario: A request without state gets none back
      When the client asks a user for authorization without state
      Then the authorization server issues a code
      And the response carries no state

  @RFC6749-3.1-1
  Rule: Parameters that nobody knows are ignored

    Scenario: A request with a parameter that nobody knows is granted
      When the client asks a user for authorization with a parameter that nobody knows
      Then the authorization server issues a code

  @RFC6749-3.3-2
  Rule: The order of scope values means nothing

    Scenario: A request with its scope values in another order is granted
      When the client asks a user for authorization with its scope values in another order
      Then the authorization server issues a code

  @RFC6749-4.1.1-1
  Rule: A state is recommended, not demanded

    Scenario: A request for openid without state is granted
      When the client asks a user for authorization without state
      Then the authorization server issues a code

  @FAPI1-BASE-5.2.2.1-02
  Rule: A scope that the client is not registered for is not granted

    Scenario: A request for a scope that the client is not registered for is refused or narrowed
      When the client asks a user for authorization for a scope that the client is not registered for
      Then no scope is granted that the client is not registered for

  @FAPI1-BASE-5.2.2.1-01
  Rule: A request may come by POST

    Scenario: A request by POST leads to the page
      When a user opens the page of a request by POST
      Then the page is there
