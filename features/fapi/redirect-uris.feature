Feature: Redirect URIs
  Whoever chooses the address to which a user is sent back gets the code. See FAPI 1.0 Baseline, 5.2.2, items 8 to 10 and 20.

  @FAPI1-BASE-5.2.2-09
  Rule: Every request names its redirect URI

    Scenario: A request that names its redirect URI is granted
      When the client asks a user for authorization
      Then the authorization server issues a code

    Scenario: A request without a redirect URI is refused
      When the client asks a user for authorization without a redirect URI
      Then the authorization server refuses the authorization request

  @FAPI1-BASE-5.2.2-08
  Rule: A redirect URI is registered beforehand

    Scenario: A user is sent back to a registered redirect URI
      When the client asks a user for authorization
      Then the authorization server issues a code

    Scenario: No user is sent to a redirect URI that is not registered
      When the client asks a user for authorization with a redirect URI that is not registered
      Then the authorization server refuses the authorization request
      And no user is sent to an address that is not registered

    @requires:another-client
    Scenario: No user is sent to the redirect URI of another client
      When the client asks a user for authorization with the redirect URI of another client
      Then the authorization server refuses the authorization request
      And no user is sent to an address that is not registered

  @FAPI1-BASE-5.2.2-10
  Rule: A redirect URI equals a registered one character by character

    Scenario: A redirect URI in its registered spelling is accepted
      When the client asks a user for authorization
      Then the authorization server issues a code

    Scenario Outline: A redirect URI that is the registered one <difference> is refused
      When the client asks a user for authorization <request>
      Then the authorization server refuses the authorization request

      Examples: near misses
        | difference            | request                                    |
        | with a path added     | with a path added to its redirect URI      |
        | with a query added    | with a query added to its redirect URI     |
        | in other letters      | with its redirect URI in capitals          |
        | with a slash at its end | with a trailing slash at its redirect URI |

  @FAPI1-BASE-5.2.2-20
  Rule: Users are sent back over TLS

    Scenario: A redirect URI over HTTPS is accepted
      When the client asks a user for authorization
      Then the authorization server issues a code

    Scenario: A redirect URI over plain HTTP is refused
      When the client asks a user for authorization with its redirect URI over plain HTTP
      Then the authorization server refuses the authorization request

  @RFC6749-4.1.2.1-1
  Rule: Nobody is sent to an address that is not registered, not with an error either

    Scenario: The refusal of a redirect URI that is not registered is a page
      When the client asks a user for authorization with a redirect URI that is not registered
      Then no user is sent to an address that is not registered

  @FAPI1-BASE-5.2.2-20
  Rule: A redirect URI without TLS is not registered

    @requires:client-registration
    Scenario: A redirect URI over HTTPS is registered
      When a client is to be registered with a redirect URI over HTTPS
      Then the client is registered

    @requires:client-registration
    Scenario: A redirect URI over plain HTTP is not registered
      When a client is to be registered with a redirect URI over plain HTTP
      Then the client is not registered

  @FAPI1-BASE-7.5-01
  Rule: A redirect URI of a private-use scheme is not registered

    @requires:client-registration
    Scenario: A redirect URI of a scheme that any app can claim is not registered
      When a client is to be registered with a redirect URI of a private-use scheme
      Then the client is not registered

  @FAPI1-BASE-7.5-02
  Rule: A redirect URI of the loopback interface is not registered

    @requires:client-registration
    Scenario: A redirect URI of the loopback interface is not registered
      When a client is to be registered with a redirect URI of the loopback interface
      Then the client is not registered
